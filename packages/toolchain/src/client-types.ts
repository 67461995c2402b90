import openapiTS, { astToString } from 'openapi-typescript'

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const
type Method = (typeof METHODS)[number]

interface Operation {
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>
}

/** The types of one service, from its document. */
export async function serviceTypes(service: string, document: string): Promise<string> {
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }))
  return `// Made by npm run generate from openapi/${service}.json.\n${lenientParameters(types)}`
}

/**
 * What a page may call: by its publishable key alone, beside a person token, or by the token of a link in the path. The
 * paths are those of the services, with fewer methods.
 */
export function browserTypes(documents: ReadonlyMap<string, string>): string {
  const services = [...documents].flatMap(([service, text]) => {
    const paths = pathsOfPages(JSON.parse(text))
    return paths.length === 0
      ? []
      : [{ service, name: `${service.slice(0, 1).toUpperCase()}${service.slice(1)}`, paths }]
  })
  const imports = services.map(({ service, name }) => `import type { paths as ${name} } from './${service}.js'`)
  const interfaces = services.map(
    ({ name, paths }) =>
      `export interface ${name}BrowserPaths {\n${paths
        .map(([path, methods]) => `    "${path}": Pick<${name}["${path}"], ${methods.map(quoted).join(' | ')}>;\n`)
        .join('')}}`,
  )
  return `// Made by npm run generate from the OpenAPI documents.\n${imports.join('\n')}\n\n${interfaces.join('\n')}\n`
}

function pathsOfPages({ paths }: Document): readonly (readonly [path: string, methods: readonly string[]])[] {
  return Object.entries(paths).flatMap(([path, operations]) => {
    const methods = METHODS.filter((method) => {
      const operation = operations[method]
      return operation !== undefined && isForPages(path, operation)
    })
    return methods.length === 0 ? [] : [[path, ['parameters', ...methods]] as const]
  })
}

function isForPages(path: string, { security = [], responses = {} }: Operation): boolean {
  // Other links lead to pages of ours.
  const answersJson = Object.values(responses).some(({ content = {} }) => 'application/json' in content)
  const ofLink = security.length === 0 && answersJson && path.startsWith('/v1/') && path.endsWith('/{token}')
  return ofLink || security.some((ways) => 'writeKey' in ways || 'person' in ways)
}

const quoted = (text: string): string => `"${text}"`

/**
 * Whoever compiles with `exactOptionalPropertyTypes` may say `{ cursor: undefined }` for the first page: an undefined
 * parameter is not sent.
 */
function lenientParameters(types: string): string {
  let indent: string | null = null
  return types
    .split('\n')
    .map((line) => {
      if (indent === null) indent = /^( +)(?:query|header)\??: \{$/.exec(line)?.[1] ?? null
      else if (line === `${indent}};`) indent = null
      else return line.replace(/^( +[^ ].*\?: .*);$/, '$1 | undefined;')
      return line
    })
    .join('\n')
}
