import { parseJson } from '@polyphon/values'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DecodedEvent,
  decodeEvent,
  encodeEvent,
  type OutgoingEvent,
  parseEvent,
  readCloudEvent,
} from './cloudevents.js'
import { recordKey } from './define-event.js'
import { profileMerged } from './events/profile.js'

const event: OutgoingEvent = {
  id: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a99',
  source: '/polyphon/profile',
  type: profileMerged.type,
  time: '2026-11-22T10:00:00.000Z',
  workspace: 'w1',
  key: recordKey('w1', profileMerged.key(profileMerged.example)),
  data: profileMerged.example,
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

function read(record: Parameters<typeof decodeEvent>[0]): DecodedEvent {
  const result = decodeEvent(record)
  if (!result.ok) throw new Error(result.reason)
  return result.event
}

function reasonOf(record: Parameters<typeof decodeEvent>[0]): string {
  const result = decodeEvent(record)
  return result.ok ? 'read' : result.reason
}

/** A record like the log's, with another text as its value. */
function withValue(value: string): Parameters<typeof decodeEvent>[0] {
  return { ...encodeEvent(event), value }
}

describe('an event in the log', () => {
  it('comes back as it was written', () => {
    const written = { ...event, correlationId: 'c', causationId: 'm', traceparent: '00-1-2-01', dataSchema: 'urn:x' }
    expect(read(encodeEvent(written))).toEqual(written)
  })

  it('has its attributes in headers and its data as plain JSON', () => {
    expect(encodeEvent(event)).toEqual({
      key: `w1:${profileMerged.example.survivorId}`,
      headers: {
        ce_specversion: '1.0',
        ce_id: event.id,
        ce_source: '/polyphon/profile',
        ce_type: 'profile.merged.v1',
        ce_time: '2026-11-22T10:00:00.000Z',
        ce_partitionkey: `w1:${profileMerged.example.survivorId}`,
        ce_workspace: 'w1',
        'content-type': 'application/json',
      },
      value: JSON.stringify(profileMerged.example),
    })
  })

  it('is read from bytes, as a Kafka client hands them over, umlauts included', () => {
    const { key, headers, value } = encodeEvent({ ...event, data: { name: 'Größe ß – 🌎' } })
    const raw = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, [bytes('old'), bytes(text)]]))
    expect(read({ key: bytes(key), headers: raw, value: bytes(value ?? '') })).toEqual({
      ...event,
      data: { name: 'Größe ß – 🌎' },
    })
  })

  it('without data is a tombstone, and comes back with null', () => {
    const record = encodeEvent({ ...event, data: null })
    expect(record.value).toBeNull()
    expect(read(record).data).toBeNull()
  })

  it('is found by its partition key where the log hands over no key', () => {
    expect(read({ ...encodeEvent(event), key: null }).key).toBe(event.key)
  })
})

describe('a record that is no event of ours', () => {
  it.each(['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_workspace'])(
    'is refused without %s',
    (name) => {
      const { headers, ...rest } = encodeEvent(event)
      const { [name]: _left, ...others } = headers
      expect(reasonOf({ ...rest, headers: others })).toBe(`the attribute ${name.slice(3)} is missing`)
    },
  )

  it('is refused in a version that we do not know', () => {
    const record = encodeEvent(event)
    expect(reasonOf({ ...record, headers: { ...record.headers, ce_specversion: '2.0' } })).toContain('specversion')
  })

  it('is refused if its time is not one', () => {
    const record = encodeEvent(event)
    expect(reasonOf({ ...record, headers: { ...record.headers, ce_time: 'yesterday' } })).toContain('time')
  })

  it.each(['', '{', '{"a":1}x', 'größe'])('is refused if its value is not JSON: %j', (value) => {
    expect(reasonOf(withValue(value))).toBe('the value is not valid JSON')
  })

  it('is refused if its bytes are not UTF-8', () => {
    expect(reasonOf({ ...encodeEvent(event), value: new Uint8Array([0xff, 0xfe]) })).toContain('UTF-8')
  })

  it('is refused if it has no headers at all', () => {
    expect(reasonOf({ value: '{}' })).toContain('missing')
  })

  it('is refused in a batch or an unknown event format', () => {
    for (const type of ['application/cloudevents-batch+json', 'application/cloudevents+avro']) {
      expect(readCloudEvent({ headers: { 'content-type': type }, value: '[]' }).ok).toBe(false)
    }
  })
})

describe('whatever the log holds', () => {
  it('is answered, never thrown', () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.uint8Array())
    const headers = fc.dictionary(
      fc.constantFrom('ce_id', 'ce_time', 'ce_specversion', 'content-type', '__proto__'),
      text,
    )
    const record = fc.record({ key: fc.option(text), headers, value: fc.option(text) })
    fc.assert(
      fc.property(record, (raw) => {
        expect(decodeEvent(raw)).toHaveProperty('ok')
      }),
    )
  })

  it('comes back as it was, for any JSON data', () => {
    const isExact = (text: string): boolean => {
      const parsed = parseJson(text)
      return parsed.ok && parsed.isExact && !text.includes('__proto__')
    }
    const plain = fc.jsonValue({ maxDepth: 5 }).filter((value) => isExact(JSON.stringify(value)))
    fc.assert(
      fc.property(plain, (data) => {
        expect(read(encodeEvent({ ...event, data })).data).toEqual(JSON.parse(JSON.stringify(data)))
      }),
    )
  })
})

describe('dangerous data', () => {
  it('keeps a number that is not exact as the text it was written with', () => {
    const value = '{"id":9007199254740993,"list":[1e400,-0.5],"text":"9007199254740993"}'
    const data = { id: '9007199254740993', list: ['1e400', -0.5], text: '9007199254740993' }
    expect(decodeEvent(withValue(value))).toMatchObject({ ok: true, event: { data } })
  })

  it('may be nested 64 levels deep, but not 65', () => {
    expect(reasonOf(withValue(nested(64)))).toBe('read')
    expect(reasonOf(withValue(nested(65)))).toContain('nested deeper')
  })

  it('is refused by its real depth, whatever its strings say', () => {
    expect(reasonOf(withValue(JSON.stringify({ text: `"\\${'['.repeat(500)}` })))).toBe('read')
    expect(reasonOf(withValue(`["\\"",${nested(100_000)}]`))).toContain('nested deeper')
  })

  it.each(['__proto__', '\\u005f_proto_\\u005f'])('loses the key %s', (key) => {
    const { data } = read(withValue(`{"a":{"${key}":{"admin":true},"b":1}}`))
    expect(JSON.stringify(data)).toBe('{"a":{"b":1}}')
  })
})

describe('checking data against its definition', () => {
  it('gives the typed data and the envelope', () => {
    expect(parseEvent(profileMerged, read(encodeEvent(event)))).toEqual({ ok: true, event })
  })

  it('accepts fields that a later version adds', () => {
    const data = { ...profileMerged.example, addedLater: true }
    expect(parseEvent(profileMerged, read(encodeEvent({ ...event, data }))).ok).toBe(true)
  })

  it('names the path of what is wrong, never the value', () => {
    const data = { ...profileMerged.example, survivorId: 'jane@example.org' }
    const result = parseEvent(profileMerged, read(encodeEvent({ ...event, data })))
    expect(result).toEqual({ ok: false, reason: 'survivorId: invalid_format' })
  })

  it('refuses an event of another type', () => {
    const result = parseEvent(profileMerged, { ...read(encodeEvent(event)), type: 'profile.split.v1' })
    expect(result.ok).toBe(false)
  })
})
