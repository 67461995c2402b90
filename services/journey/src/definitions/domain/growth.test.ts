import { type Condition, explain, parseCondition, toSql } from '@polyphon/conditions'
import { expectSlowGrowth, type Hostile } from '@polyphon/testkit/growth'
import { describe, it } from 'vitest'
import { interestOf } from './interest.js'
import { checkForm, readJourney } from './read-journey.js'
import { type KnownDefinitions, warningsOf } from './warn-journey.js'

type Json = Readonly<Record<string, unknown>>

/** The text of a journey of about so many bytes, made of as many parts as fit. */
const journeyOf =
  (part: (index: number) => Json, join: (parts: readonly Json[]) => Json): Hostile =>
  (bytes) => {
    const size = JSON.stringify(part(1_000)).length + 1
    const parts = Array.from({ length: Math.floor(bytes / size) }, (_, index) => part(index))
    const rest = { schema: 'polyphon.journey/1', class: 'service', entry: { triggers: [{ type: 'api' }] }, start: 's0' }
    return JSON.stringify({ ...rest, ...join(parts) })
  }

const leaf = (index: number): Json => ({ path: `traits.a${index}`, op: 'eq', value: 'ß' })
const branches = (leaves: readonly Json[]): Json => {
  const steps: Record<string, unknown> = {}
  for (let from = 0; from < leaves.length; from += 190) {
    const next = from + 190 < leaves.length ? `s${from + 190}` : null
    const when = { all: leaves.slice(from, from + 190) }
    steps[`s${from}`] = { type: 'branch', next, cases: [{ id: 'a', when, next }] }
  }
  return { steps }
}
const singleSend = (data: Json): Json => ({
  steps: { s0: { type: 'send', template: 't', topic: 'o', channels: ['email'], next: null, data } },
})
const NOTHING_KNOWN: KnownDefinitions = {
  has: () => false,
  template: () => ({ channel: 'sms', variables: ['a'] }),
  isAllowed: () => false,
}
const HOSTILE: ReadonlyMap<string, Hostile> = new Map([
  ['conditions of many leaves', journeyOf(leaf, branches)],
  ['leaves that are none', journeyOf(() => ({ path: 'nirgends', op: 'mag', value: 1 }), branches)],
  [
    'steps in a row',
    journeyOf(
      (index) => ({ type: 'wait', for: 'P1D', next: `s${index + 1}` }),
      (steps) => ({ steps: Object.fromEntries(steps.map((step, index) => [`s${index}`, step])) }),
    ),
  ],
  [
    'values',
    journeyOf(
      (index) => ({ [`k${index}`]: { path: 'traits.a' } }),
      (all) => singleSend(Object.assign({}, ...all)),
    ),
  ],
  [
    'what is waited for',
    journeyOf(
      (index) => ({ id: `i${index}`, on: { event: `e${index}` }, next: null }),
      (any) => ({ steps: { s0: { type: 'wait_for', timeout: 'P1D', next: null, any } } }),
    ),
  ],
  [
    'exit rules with one id',
    journeyOf(
      () => ({ id: 'i', on: { event: 'e' }, outcome: 'o' }),
      (rules) => ({ ...singleSend({}), exit: { rules } }),
    ),
  ],
  [
    'a deep condition',
    (bytes) =>
      JSON.stringify({
        schema: 'polyphon.journey/1',
        class: 'service',
        start: 's0',
        steps: {},
        entry: {
          triggers: [{ type: 'api' }],
          when: JSON.parse(`${'{"not":'.repeat(Math.min(bytes / 8, 4_000))}1${'}'.repeat(Math.min(bytes / 8, 4_000))}`),
        },
      }),
  ],
])

describe('the work that a definition makes', () => {
  it('grows no faster than the definition of a journey', async () => {
    await expectSlowGrowth((text) => {
      const raw: unknown = JSON.parse(text)
      if (!checkForm(raw).success) return
      const { journey } = readJourney(raw)
      interestOf(journey)
      warningsOf(journey, NOTHING_KNOWN)
    }, HOSTILE)
  }, 120_000)

  it('grows no faster than a condition', async () => {
    const names = { now: '$1::timestamptz', firstParameter: 2, traits: 'p.traits' }
    const facts = {
      traits: { a: 'b', long: 'a'.repeat(100_000) },
      identifiers: {},
      segments: [],
      occurrences: () => [],
    }
    const list: Hostile = (bytes) =>
      JSON.stringify({ path: 'traits.a', op: 'in', value: Array.from({ length: 900 }, () => 'x'.repeat(bytes / 900)) })
    const many: Hostile = (bytes) =>
      JSON.stringify({
        any: Array.from({ length: 190 }, () => ({
          path: 'traits.a',
          op: 'eq',
          value: 'ü'.repeat(Math.min(999, bytes / 400)),
        })),
      })
    const inside: Hostile = (bytes) =>
      JSON.stringify({
        path: 'traits.long',
        op: 'contains',
        value: `${'a'.repeat(bytes / 800)}b${'a'.repeat(bytes / 800)}`,
      })
    const keys: Hostile = (bytes) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: bytes / 12 }, (_, index) => [`key${index}`, 1])))
    const work = (text: string): void => {
      const parsed = parseCondition(JSON.parse(text))
      if (!parsed.ok) return
      const condition: Condition = parsed.condition
      explain(condition, facts, new Date(0))
      toSql(condition, names)
    }
    await expectSlowGrowth(
      work,
      new Map([
        ['a list', list],
        ['many leaves', many],
        ['many keys', keys],
        ['a text in another', inside],
      ]),
    )
  }, 120_000)
})
