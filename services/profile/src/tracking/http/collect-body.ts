import { AppError, encodingInvalid, invalidInput, jsonInvalid } from '@polyphon/service-kit'
import {
  charsetOf,
  composed,
  DEEPEST_JSON,
  decodeText,
  isComposedJson,
  isDeeperValue,
  isObject,
  isSuspiciousJson,
  parseJson,
} from '@polyphon/values'
import { type Cleaned, cleanEvent } from '../domain/clean-event.js'
import type { Refusal } from '../domain/tracking.js'
import { type InflateOptions, inflateBody, tooLarge } from './inflate-body.js'

/** The largest event, as the JSON that was sent. */
export const LARGEST_EVENT_BYTES = 32 * 1024
/** The largest batch, after inflating. */
export const LARGEST_BATCH_BYTES = 500 * 1024
export const MOST_EVENTS = 2_500
/** What a batch says about all of its events is laid into each of them: at most so much in all of them together. */
export const LARGEST_SPREAD_BYTES = 8 * 1024 * 1024

/** A body of the tracking API: its JSON, and whether it may hold what cannot be stored as it is. */
export interface CollectBody {
  readonly value: Readonly<Record<string, unknown>>
  readonly bytes: number
  readonly isSuspicious: boolean
  /** Whether all of its text is in NFC already. */
  readonly isComposed: boolean
}

/** Reads a body as clients send it: JSON under any content type and charset, plain or compressed, declared or not. */
export async function readBody(
  raw: unknown,
  contentType: string | undefined,
  options: InflateOptions,
): Promise<CollectBody> {
  const { limitBytes } = options
  const bytes = await inflateBody(Buffer.isBuffer(raw) ? raw : Buffer.alloc(0), options)
  if (bytes.length > limitBytes) throw tooLarge(`At most ${limitBytes} bytes are taken here.`)
  const text = textOf(bytes, charsetOf(contentType))
  const parsed = parseJson(text)
  if (!parsed.ok) throw parsed.code === 'json_invalid' ? jsonInvalid() : invalidInput([tooDeep('/body')])
  if (!isObject(parsed.value))
    throw invalidInput([{ pointer: '/body', code: 'invalid_type', detail: 'The body is a JSON object.' }])
  return {
    value: parsed.value,
    bytes: bytes.length,
    isSuspicious: !parsed.isExact || isSuspiciousJson(text),
    isComposed: isComposedJson(text),
  }
}

function textOf(bytes: Buffer, charset: string | null): string {
  const decoded = decodeText(bytes, charset)
  if (decoded.outcome === 'text') return decoded.text
  if (decoded.outcome === 'invalid') throw encodingInvalid('/body', `The body is not ${charset ?? 'UTF-8'}.`)
  throw new AppError('unsupported', 'charset_unsupported', 'This charset is not known.', {
    faults: [{ pointer: '/headers/content-type', code: 'charset_unsupported', detail: 'Send UTF-8.' }],
  })
}

const tooDeep = (pointer: string): Omit<Refusal, 'messageId'> => ({
  pointer,
  code: 'nested_too_deep',
  detail: `At most ${DEEPEST_JSON} levels of nesting are taken.`,
})

/** A value as it can be stored, with what had to be changed; or why it cannot be taken at all. */
export function cleaned(
  value: unknown,
  { isSuspicious, isComposed }: Pick<CollectBody, 'isSuspicious' | 'isComposed'>,
): Cleaned | { readonly refusal: Omit<Refusal, 'messageId'> } {
  if (isDeeperValue(DEEPEST_JSON, value)) return { refusal: tooDeep('') }
  const clean = isSuspicious ? cleanEvent(value) : { value, warnings: [] }
  return isComposed ? clean : { ...clean, value: composedEvent(clean.value) }
}

// ü is one character or two and means the same; but the id of a message is looked for as it was sent.
function composedEvent(value: unknown): unknown {
  const event = composed(value)
  return isObject(value) && isObject(event) && 'messageId' in value
    ? { ...event, messageId: value['messageId'] }
    : event
}

/** The size of one event of a batch, as JSON. */
export const sizeOf = (event: unknown): number => Buffer.byteLength(JSON.stringify(event) ?? '')
