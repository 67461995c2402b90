import { decodeUtf8 } from '@polyphon/values'
import type { OutgoingRecord } from './log.js'

/** Names the parts of a record whose bytes are no UTF-8; these stand there in base64. */
export const UNREADABLE = 'polyphon-unreadable'

type Bytes = Uint8Array | string

/** A record as Kafka's client hands it over. */
export interface KafkaRecord {
  readonly key: Bytes | null
  readonly value: Bytes | null
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[] | undefined>> | undefined
}

/**
 * The texts of a record that anybody may have written. Bytes that are no UTF-8 are kept in base64, never as U+FFFD, and
 * the record says so; a header that is nothing to us may hold what it likes.
 */
export function readRecord({ key, headers, value }: KafkaRecord): Omit<OutgoingRecord, 'topic'> {
  const unreadable: string[] = []
  const textOf = (bytes: Bytes, part: string): string => {
    const text = typeof bytes === 'string' ? bytes : decode(bytes)
    if (text === null && isOurs(part)) unreadable.push(part)
    return text ?? Buffer.from(bytes).toString('base64')
  }
  const read = {
    key: key === null ? '' : textOf(key, 'key'),
    value: value === null ? null : textOf(value, 'value'),
  }
  const texts: Record<string, string> = {}
  for (const [name, given] of Object.entries(headers ?? {})) {
    const bytes = isList(given) ? given.at(-1) : given
    if (bytes !== undefined) texts[name] = textOf(bytes, name)
  }
  return { ...read, headers: unreadable.length === 0 ? texts : { ...texts, [UNREADABLE]: unreadable.join(' ') } }
}

// Faster for the short texts of headers; only where something was replaced are the bytes looked at once more.
function decode(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.includes('\uFFFD') || text.startsWith('\uFEFF') ? decodeUtf8(bytes) : text
}

const isList = (given: Bytes | readonly Bytes[] | undefined): given is readonly Bytes[] => Array.isArray(given)

const isOurs = (part: string): boolean => /^(?:key|value|content-type|ce_.*)$/i.test(part)
