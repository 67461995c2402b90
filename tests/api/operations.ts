import { services } from '@polyphon/local-stack'
import { isByAssignment, isByUnit, rolesIn } from '@polyphon/toolchain'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { SERVICES, type ServiceName } from '../stack.js'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: { readonly type?: string; readonly format?: string; readonly enum?: readonly string[] }
}

/** One operation as a service's OpenAPI document describes it. */
export interface Operation {
  readonly service: ServiceName
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly example: unknown
  /** The names of the body's fields; empty where the operation takes no JSON body. */
  readonly fields: readonly string[]
  /** Whether a body has the described form; true for everything where none is described. */
  readonly accepts: (body: unknown) => boolean
  /** What it is described to answer, `default` aside. */
  readonly statuses: readonly number[]
  /** Nobody is asked, a link is enough, a key is needed, or the operator's token. */
  readonly who: 'anyone' | 'key' | 'admin'
  readonly publishable: 'alone' | 'with_person' | 'never'
  readonly adminToo: boolean
  /** What a key needs, as the description says it; null where it says nothing. */
  readonly scope: string | null
  /** Which of the staff may call it, as the description says it; null where it says nothing. */
  readonly staff: readonly string[] | null
  /** Whether what they reach is limited to their units. */
  readonly isByUnit: boolean
  readonly isByAssignment: boolean
}

type Schema = Readonly<Record<string, unknown>> & {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
}

interface Described {
  readonly operationId: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, unknown>>
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>
  }
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** The documents of the five services, made from their code; a test compares them with what the services answer. */
export const documents: ReadonlyMap<ServiceName, object> = new Map(
  await Promise.all(SERVICES.map(async (name) => [name, await documentOf(name)] as const)),
)

function documentOf(name: ServiceName): Promise<object> {
  const service = services.find((candidate) => candidate.name === name)
  if (service === undefined) throw new Error(`There is no service ${name}.`)
  return service.document()
}

/** Every operation of every service, apart from those about the service itself, such as its health. */
export const operations: readonly Operation[] = [...documents].flatMap(
  ([service, document]) => operationsOf(service, document as Document).filter(({ path }) => path.startsWith('/v1/')), // Made by our own kit.
)

export const nameOf = ({ service, operationId }: Operation): string => `${service}.${operationId}`

function operationsOf(service: ServiceName, document: Document): readonly Operation[] {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: false })
  addFormats.default(ajv)
  ajv.addSchema(document, service)
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const body = described.requestBody?.content['application/json']
      const pointer = `/paths/${escape(path)}/${method}/requestBody/content/application~1json/schema`
      const validate: (given: unknown) => boolean =
        body === undefined ? () => true : ajv.compile({ $ref: `${service}#${pointer}` })
      const needs = (name: string): boolean => described.security.some((entry) => name in entry)
      return {
        service,
        operationId: described.operationId,
        method: method.toUpperCase(),
        path,
        parameters: described.parameters ?? [],
        example: body?.example,
        fields: body === undefined ? [] : fieldsOf(body.schema, document),
        accepts: (given) => validate(given),
        statuses: Object.keys(described.responses).map(Number),
        // Where no header is needed, the operation looks for a key by itself.
        who: described.security.some((entry) => Object.keys(entry).length === 0)
          ? 'anyone'
          : needs('key')
            ? 'key'
            : needs('admin')
              ? 'admin'
              : 'anyone',
        publishable: needs('writeKey') ? 'alone' : needs('person') ? 'with_person' : 'never',
        adminToo: needs('admin'),
        scope: scopeIn(described.description),
        staff: rolesIn(described.description),
        isByUnit: isByUnit(described.description),
        isByAssignment: isByAssignment(described.description),
      }
    }),
  )
}

function scopeIn(description = ''): string | null {
  return /Scope: `([^`]+)`/.exec(description)?.[1] ?? null
}

function escape(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function fieldsOf(schema: Schema, document: Document): readonly string[] {
  const name = schema.$ref?.split('/').at(-1)
  const resolved = name === undefined ? schema : (document.components.schemas[name] ?? schema)
  return [
    ...Object.keys(resolved.properties ?? {}),
    ...(resolved.anyOf ?? resolved.oneOf ?? []).flatMap((alternative) => fieldsOf(alternative, document)),
  ]
}
