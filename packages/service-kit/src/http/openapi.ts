import { z } from 'zod'
import type { Access } from './access.js'
import { Problem } from './problem.js'
import type { Route } from './route.js'

type Json = Readonly<Record<string, unknown>>

export interface ApiDescription {
  readonly service: string
  readonly title: string
  readonly description: string
  readonly port: number
  readonly routes: readonly Route[]
}

/** Writes the OpenAPI 3.1 document of a service from the declarations of its routes. */
export function openApiDocument(api: ApiDescription): Json {
  const components: Record<string, unknown> = {}
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of api.routes) {
    if (route.hidden === true) continue
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(route, components) }
  }
  // Problem has a name of its own, so converting it puts it among the components.
  convert(Problem, 'output', 'Problem', components)
  return {
    openapi: '3.1.0',
    info: {
      title: api.title,
      version: '1',
      description: api.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: `Where this document comes from; port ${api.port} after npm start` }],
    tags: [...new Set(api.routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: { schemas: sorted(components), securitySchemes: SECURITY_SCHEMES },
  }
}

const SECURITY_SCHEMES = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret or publishable key; also as the user name of HTTP Basic.',
  },
  writeKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Write-Key',
    description: 'A key, for clients that cannot set Authorization.',
  },
  person: {
    type: 'apiKey',
    in: 'header',
    name: 'Polyphon-Person',
    description: 'A person token, beside a publishable key.',
  },
  admin: { type: 'http', scheme: 'bearer', description: 'The operator’s token (POLYPHON_ADMIN_TOKEN).' },
}

function operation(route: Route, components: Record<string, unknown>): Json {
  const text = [route.description, accessText(route.access)]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n')
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(text === '' ? {} : { description: text }),
    tags: [route.tag],
    security: securityOf(route.access),
    ...parametersOf(route, components),
    ...bodyOf(route, components),
    responses: { ...responsesOf(route, components), default: PROBLEM_RESPONSE },
  }
}

const PROBLEM_RESPONSE = {
  description: 'A problem; `code` says which',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function accessText(access: Access): string {
  if (access.who !== 'key') return ''
  const publishable = {
    alone: ' A publishable key may call it.',
    with_person: ' A publishable key with a person token may call it.',
  }
  return `Scope: \`${access.scope}\`.${access.publishable === undefined ? '' : publishable[access.publishable]}`
}

function securityOf(access: Access): readonly Json[] {
  if (access.who === 'admin') return [{ admin: [] }]
  if (access.who !== 'key') return []
  return [
    { key: [] },
    ...(access.publishable === 'alone' ? [{ writeKey: [] }] : []),
    ...(access.publishable === 'with_person' ? [{ key: [], person: [] }] : []),
    ...(access.admin === true ? [{ admin: [] }] : []),
  ]
}

function parametersOf(route: Route, components: Record<string, unknown>): Json {
  const header = (name: string, required: boolean, description: string): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  })
  const parameters = [
    ...fieldsOf(route, 'params', components).map(({ name, schema }) => ({
      name,
      in: 'path',
      required: true,
      ...schema,
    })),
    ...fieldsOf(route, 'query', components).map(({ name, required, schema }) => ({
      name,
      in: 'query',
      required,
      ...schema,
    })),
    ...(route.ifMatch === undefined
      ? []
      : [header('If-Match', route.ifMatch === 'required', 'The ETag that was last read')]),
    ...(route.method === 'post' && route.idempotencyKey !== 'none'
      ? [
          header(
            'Idempotency-Key',
            route.idempotencyKey === 'required',
            'The same key gives the same answer for 24 hours',
          ),
        ]
      : []),
  ]
  return parameters.length === 0 ? {} : { parameters }
}

function fieldsOf(
  route: Route,
  part: 'params' | 'query',
  components: Record<string, unknown>,
): readonly { readonly name: string; readonly required: boolean; readonly schema: Json }[] {
  const schema = route[part]
  const named = [...route.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '')
  if (schema === undefined)
    return part === 'params'
      ? named.map((name) => ({ name, required: true, schema: { schema: { type: 'string' } } }))
      : []
  const json = convert(schema, 'input', `${route.operationId}_${part}`, components) as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
  return Object.entries(json.properties ?? {}).map(([name, field]) => {
    const { description, ...rest } = field
    return {
      name,
      required: json.required?.includes(name) ?? false,
      schema: { ...(description === undefined ? {} : { description }), schema: rest },
    }
  })
}

function bodyOf(route: Route, components: Record<string, unknown>): Json {
  if (route.body === undefined) return {}
  const schema = convert(route.body, 'input', `${route.operationId}_body`, components)
  const example = route.example === undefined ? {} : { example: route.example }
  return { requestBody: { required: true, content: { 'application/json': { schema, ...example } } } }
}

function responsesOf(route: Route, components: Record<string, unknown>): Json {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => {
      if (status === '204') return [status, { description: 'Done' }]
      const json = convert(schema, 'output', `${route.operationId}_${status}`, components)
      const text = Object.fromEntries((route.alsoAnswers ?? []).map((type) => [type, { schema: { type: 'string' } }]))
      const content =
        route.onlyAnswers === undefined
          ? { 'application/json': { schema: json }, ...text }
          : { [route.onlyAnswers]: { schema: json } }
      return [status, { description: descriptionOf(status), content }]
    }),
  )
}

const descriptionOf = (status: string): string =>
  ({ '200': 'OK', '201': 'Made', '202': 'Accepted; it happens shortly' })[status] ?? 'Answer'

/** Converts a zod schema and moves what it shares or repeats into the document's components. */
function convert(schema: z.ZodType, io: 'input' | 'output', name: string, components: Record<string, unknown>): Json {
  const {
    $schema: _dialect,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: dates })
  const nameOf = (definition: string): string => (definition.startsWith('__') ? `${name}${definition}` : definition)
  const relink = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(relink)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, member]) =>
          key === '$ref' && typeof member === 'string'
            ? [
                key,
                member.replace(
                  /^#\/\$defs\/(.+)$/,
                  (_all, definition: string) => `#/components/schemas/${nameOf(definition)}`,
                ),
              ]
            : [key, key === 'id' && typeof member === 'string' ? undefined : relink(member)],
        )
        .filter(([, member]) => member !== undefined),
    )
  }
  for (const [definition, body] of Object.entries($defs)) components[nameOf(definition)] = relink(body)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object stays an object
  return relink(json) as Json
}

// Dates travel as RFC 3339 text, which zod cannot know of a transformed schema.
function dates(context: { zodSchema: unknown; jsonSchema: Record<string, unknown> }): void {
  if (context.zodSchema instanceof z.ZodDate) Object.assign(context.jsonSchema, { type: 'string', format: 'date-time' })
}

const sorted = (record: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1)))
