import swagger from '@fastify/swagger'
import type { Codes } from '@polyphon/values'
import Fastify, { type FastifyInstance, type FastifySchema, type RouteOptions } from 'fastify'
import { codesInWords } from './codes-in-words.js'
import { declareOperation, readByZod } from './declare.js'
import type { Json } from './map-members.js'
import { accessText, SECURITY_SCHEMES, securityOf } from './openapi-access.js'
import { answersUnchanged, HEADERS, headersOf, PROBLEMS, problemsOf, takesKey, UNCHANGED } from './openapi-answers.js'
import { collectSchemas, type NamedSchemas } from './openapi-schemas.js'
import { Problem } from './problem.js'
import type { Route } from './route.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that a route of the server answers. */
    readonly operation?: Route
  }
}

/** What a document says beside the operations. */
export interface ApiDescription {
  readonly title: string
  readonly description: string
  readonly port: number
  /** What the operations of each tag are about, in the order in which the document has them. */
  readonly tags: Readonly<Record<string, string>>
  readonly codes: Codes
  /** More about what operations take, in Markdown. */
  readonly guide?: string
  /** What stands before every path where several services share one origin. */
  readonly basePath?: string
}

const fullDescription = ({ description, guide, codes, basePath }: ApiDescription): string =>
  [description, ...(guide === undefined ? [] : [guide]), codesInWords(codes, basePath)].join('\n\n')

type Operation = Record<string, unknown>
interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: Json
}

/**
 * Lets the server write the OpenAPI 3.1 document of what is registered after this, at `swagger()`. A route that is neither
 * an operation nor hidden, a body without a name and a tag without a description are errors then.
 */
export async function describeApi(app: FastifyInstance, api: ApiDescription): Promise<void> {
  const operations = new Map<string, Route>()
  const schemas = collectSchemas()
  await app.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: api.title,
        version: '1',
        description: fullDescription(api),
        contact: { name: 'Polyphon' },
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [
        { url: api.basePath || '/', description: `Where this document comes from; port ${api.port} after npm start` },
      ],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: ({ schema, url, route }) => ({ url, schema: requestOf({ schema, url, route }, operations, schemas) }),
    transformObject: (written) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the plugin has just written
      const document = ('openapiObject' in written ? written.openapiObject : {}) as Document
      return finish(document, { api, operations, schemas })
    },
  })
}

/** The OpenAPI document of operations, written without starting anything: no handler runs. */
export async function writeDocument(api: ApiDescription, routes: readonly Route[]): Promise<Json> {
  const app = Fastify()
  readByZod(app)
  await describeApi(app, api)
  for (const route of routes) await declareOperation(app, route, { handler: async () => undefined })
  await app.ready()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a document is an object
  return app.swagger() as unknown as Json
}

/** What a request of an operation consists of, as the plugin wants to be told. Bodies and answers follow in `finish`. */
function requestOf(
  { schema, url, route }: { readonly schema?: FastifySchema; readonly url: string; readonly route: RouteOptions },
  operations: Map<string, Route>,
  schemas: NamedSchemas,
): FastifySchema {
  if (schema?.hide === true) return schema
  const operation = route.config?.operation
  if (operation === undefined) throw new Error(`${String(route.method)} ${url} is served and described nowhere.`)
  const { operationId, summary, tag } = operation
  if (operations.has(operationId)) throw new Error(`Two routes are the operation ${operationId}.`)
  operations.set(operationId, operation)
  const description = [operation.description, accessText(operation.access)].filter(Boolean).join('\n\n')
  const part = (name: 'params' | 'query'): Json | undefined =>
    operation[name] && schemas.convert(operation[name], 'input', `${operationId}_${name}`)
  const [params, querystring, headers] = [part('params'), part('query'), requestHeaders(operation)]
  return {
    operationId,
    summary,
    ...(description === '' ? {} : { description }),
    tags: [tag],
    security: securityOf(operation.access),
    ...(operation.deprecatedSince === undefined ? {} : { deprecated: true }),
    ...(operation.defines === undefined ? {} : { 'x-definition': operation.defines.kind }),
    ...(params === undefined ? {} : { params }),
    ...(querystring === undefined ? {} : { querystring }),
    ...(headers === undefined ? {} : { headers }),
  }
}

function requestHeaders(route: Route): Json | undefined {
  const header = (description: string): Json => ({ type: 'string', description })
  const properties = {
    ...(route.ifMatch === undefined ? {} : { 'If-Match': header('The ETag that was last read') }),
    ...(route.ifMatch !== undefined && route.method === 'put'
      ? { 'If-None-Match': header('`*`: only if there is nothing yet; without If-Match') }
      : {}),
    ...(answersUnchanged(route)
      ? { 'If-None-Match': header('The ETag that was last read: 304 if nothing has changed since') }
      : {}),
    ...(takesKey(route) ? { 'Idempotency-Key': header('The same key gives the same answer for 24 hours') } : {}),
  }
  const required = [
    ...(route.ifMatch === 'required' ? ['If-Match'] : []),
    ...(route.idempotencyKey === 'required' ? ['Idempotency-Key'] : []),
  ]
  return Object.keys(properties).length === 0 ? undefined : { type: 'object', properties, required }
}

interface Collected {
  readonly api: ApiDescription
  readonly operations: ReadonlyMap<string, Route>
  readonly schemas: NamedSchemas
}

/** Adds bodies, answers and components, in an order that does not depend on that of the registration. */
function finish(document: Document, { api, operations, schemas }: Collected): Json {
  const tags = tagsOf(operations, api.tags)
  const order = (item: Readonly<Record<string, Operation>>): number =>
    Math.min(
      ...Object.values(item).map(({ operationId }) => tags.indexOf(operations.get(String(operationId))?.tag ?? '')),
    )
  const paths = Object.entries(document.paths ?? {})
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .toSorted(([, left], [, right]) => order(left) - order(right))
    .map(([path, item]) => [path, described(item, operations, schemas)] as const)
  // Problem has a name of its own, so converting it puts it among the components.
  schemas.convert(Problem, 'output', 'Problem')
  const text = JSON.stringify(paths)
  const responses = pick(PROBLEMS, (name) => text.includes(`"#/components/responses/${name}"`))
  const answers = `${text}${JSON.stringify(responses)}`
  return schemas.settle({
    ...document,
    tags: tags.map((name) => ({ name, description: api.tags[name] })),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: pick(
        SECURITY_SCHEMES,
        (name) => text.includes(`{"${name}":[]`) || text.includes(`,"${name}":[]`),
      ),
      schemas: schemas.all(),
      responses,
      headers: pick(HEADERS, (name) => answers.includes(`"#/components/headers/${name}"`)),
    },
  })
}

// A document holds what its operations refer to, and nothing else.
const pick = (all: Json, isUsed: (name: string) => boolean): Json =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isUsed(name)))

function tagsOf(operations: ReadonlyMap<string, Route>, texts: ApiDescription['tags']): readonly string[] {
  const used = new Set([...operations.values()].map(({ tag }) => tag))
  const unknown = [...used].filter((tag) => !Object.hasOwn(texts, tag))
  if (unknown.length > 0) throw new Error(`No description is given for the tags ${unknown.join(', ')}.`)
  return Object.keys(texts).filter((tag) => used.has(tag))
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete']

function described(
  item: Readonly<Record<string, Operation>>,
  operations: ReadonlyMap<string, Route>,
  schemas: NamedSchemas,
): Json {
  return Object.fromEntries(
    METHODS.flatMap((method) => {
      const operation = item[method]
      if (operation === undefined) return []
      const route = operations.get(String(operation['operationId']))
      if (route === undefined) throw new Error(`${String(operation['operationId'])} is no operation.`)
      const { responses: _none, ...request } = operation
      return [[method, { ...request, ...bodyOf(route, schemas), responses: answersOf(route, schemas) }]]
    }),
  )
}

function bodyOf(route: Route, schemas: NamedSchemas): Json {
  if (route.streamed !== undefined) {
    const types = route.streamed.mediaTypes.map((type) => [type, { schema: { type: 'string' } }] as const)
    return { requestBody: { required: true, content: Object.fromEntries(types) } }
  }
  if (route.body === undefined) return {}
  const schema = schemas.convert(route.body, 'input', `${route.operationId}_body`)
  const example = route.example === undefined ? {} : { example: route.example }
  return { requestBody: { required: true, content: { 'application/json': { schema, ...example } } } }
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Made',
  202: 'Accepted; it happens shortly',
  204: 'Done',
}

function answersOf(route: Route, schemas: NamedSchemas): Json {
  const answers = Object.entries(route.responses).map(([status]) => {
    const content = status === '204' ? {} : { content: contentOf(route, status, schemas) }
    return [status, { description: DESCRIPTIONS[status] ?? 'Answer', headers: headersOf(route), ...content }] as const
  })
  return {
    ...problemsOf(route),
    ...Object.fromEntries(answers),
    ...(answersUnchanged(route) ? { 304: UNCHANGED } : {}),
  }
}

function contentOf(route: Route, status: string, schemas: NamedSchemas): Json {
  const { operationId, responses, onlyAnswers, alsoAnswers = [] } = route
  const schema = responses[Number(status)]
  if (schema === undefined) throw new Error(`${operationId} declares no ${status}.`)
  const json = schemas.convert(schema, 'output', `${operationId}_${status}`)
  if (onlyAnswers !== undefined) return { [onlyAnswers]: { schema: json } }
  if (!('$ref' in json))
    throw new Error(`What ${operationId} answers with ${status} has no name: give its schema one, .meta({ id: '…' }).`)
  const texts = alsoAnswers.map((type) => [type, { schema: { type: 'string' } }] as const)
  return { 'application/json': { schema: json }, ...Object.fromEntries(texts) }
}
