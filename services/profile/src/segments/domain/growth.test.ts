import { parseCondition } from '@polyphon/conditions'
import { expectSlowGrowth, type Hostile } from '@polyphon/testkit/growth'
import {
  canonicalZone,
  charsetOf,
  chooseLocale,
  composed,
  Duration,
  findUnstorable,
  isDeeperText,
  isUtf8Url,
  nfc,
  normaliseAddress,
  normaliseIdentifier,
  parseJson,
  phoneNormaliser,
  pointerTo,
  readChannel,
  readLocale,
  readMoment,
  readPersonSubject,
  readTimestamp,
  SignedDuration,
} from '@polyphon/values'
import { describe, it } from 'vitest'
import { foldWhereLong } from './folding.js'
import { decideMembership } from './membership.js'
import { compileSegment, compileSegments, type Segment } from './segment.js'

const MINUTES = 10 * 60_000
const NOW = new Date(Date.UTC(2026, 10, 28))
const phones = phoneNormaliser('DE')

const values: Readonly<Record<string, (text: string) => unknown>> = {
  'an identifier': (text) =>
    ['user_id', 'email', 'phone', text].map((type) => normaliseIdentifier({ type, value: text }, phones)),
  'an address': (text) => ['email', 'sms', 'web_push'].map((channel) => normaliseAddress(channel, text, phones)),
  'a channel': readChannel,
  'a subject of a token': readPersonSubject,
  'a language': (text) => [readLocale(text), chooseLocale(['de', text], [text, 'de'])],
  'a zone': canonicalZone,
  'a time': (text) => [readMoment(text, 'Europe/Berlin'), readTimestamp(text)],
  'a duration': (text) => [Duration.safeParse(text), SignedDuration.safeParse(text)],
  'a pointer': (text) => pointerTo('', text, text),
  'a content type': charsetOf,
  'a URL': isUtf8Url,
  'composed text': (text) => [nfc(text), composed({ [text]: [text] })],
  'text of JSON': (text) => [text, JSON.stringify({ [text]: [text] })].map(readJson),
}

function readJson(text: string): unknown {
  const parsed = parseJson(text)
  return [isDeeperText(64, text), parsed.ok ? findUnstorable(parsed.value) : null]
}

const segmentOf = (condition: unknown): Segment | null => {
  const parsed = parseCondition(condition)
  if (!parsed.ok) return null
  return {
    key: 's',
    version: 1,
    name: 's',
    condition: parsed.condition,
    purpose: 'service',
    createdAt: NOW,
    publishedAt: NOW,
  }
}

const sequence = {
  sequence: [
    { did: 'a', where: { path: 'event.properties.n', op: 'gt', value: 3 } },
    { did: 'b', absent: true },
    { did: 'a' },
    { did: 'b', absent: true },
  ],
  within: 'P7D',
}
const often = { did: 'a', atLeast: 100, where: { path: 'event.properties.n', op: 'gt', value: 3 } }

/** Judges and folds a past that is as long as the text, in which much happens at the same moment. */
function judgePast(text: string): void {
  const past = Array.from({ length: text.length / 100 }, (_, index) => ({
    at: new Date(NOW.getTime() - Math.floor(index / 3) * 60_000),
    properties: { n: index % 7 },
    position: text.length - index,
  }))
  const byName = { a: past.filter((_, index) => index % 5 > 0), b: past.filter((_, index) => index % 5 === 0) }
  const occurrences = (name: string) => (name === 'a' ? byName.a : name === 'b' ? byName.b : [])
  const facts = { traits: {}, identifiers: {}, segments: [], occurrences }
  for (const condition of [sequence, often, { not: { any: [sequence, often] } }]) {
    const segment = segmentOf(condition)
    if (segment === null) throw new Error('These are conditions.')
    const compiled = compileSegment(segment, {})
    decideMembership({ candidates: [compiled], touched: new Set(['s']), memberships: [], consents: {}, facts }, NOW)
    foldWhereLong(compiled, facts, NOW)
  }
}

const listOf =
  (part: object, wrap: (parts: readonly object[]) => object): Hostile =>
  (bytes) =>
    JSON.stringify(wrap(Array.from({ length: bytes / JSON.stringify(part).length }, () => part)))
const definitions: ReadonlyMap<string, Hostile> = new Map([
  ['leaves', listOf({ path: 'traits.a', op: 'eq', value: 'ß' }, (all) => ({ all }))],
  ['what none is', listOf({ nothing: 1 }, (any) => ({ any }))],
  ['steps', listOf({ did: 'a', absent: true }, (steps) => ({ sequence: steps, within: 'P1D' }))],
  ['long values', (bytes) => JSON.stringify({ path: 'traits.a', op: 'contains', value: 'ü'.repeat(bytes / 2) })],
  ['a long path', (bytes) => JSON.stringify({ path: `traits${'.a'.repeat(bytes / 2)}`, op: 'exists' })],
  ['a long time', (bytes) => JSON.stringify({ path: 'traits.a', op: 'after', value: `now-P${'1'.repeat(bytes)}D` })],
  [
    'a list',
    (bytes) => JSON.stringify({ path: 'traits.a', op: 'in', value: Array.from({ length: bytes / 2 }, () => 1) }),
  ],
  ['a deep one', (bytes) => `${'{"not":'.repeat(bytes / 8)}1${'}'.repeat(bytes / 8)}`],
])

describe('the work grows no faster than', () => {
  for (const [name, read] of Object.entries(values)) it(name, () => expectSlowGrowth(read), MINUTES)

  it('the definition of a segment', () => expectSlowGrowth(define, definitions), MINUTES)

  it(
    'what somebody did',
    () => expectSlowGrowth(judgePast, new Map([['a past', (bytes) => ' '.repeat(bytes)]])),
    MINUTES,
  )
})

function define(text: string): void {
  const segment = segmentOf(composed(JSON.parse(text) as unknown))
  if (segment !== null) compileSegments([segment], {})
}
