import { call } from './call.js'
import type { AnyService } from './session.js'

/** An operation as the OpenAPI document of a service describes it. */
export interface DocumentedOperation {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Json }>> }
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  /** The kind of definition that it publishes. */
  readonly 'x-definition'?: string
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Json
}

export type Json = Readonly<Record<string, unknown>>

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Json>> }
}

/** The document that a running service answers: what it says is what it does. */
export async function readDocument(client: AnyService): Promise<OpenApiDocument> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a document that our services write
  return (await call(client, { method: 'get', path: '/openapi.json' })) as OpenApiDocument
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

/** All operations of a document with where they are. */
export const operationsOf = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ path, method, operation }]
    }),
  )
