import type { Call } from '../frame/call.js'
import { type DocumentedOperation, type Json, type OpenApiDocument, operationsOf } from '../frame/documents.js'
import type { ServiceName } from '../frame/services.js'
import { standalone } from './schemas.js'

/** An operation as a tool; several services may have it. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly inputSchema: { readonly type: 'object' } & Json
  readonly annotations: {
    readonly readOnlyHint: boolean
    readonly destructiveHint: boolean
    readonly openWorldHint: boolean
  }
  readonly services: readonly ServiceName[]
  /** The names of everything that it takes. */
  readonly arguments: readonly string[]
  /** The call that these arguments mean. Throws a TypeError for what is no version. */
  callOf(given: Json, newId: () => string): Call
}

interface Choosing {
  /** Whether operations that change something are tools, too. */
  readonly write: boolean
  /** What the key may do; null where it is not known. */
  readonly scopes: readonly string[] | null
}

/** The operations of all documents that a key may call, as tools. */
export function toolsOf(
  documents: ReadonlyMap<ServiceName, OpenApiDocument>,
  { write, scopes }: Choosing,
): readonly Tool[] {
  const tools = new Map<string, Tool>()
  for (const [service, document] of documents)
    for (const found of operationsOf(document)) {
      const { method, operation } = found
      if (!isTool(operation) || (method !== 'get' && !write) || !isAllowed(operation, scopes)) continue
      const known = tools.get(operation.operationId)
      const services = [...(known?.services ?? []), service]
      tools.set(operation.operationId, toolOf(found, document, services))
    }
  return [...tools.values()]
}

function isAllowed({ description = '' }: DocumentedOperation, scopes: readonly string[] | null): boolean {
  const scope = /^Scope: `([\w:]+)`/m.exec(description)?.[1]
  return scopes === null || scope === undefined || scopes.includes(scope)
}

/** A key calls it, with JSON, and it answers JSON. Tracking and links are for pages and people. */
function isTool({ security = [], requestBody, responses = {} }: DocumentedOperation): boolean {
  const takesKey =
    security.some((scheme) => 'key' in scheme) && !security.some((scheme) => Object.keys(scheme).length === 0)
  const takesJson = requestBody === undefined || 'application/json' in requestBody.content
  const contents = Object.entries(responses).flatMap(([status, { content }]) =>
    status < '3' && content ? [content] : [],
  )
  return takesKey && takesJson && contents.every((content) => 'application/json' in content)
}

function toolOf(
  { path, method, operation }: ReturnType<typeof operationsOf>[number],
  document: OpenApiDocument,
  services: readonly ServiceName[],
): Tool {
  const { operationId, summary = '', description = '', parameters = [], requestBody } = operation
  const shown = parameters.filter(({ in: where }) => where !== 'header')
  const isMatched = parameters.some(({ name }) => name === 'If-Match')
  const isKeyed = parameters.some(({ name }) => name === 'Idempotency-Key')
  const body = requestBody?.content['application/json']?.schema
  const properties = {
    ...(services.length > 1
      ? { service: { type: 'string', enum: services, description: 'Which service is asked' } }
      : {}),
    ...Object.fromEntries(
      shown.map(({ name, schema = {}, description: text }) => [
        name,
        { ...standalone(schema, document), ...(text === undefined ? {} : { description: text }) },
      ]),
    ),
    ...(body === undefined ? {} : { body: standalone(body, document) }),
    ...(isMatched
      ? { ifMatch: { type: 'string', description: 'Only if this is still its version, such as "3"' } }
      : {}),
  }
  const required = [
    ...(services.length > 1 ? ['service'] : []),
    ...shown.filter((parameter) => parameter.required === true).map(({ name }) => name),
    ...(body === undefined ? [] : ['body']),
  ]
  const [definitions, lifted] = liftDefinitions(properties)
  return {
    name: operationId,
    description: [summary, firstSentence(description)].filter((text) => text !== '').join('. '),
    inputSchema: { type: 'object', properties: lifted, required, additionalProperties: false, ...definitions },
    annotations: { readOnlyHint: method === 'get', destructiveHint: method === 'delete', openWorldHint: false },
    services,
    arguments: Object.keys(properties),
    callOf: (given, newId) => ({
      method,
      path,
      params: {
        path: pick(
          given,
          shown.filter(({ in: where }) => where === 'path').map(({ name }) => name),
        ),
        query: pick(
          given,
          shown.filter(({ in: where }) => where === 'query').map(({ name }) => name),
        ),
        header: {
          ...(isKeyed ? { 'Idempotency-Key': newId() } : {}),
          ...(isMatched && given['ifMatch'] !== undefined ? { 'If-Match': quoted(given['ifMatch']) } : {}),
        },
      },
      ...(body === undefined ? {} : { body: given['body'] }),
    }),
  }
}

/** Definitions stand at the root, where references look for them. */
function liftDefinitions(properties: Readonly<Record<string, Json>>): readonly [Json, Json] {
  let all = {}
  const lifted = Object.fromEntries(
    Object.entries(properties).map(([name, { $defs = {}, ...schema }]) => {
      all = { ...all, ...Object($defs) }
      return [name, schema]
    }),
  )
  return [Object.keys(all).length === 0 ? {} : { $defs: all }, lifted]
}

// The scope is no news to whoever has the tool, and a model reads every description.
function firstSentence(description: string): string {
  const text = description.replaceAll(/Scope: `[^`]+`\..*$/gm, '').trim()
  return text.length <= 240 ? text : (/^.{20,240}?[.:](?=\s)/s.exec(text)?.[0] ?? `${text.slice(0, 239)}…`)
}

const pick = (given: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])))

/** A version as it is sent. One that cannot be read is not left out: the call would overwrite what nobody has seen. */
function quoted(tag: unknown): string {
  const text = typeof tag === 'number' ? String(tag) : tag
  if (typeof text !== 'string' || text.trim() === '') throw new TypeError('ifMatch is a version, such as "3".')
  return text.startsWith('"') ? text : `"${text}"`
}
