import { expectSlowGrowth, type Hostile, hostileTexts } from '@polyphon/testkit/growth'
import { phoneNormaliser } from '@polyphon/values'
import { describe, it } from 'vitest'
import { learn } from '../../people/domain/learn.js'
import { newProfile } from '../../people/domain/profile.js'
import { normaliseIdentifiers, timeEvent } from '../domain/interaction.js'
import { readEvent } from '../domain/tracking.js'
import { cleaned, LARGEST_BATCH_BYTES, readBody, sizeOf } from './collect-body.js'

const MINUTES = 10 * 60_000
const NOW = new Date(Date.UTC(2026, 10, 28))
const NOBODY = newProfile('p', NOW)
const ENVELOPE = { context: {}, integrations: {}, sentAt: null, timestamp: null, warnings: [] }
const phones = phoneNormaliser('DE')

/** All that is done with a body until it waits for the database, as if no event were refused for its size. */
async function collect(text: string): Promise<void> {
  const body = await readBody(Buffer.from(text), 'application/json', { limitBytes: LARGEST_BATCH_BYTES })
  const batch: unknown = body.value['batch']
  for (const item of Array.isArray(batch) ? batch : [body.value]) {
    const usable = cleaned(item, body)
    if ('refusal' in usable) continue
    sizeOf(usable.value)
    const read = readEvent(usable.value, null, { ...ENVELOPE, warnings: usable.warnings }, 'id')
    if (!read.ok) continue
    const { identifiers, personTraits, context } = timeEvent(read.event, NOW)
    normaliseIdentifiers(identifiers, phones)
    learn(NOBODY, { traits: personTraits, context }, NOW)
  }
}

const inEvent =
  (eventOf: (text: string) => object, texts: number): ((hostile: Hostile) => Hostile) =>
  (hostile) =>
  (bytes) => {
    // As many bytes as asked for, however long the text becomes by its escapes.
    const share = JSON.stringify(hostile(1_200)).length / 1_200
    return JSON.stringify(eventOf(hostile(Math.floor(bytes / share / texts))))
  }

const everywhere = (eventOf: (text: string) => object, texts: number): ReadonlyMap<string, Hostile> =>
  new Map([...hostileTexts].map(([name, hostile]) => [name, inEvent(eventOf, texts)(hostile)]))

const inTraits = everywhere(
  (text) => ({
    type: 'identify',
    userId: 'u',
    traits: { [text]: text, note: text, list: [text] },
    context: { locale: text, timezone: text, userAgent: text, page: { url: text } },
    timestamp: text,
    sentAt: text,
    channel: text,
  }),
  11,
)
const named = everywhere(
  (text) => ({
    type: 'identify',
    userId: text,
    anonymousId: text,
    messageId: 'm',
    traits: { email: text, phone: text },
    context: { device: { id: text }, externalIds: [{ type: text, id: text, collection: 'users' }] },
  }),
  7,
)
const typed = everywhere(
  (text) => ({
    type: 'track',
    userId: 'u',
    event: text,
    context: { externalIds: [{ type: 'a', id: 'b', collection: text }] },
  }),
  2,
)
const short = everywhere(
  (text) => ({
    batch: Array.from({ length: text.length / 250 }, (_, index) => ({
      type: 'identify',
      userId: 'u',
      traits: { email: text.slice(index * 250, index * 250 + 250), phone: text.slice(index * 250, index * 250 + 90) },
    })),
  }),
  2,
)

const many =
  (part: string, before: string, after: string): Hostile =>
  (bytes) =>
    `{"type":"identify","userId":"u",${before}${Array.from({ length: bytes / part.length / 2 }, () => part).join(',')}${after}}`
const longName: Hostile = (bytes) => many('"\\u0000"', `"traits":{"${'a'.repeat(bytes / 2)}":[`, ']}')(bytes)
const shapes: ReadonlyMap<string, Hostile> = new Map([
  ['values that are replaced below a long name', longName],
  ['numbers that are not exact', many('1e400', '"traits":{"a":[', ']}')],
  ['digits', (bytes) => `{"type":"identify","userId":${'9'.repeat(bytes)}}`],
  ['names that repeat', many('"a":9007199254740993', '"traits":{', '}')],
  ['names that no object may have', many('"__proto__":1', '"traits":{', '}')],
  ['names that become one', many('"\\u0000":1', '"traits":{', '}')],
  ['external ids', many('{"type":"a","id":"b"}', '"context":{"externalIds":[', ']}')],
  ['lists in lists', (bytes) => `{"userId":"u","traits":{"a":${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}}}`],
  ['marks out of order', (bytes) => JSON.stringify({ userId: 'u', traits: { a: '\u0301\u0316'.repeat(bytes / 4) } })],
  [
    'blocks of marks',
    (bytes) => JSON.stringify({ userId: `${'\u0301'.repeat(bytes / 4)}${'\u0316'.repeat(bytes / 4)}` }),
  ],
  [
    'names of traits',
    (bytes) =>
      JSON.stringify({
        type: 'identify',
        userId: 'u',
        traits: Object.fromEntries(Array.from({ length: bytes / 11 }, (_, index) => [`k${index}`, 1])),
      }),
  ],
])

describe('the work for a body of the tracking API grows no faster than the body', () => {
  it('whatever an event says', () => expectSlowGrowth(collect, inTraits), MINUTES)
  it('whoever it names', () => expectSlowGrowth(collect, named), MINUTES)
  it('whatever it is called', () => expectSlowGrowth(collect, typed), MINUTES)
  it('with addresses in each of many', () => expectSlowGrowth(collect, short), MINUTES)
  it('whatever its shape is', () => expectSlowGrowth(collect, shapes), MINUTES)
})
