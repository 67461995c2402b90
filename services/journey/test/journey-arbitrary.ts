import fc from 'fast-check'
import type { PublishedJourney } from '../src/definitions/domain/definition.js'
import { publishedJourney } from './drive-run.js'

/** Names that facts and definitions share, so that they meet. */
export const EVENTS = ['Kauf', 'Aus', 'Ziel'] as const
export const CITIES = ['Köln', 'Bonn'] as const

type Definition = Readonly<Record<string, unknown>>

const key = (index: number): string => `s${index}`
const duration = fc.constantFrom('PT1H', 'PT6H', 'P1D', 'P3D')
const eventName = fc.constantFrom(...EVENTS)
const city = fc.constantFrom(...CITIES)

/** Conditions that facts, receipts and time alone make true or false. */
const condition: fc.Arbitrary<Definition> = fc.oneof(
  city.map((value) => ({ path: 'traits.stadt', op: 'eq', value })),
  fc.record({ did: eventName, within: duration }),
  fc.record({ did: eventName, atLeast: fc.constantFrom(1, 2), within: duration }).map((did) => ({ not: did })),
)

const happening: fc.Arbitrary<Definition> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ event: eventName }) },
  condition.map((when) => ({ when })),
)

// Ways lead onwards only: only a goto may close a circle.
const after = (index: number, count: number): fc.Arbitrary<string | null> =>
  fc
    .oneof(
      { weight: 6, arbitrary: fc.integer({ min: index + 1, max: Math.max(index + 1, count) }) },
      fc.constant(count),
    )
    .map((to) => (to >= count ? null : key(to)))

function step(index: number, count: number): fc.Arbitrary<Definition> {
  const next = index + 1 < count ? key(index + 1) : null
  const way = after(index, count)
  const fallback = fc.option(fc.record({ unless: fc.constantFrom('sent', 'delivered', 'read'), within: duration }), {
    nil: undefined,
  })
  return fc.oneof(
    fc
      .record({ channels: fc.constantFrom(['email', 'sms'], ['email', 'sms', 'push']), fallback, onDrop: way })
      .map(({ fallback: given, ...more }) => ({
        type: 'send',
        template: 't',
        topic: 'o',
        next,
        ...more,
        ...(given === undefined ? {} : { fallback: given }),
      })),
    fc
      .record({ timeout: duration, onAnswered: way, onDrop: way })
      .map((more) => ({ type: 'ask', survey: 's', topic: 'o', channels: ['email'], next, ...more })),
    duration.map((span) => ({ type: 'wait', for: span, next })),
    fc
      .record({
        timeout: duration,
        any: fc.array(fc.record({ on: happening, next: way }), { minLength: 1, maxLength: 2 }),
        resetOn: fc.constantFrom([], [{ event: 'Kauf' }]),
      })
      .map(({ any, ...more }) => ({ type: 'wait_for', next, ...more, any: withIds(any) })),
    fc
      .record({ to: fc.integer({ min: 0, max: count - 1 }).map(key), maxVisits: fc.integer({ min: 1, max: 3 }) })
      .map((more) => ({ type: 'goto', next, ...more })),
    fc.constantFrom({ type: 'emit', event: 'Kauf', next }, { type: 'update', set: { stufe: 'gold' }, next }),
    fc
      .array(fc.record({ when: condition, next: way }), { minLength: 1, maxLength: 2 })
      .map((cases) => ({ type: 'branch', next, cases: withIds(cases) })),
  )
}

const withIds = (items: readonly object[]): readonly object[] =>
  items.map((item, index) => ({ id: `c${index}`, ...item }))

const reentry = fc.constantFrom({ mode: 'after_exit' }, { mode: 'always', concurrent: 2 }, { mode: 'never' })

/** Any small journey that can be published. */
export const anyJourney: fc.Arbitrary<PublishedJourney> = fc
  .integer({ min: 1, max: 6 })
  .chain((count) =>
    fc.record({
      steps: fc.tuple(...Array.from({ length: count }, (_, index) => step(index, count))),
      rules: fc.array(happening, { maxLength: 2 }),
      reentry,
    }),
  )
  .map(({ steps, rules, reentry: again }) =>
    publishedJourney(Object.fromEntries(steps.map((definition, index) => [key(index), definition])), {
      entry: { triggers: [{ type: 'event', event: 'Kauf' }, { type: 'api' }], reentry: again },
      exit: { rules: rules.map((on, index) => ({ id: `x${index}`, on, outcome: `aus${index}` })), maxAge: 'P30D' },
      goal: { id: 'z', on: { event: 'Ziel' }, within: 'P7D' },
    }),
  )
