import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyCondition,
  edgyCondition,
  edgyFacts,
  factsOf,
  historiesWith,
  isIn,
  NOW,
  newestFirst,
  type PlainFacts,
  plainFacts,
} from '../test/arbitraries.js'
import {
  type Dependencies,
  dependencies,
  evaluate,
  explain,
  type Need,
  neededOccurrences,
  parseCondition,
  reportsOn,
} from './index.js'
import { splitPath } from './paths.js'

const anyPair = fc.oneof(fc.tuple(anyCondition, plainFacts), fc.tuple(edgyCondition, edgyFacts))

const RUNS = { numRuns: 2000 }
const later = (ms: number): Date => new Date(NOW.getTime() + ms)

describe('any condition', () => {
  it('is the same after it has been written and read again', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const json: unknown = JSON.parse(JSON.stringify(condition))
        expect(parseCondition(json)).toEqual({ ok: true, condition: json })
      }),
      { numRuns: 500 },
    )
  })

  it('keeps its answer until the moment it names', () => {
    fc.assert(
      fc.property(anyPair, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), ([condition, plain], shares) => {
        const facts = factsOf(plain)
        const { holds, until } = evaluate(condition, facts, NOW)
        const end = until === undefined ? 10 * 86_400_000 : until.getTime() - NOW.getTime()
        expect(end).toBeGreaterThan(0)
        const moments = [...shares.map((share) => Math.floor(share * (end - 1))), end - 1]
        for (const moment of moments) expect(evaluate(condition, facts, later(moment)).holds).toBe(holds)
      }),
      RUNS,
    )
  })

  it('reaches every change by stepping from one such moment to the next', () => {
    fc.assert(
      fc.property(anyPair, fc.integer({ min: 0, max: 30_000 }), ([condition, plain], ms) => {
        const facts = factsOf(plain)
        const target = later(ms)
        let current = evaluate(condition, facts, NOW)
        while (current.until !== undefined && current.until <= target) {
          current = evaluate(condition, facts, current.until)
        }
        expect(current.holds).toBe(evaluate(condition, facts, target).holds)
      }),
      RUNS,
    )
  })

  it('is explained by leaves that come to the same answer', () => {
    fc.assert(
      fc.property(anyPair, ([condition, plain]) => {
        const facts = factsOf(plain)
        const { leaves, ...answer } = explain(condition, facts, NOW)
        expect(answer).toEqual(evaluate(condition, facts, NOW))
        for (const leaf of leaves) {
          const found = resolve(condition, leaf.path)
          expect(evaluate(found, facts, NOW).holds).toBe(leaf.holds)
          expect(leaf.because).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is never changed by what it does not depend on', () => {
    fc.assert(
      fc.property(anyPair, plainFacts, ([condition, plain], other) => {
        const mixed = keepOnly(dependencies(condition), plain, other)
        expect(evaluate(condition, factsOf(mixed), NOW)).toEqual(evaluate(condition, factsOf(plain), NOW))
      }),
      RUNS,
    )
  })

  it('is changed by nothing but time only if it says so', () => {
    fc.assert(
      fc.property(anyPair, ([condition, plain]) => {
        const past = <Item extends { readonly at: Date }>(items: readonly Item[] = []): readonly Item[] =>
          items.filter(({ at }) => at <= NOW)
        const { history, lastMessages, lastAnswers } = plain
        const reported = { lastMessages: past(lastMessages), lastAnswers: past(lastAnswers) }
        const { until } = evaluate(condition, factsOf({ ...plain, ...reported, history: past(history) }), NOW)
        expect(until === undefined || dependencies(condition).time).toBe(true)
      }),
      RUNS,
    )
  })

  it('needs no more occurrences than it asks for', () => {
    fc.assert(
      fc.property(anyPair, ([condition, plain]) => {
        const needs = neededOccurrences(condition)
        const history = [...needs].flatMap(([name, wanted]) => wanted.flatMap((need) => load(plain, name, need)))
        const loaded = { ...plain, history: [...new Set(history)] }
        for (const ms of [0, 3000]) {
          expect(evaluate(condition, factsOf(loaded), later(ms)).holds).toBe(
            evaluate(condition, factsOf(plain), later(ms)).holds,
          )
        }
      }),
      RUNS,
    )
  })
})

function resolve(condition: unknown, pointer: string): Parameters<typeof evaluate>[0] {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
      condition,
    )
  const parsed = parseCondition(JSON.parse(JSON.stringify(found)))
  if (!parsed.ok) throw new Error(`no condition at ${pointer}`)
  return parsed.condition
}

function load(
  plain: PlainFacts,
  name: string,
  { latest, withinMs = Number.POSITIVE_INFINITY }: Need,
): PlainFacts['history'] {
  const all = plain.history.filter(isIn(name))
  const past = all.filter(({ at }) => at <= NOW && at.getTime() > NOW.getTime() - withinMs).toSorted(newestFirst)
  return [...all.filter(({ at }) => at > NOW), ...past.slice(0, latest)]
}

type Data = Readonly<Record<string, unknown>>

const among = <Item>(list: readonly Item[], others: readonly Item[], isNeeded: (item: Item) => boolean): Item[] => [
  ...list.filter(isNeeded),
  ...others.filter((item) => !isNeeded(item)),
]

const record = <Value>(
  keys: ReadonlySet<string>,
  mine: Readonly<Record<string, Value>> = {},
  theirs: Readonly<Record<string, Value>> = {},
) => Object.fromEntries(among(Object.entries(mine), Object.entries(theirs), ([key]) => keys.has(key)))

function reportedOf({ reports }: Dependencies, plain: PlainFacts, other: PlainFacts) {
  const isNeeded = (about: Parameters<typeof reportsOn>[0]): boolean =>
    reportsOn(about).some((report) => reports.has(report))
  return {
    lastMessages: among(plain.lastMessages ?? [], other.lastMessages ?? [], isNeeded),
    lastAnswers: among(plain.lastAnswers ?? [], other.lastAnswers ?? [], isNeeded),
  }
}

/** Keeps of `plain` what is depended on and takes everything else from `other`. */
function keepOnly(needs: Dependencies, plain: PlainFacts, other: PlainFacts): PlainFacts {
  const paths = [...needs.paths].map(splitPath)
  const rooted = (root: string): readonly string[] =>
    paths.filter(([first]) => first === root).map(([, key]) => (typeof key === 'string' ? key : '*'))
  const mix = <Value extends Data | undefined>(root: string, mine: Value, theirs: Value): Data => {
    const keys = rooted(root)
    if (keys.includes('*')) return mine ?? {}
    const kept = Object.entries(mine ?? {}).filter(([key]) => keys.includes(key))
    return {
      ...Object.fromEntries(Object.entries(theirs ?? {}).filter(([key]) => !keys.includes(key))),
      ...Object.fromEntries(kept),
    }
  }
  return {
    traits: mix('traits', plain.traits, other.traits),
    computed: record(needs.computed, plain.computed, other.computed),
    identifiers: rooted('identifiers').length > 0 ? plain.identifiers : other.identifiers,
    segments: among(plain.segments, other.segments, (key) => needs.segments.has(key)),
    event: needs.anyEvent ? plain.event : other.event,
    run: mix('run', plain.run, other.run),
    answer: mix('answer', plain.answer, other.answer),
    messages: record(needs.messages, plain.messages, other.messages),
    ...reportedOf(needs, plain, other),
    listed: record(needs.lists, plain.listed, other.listed),
    consents: record(needs.consents, plain.consents, other.consents),
    permissions: among(plain.permissions ?? [], other.permissions ?? [], (permission) =>
      needs.permissions.has(`${permission.channel}/${permission.topic}`),
    ),
    accounts: needs.accounts ? plain.accounts : other.accounts,
    history: among(plain.history, other.history, (past) =>
      historiesWith(past).some((history) => needs.events.has(history)),
    ),
  }
}
