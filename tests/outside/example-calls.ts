import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './blocks.js'

const services = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Readonly<Record<string, unknown>>
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> }
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<(typeof methods)[number], Operation>>>>>
}

/**
 * A program that calls every operation of the documents, with every parameter it knows and the body that the document
 * itself shows as its example. It is compiled, not run.
 */
export function exampleCalls(): string {
  const calls = services.flatMap((service) => {
    const document: Document = JSON.parse(readFileSync(join(root, `openapi/${service}.json`), 'utf8'))
    return Object.entries(document.paths).flatMap(([path, operations]) =>
      methods.flatMap((method) => {
        const operation = operations[method]
        return operation === undefined ? [] : [callOf(service, { path, method, operation })]
      }),
    )
  })
  return `import type { Polyphon } from '@polyphon/client'\n\n${calls.join('\n')}`
}

function callOf(
  service: string,
  { path, method, operation }: { readonly path: string; readonly method: string; readonly operation: Operation },
): string {
  const example = operation.requestBody?.content['application/json']?.example
  const isWithoutExample = operation.requestBody !== undefined && example === undefined
  const params = (['path', 'query', 'header'] as const).flatMap((location) => {
    const here = (operation.parameters ?? []).filter((parameter) => parameter.in === location)
    return here.length === 0
      ? []
      : [`${location}: { ${here.map(({ name, schema }) => `${JSON.stringify(name)}: ${valueOf(schema)}`).join(', ')} }`]
  })
  const words = [
    ...(params.length === 0 ? [] : [`params: { ${params.join(', ')} }`]),
    ...(example === undefined ? [] : [`body: ${JSON.stringify(example)}`]),
  ]
  // A body that no example shows has to be imagined: it is left to the programs of the READMEs.
  if (isWithoutExample) return `// ${operation.operationId} shows no example`
  const options = words.length === 0 ? '' : `, { ${words.join(', ')} }`
  return `export async function ${operation.operationId}_of_${service}({ ${service} }: Polyphon): Promise<string> {
  const { data, error } = await ${service}.${method.toUpperCase()}(${JSON.stringify(path)}${options})
  return JSON.stringify(error ?? data ?? null)
}
`
}

/** Some value of a parameter's type, as source text. */
function valueOf(schema: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(schema['enum'])) return JSON.stringify(schema['enum'][0])
  if ('const' in schema) return JSON.stringify(schema['const'])
  const choices = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(choices)) return valueOf(Object(choices[0]))
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return '1'
    case 'boolean':
      return 'true'
    case 'array':
      return `[${valueOf(Object(schema['items']))}]`
    default:
      return "'text'"
  }
}
