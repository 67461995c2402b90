import { readTimestamp } from '@polyphon/values'
import type { EventDefinition, EventOf } from './define-event.js'
import { parseJsonSafely } from './safe-json.js'

/** An event on its way into the log; `key` is the whole record key, workspace included. Data of null is a tombstone. */
export interface OutgoingEvent {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: string
  readonly workspace: string
  readonly key: string
  readonly data: unknown
  readonly correlationId?: string | undefined
  readonly causationId?: string | undefined
  readonly traceparent?: string | undefined
  readonly tracestate?: string | undefined
  readonly dataSchema?: string | undefined
}

/** A record of the log in CloudEvents binary mode. */
export interface EncodedRecord {
  readonly key: string
  readonly headers: Record<string, string>
  readonly value: string | null
}

type Bytes = string | Uint8Array

/** A record as any log hands it over: text or bytes, headers that may repeat or be absent. */
export interface RawRecord {
  readonly key?: Bytes | null | undefined
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[] | null | undefined>> | undefined
  readonly value: Bytes | null
}

/** An event read from the log, its data still unchecked; null data is a tombstone. */
export interface DecodedEvent<Data = unknown, Type extends string = string> {
  readonly id: string
  readonly source: string
  readonly type: Type
  readonly time: string
  readonly workspace: string
  readonly key: string
  readonly data: Data
  readonly correlationId?: string
  readonly causationId?: string
  readonly traceparent?: string
  readonly tracestate?: string
  readonly dataSchema?: string
}

interface Refused {
  readonly ok: false
  readonly reason: string
}
export type CloudEventResult =
  | { readonly ok: true; readonly attributes: ReadonlyMap<string, string>; readonly data: unknown }
  | Refused
export type DecodeResult = { readonly ok: true; readonly event: DecodedEvent } | Refused

const prefix = 'ce_'
const contentType = 'content-type'
const required = ['specversion', 'id', 'source', 'type'] as const
const decoder = new TextDecoder('utf-8', { fatal: true })

function refused(reason: string): Refused {
  return { ok: false, reason }
}

/** Writes an event as a record: attributes in headers, data as JSON. */
export function encodeEvent(event: OutgoingEvent): EncodedRecord {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.type,
    ce_time: event.time,
    ce_partitionkey: event.key,
    ce_workspace: event.workspace,
    'content-type': 'application/json',
  }
  if (event.traceparent !== undefined) headers['ce_traceparent'] = event.traceparent
  if (event.tracestate !== undefined) headers['ce_tracestate'] = event.tracestate
  if (event.correlationId !== undefined) headers['ce_correlationid'] = event.correlationId
  if (event.causationId !== undefined) headers['ce_causationid'] = event.causationId
  if (event.dataSchema !== undefined) headers['ce_dataschema'] = event.dataSchema
  const isTombstone = event.data === null || event.data === undefined
  return { key: event.key, headers, value: isTombstone ? null : JSON.stringify(event.data) }
}

function textOf(value: Bytes): string {
  return typeof value === 'string' ? value : decoder.decode(value)
}

function keyOf(key: RawRecord['key']): string | undefined {
  if (key === null || key === undefined) return undefined
  return typeof key === 'string' ? key : new TextDecoder().decode(key)
}

function readHeaders(headers: RawRecord['headers']): Map<string, string> {
  const read = new Map<string, string>()
  for (const [name, given] of Object.entries(headers ?? {})) {
    // Kafka keeps repeated headers; the last one counts, as it does for Kafka's own clients.
    const value = isList(given) ? given.at(-1) : given
    if (value !== null && value !== undefined) read.set(name.toLowerCase(), textOf(value))
  }
  return read
}

function isList(value: Bytes | readonly Bytes[] | null | undefined): value is readonly Bytes[] {
  return Array.isArray(value)
}

function mediaTypeOf(header: string | undefined): string {
  return (header ?? 'application/json').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType === 'text/json' || mediaType.endsWith('+json')
}

function readBinary(headers: ReadonlyMap<string, string>, value: string | null): CloudEventResult {
  const attributes = new Map<string, string>()
  for (const [name, text] of headers) if (name.startsWith(prefix)) attributes.set(name.slice(prefix.length), text)
  const type = headers.get(contentType)
  if (type !== undefined) attributes.set('datacontenttype', type)
  if (value === null) return { ok: true, attributes, data: null }
  if (!isJson(mediaTypeOf(type))) return { ok: true, attributes, data: value }
  const parsed = parseJsonSafely(value)
  return parsed.ok ? { ok: true, attributes, data: parsed.value } : parsed
}

function readStructured(value: string | null): CloudEventResult {
  if (value === null) return refused('a structured event has no value')
  const parsed = parseJsonSafely(value)
  if (!parsed.ok) return parsed
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return refused('a structured event is not a JSON object')
  }
  const attributes = new Map<string, string>()
  let data: unknown = null
  for (const [name, field] of Object.entries(parsed.value)) {
    if (name === 'data') data = field
    else if (name === 'data_base64') return refused('binary data is not supported')
    else if (field !== null) attributes.set(name, typeof field === 'string' ? field : JSON.stringify(field))
  }
  return { ok: true, attributes, data }
}

function checked(result: CloudEventResult): CloudEventResult {
  if (!result.ok) return result
  for (const name of required) if (!result.attributes.get(name)) return refused(`the attribute ${name} is missing`)
  const version = result.attributes.get('specversion') ?? ''
  if (version !== '1.0') return refused('the specversion is not 1.0')
  const time = result.attributes.get('time')
  if (time !== undefined && readTimestamp(time.toUpperCase()) === undefined)
    return refused('the attribute time is not a time')
  return result
}

/** Reads any CloudEvent 1.0 from a record, in binary or structured mode. It never throws. */
export function readCloudEvent(record: RawRecord): CloudEventResult {
  try {
    const headers = readHeaders(record.headers)
    const value = record.value === null ? null : textOf(record.value)
    const mediaType = mediaTypeOf(headers.get(contentType))
    if (mediaType === 'application/cloudevents+json') return checked(readStructured(value))
    if (mediaType.startsWith('application/cloudevents')) return refused('the event format is not supported')
    return checked(readBinary(headers, value))
  } catch {
    return refused('the record is not valid UTF-8')
  }
}

/** Reads one of our events from a record: a CloudEvent that also says its workspace and time. It never throws. */
export function decodeEvent(record: RawRecord): DecodeResult {
  const read = readCloudEvent(record)
  if (!read.ok) return read
  const { attributes, data } = read
  const text = (name: string): string => attributes.get(name) ?? ''
  for (const name of ['workspace', 'time']) if (text(name) === '') return refused(`the attribute ${name} is missing`)
  const key = keyOf(record.key) ?? text('partitionkey')
  const event = { id: text('id'), source: text('source'), type: text('type'), time: text('time') }
  return {
    ok: true,
    event: { ...event, workspace: text('workspace'), key, data, ...optionalAttributes(attributes) },
  }
}

function optionalAttributes(attributes: ReadonlyMap<string, string>): Partial<DecodedEvent> {
  const correlationId = attributes.get('correlationid')
  const causationId = attributes.get('causationid')
  const traceparent = attributes.get('traceparent')
  const tracestate = attributes.get('tracestate')
  const dataSchema = attributes.get('dataschema')
  return {
    ...(correlationId !== undefined && { correlationId }),
    ...(causationId !== undefined && { causationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
    ...(dataSchema !== undefined && { dataSchema }),
  }
}

export type ParseResult<D extends EventDefinition> =
  | { readonly ok: true; readonly event: DecodedEvent<EventOf<D>['data'], EventOf<D>['type']> }
  | Refused

/** Checks the data of a decoded event against its definition; the reason names paths, never values. */
export function parseEvent<D extends EventDefinition>(definition: D, event: DecodedEvent): ParseResult<D> {
  if (event.type !== definition.type) return refused(`the event is a ${event.type}, not a ${definition.type}`)
  const parsed = definition.data.safeParse(event.data)
  if (parsed.success) {
    // The definition's own schema has just answered, which TypeScript cannot follow through the generic.
    const data = parsed.data as EventOf<D>['data']
    return { ok: true, event: { ...event, type: definition.type, data } }
  }
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.code}`)
  return refused(issues.join('; '))
}
