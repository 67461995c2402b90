import { isDeepStrictEqual } from 'node:util'
import type { Condition, Occurrence } from '@polyphon/conditions'
import { assertFindsFault, assertHolds, assertThat, SIMULATION_TIMEOUT_MS } from '@polyphon/testkit/simulation'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { decideMembership, type Membership } from './membership.js'
import { type CompiledSegment, compileSegments, type Happening, segmentsTouched, withReferring } from './segment.js'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 22, 10)
const EVENTS = ['Kauf', 'Besuch'] as const
const PLANS = ['plus', 'basis'] as const

const key = (index: number): string => `s${index}`
const event = fc.constantFrom(...EVENTS)
const within = fc.constantFrom('PT1H', 'PT5H', 'P1D')
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom(...PLANS).map((value): Condition => ({ path: 'traits.plan', op: 'eq', value })),
  fc.tuple(event, fc.integer({ min: 1, max: 2 }), within).map(
    ([did, atLeast, span]): Condition => ({
      did,
      atLeast,
      within: span,
    }),
  ),
  fc.tuple(event, event, within).map(
    ([did, other, span]): Condition => ({
      sequence: [{ did }, { did: other, absent: true }],
      within: span,
    }),
  ),
)

/** A few segments of which each may refer to those before it. */
const segments: fc.Arbitrary<readonly CompiledSegment[]> = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => conditionOf(index))))
  .map((conditions) =>
    compileSegments(
      conditions.map((condition, index) => ({
        key: key(index),
        version: 1,
        name: key(index),
        condition,
        purpose: 'service',
        createdAt: new Date(START),
        publishedAt: new Date(START),
      })),
      {},
    ),
  )

function conditionOf(index: number): fc.Arbitrary<Condition> {
  if (index === 0) return leaf
  const other = fc.record({ segment: fc.nat({ max: index - 1 }).map(key), member: fc.boolean() })
  return fc.oneof(
    leaf,
    other,
    fc.tuple(leaf, other).map(([first, second]): Condition => ({ all: [first, second] })),
    fc.tuple(leaf, other).map(([first, second]): Condition => ({ any: [first, second] })),
  )
}

type Action =
  | { readonly kind: 'event'; readonly name: string; readonly agoMs: number }
  | { readonly kind: 'plan'; readonly plan: string }
  | { readonly kind: 'pass'; readonly ms: number }

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('event' as const), name: event, agoMs: fc.constantFrom(0, HOUR / 2, 3 * HOUR) }),
  fc.record({ kind: fc.constant('plan' as const), plan: fc.constantFrom(...PLANS, 'ohne') }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, HOUR, 5 * HOUR, 25 * HOUR) }),
)

interface World {
  readonly all: readonly CompiledSegment[]
  now: number
  plan: string
  readonly history: Map<string, Occurrence[]>
  readonly memberships: Map<string, Membership>
  readonly timers: Map<string, number>
}

const factsOf = ({ plan, history }: World) => ({
  traits: { plan },
  identifiers: {},
  occurrences: (name: string): readonly Occurrence[] => history.get(name) ?? [],
})

/** Judges only what has been touched, as every event does, and keeps who is a member and when to look again. */
function judge(world: World, touched: ReadonlySet<string>): void {
  const now = new Date(world.now)
  const candidates = withReferring(world.all, touched)
  const memberships = [...world.memberships.values()]
  const decision = decideMembership({ candidates, touched, memberships, consents: {}, facts: factsOf(world) }, now)
  for (const judgement of decision.judgements) {
    const { segment, until, holds } = judgement
    if (judgement.change === 'entered')
      world.memberships.set(segment.key, { segment: segment.key, version: 1, enteredAt: now, until })
    if (judgement.change === 'left') world.memberships.delete(segment.key)
    assertThat(world.memberships.has(segment.key) === holds, `${segment.key} is judged ${holds} and not kept so`)
    if (until === null) world.timers.delete(segment.key)
    else world.timers.set(segment.key, until.getTime())
  }
  assertThat(isDeepStrictEqual(decision.segments, [...world.memberships.keys()].toSorted()), 'the keys say otherwise')
}

/** Everything judged anew, from nothing: what must come out. */
function recomputed(world: World): readonly string[] {
  const touched = new Set(world.all.map((segment) => segment.key))
  const input = { candidates: world.all, touched, memberships: [], consents: {}, facts: factsOf(world) }
  return decideMembership(input, new Date(world.now)).segments
}

// Timers come in the order of their moments, each at its own.
function pass(world: World, ms: number, hasTimers: boolean): void {
  const end = world.now + ms
  for (let turns = 0; hasTimers; turns += 1) {
    assertThat(turns < 500, 'a segment is looked at again and again')
    const dueAt = Math.min(...world.timers.values())
    if (dueAt > end) break
    world.now = Math.max(world.now, dueAt)
    const due = [...world.timers].filter(([, at]) => at <= world.now).map(([segment]) => segment)
    for (const segment of due) world.timers.delete(segment)
    judge(world, new Set(due))
    assertThat(isDeepStrictEqual([...world.memberships.keys()].toSorted(), recomputed(world)), 'time was missed')
  }
  world.now = end
}

function act(world: World, given: Action, hasTimers: boolean): void {
  const touch = (happened: Partial<Happening>): void =>
    judge(world, segmentsTouched(world.all, { events: new Set(), paths: new Set(), ...happened }))
  if (given.kind === 'pass') return pass(world, given.ms, hasTimers)
  if (given.kind === 'plan') {
    world.plan = given.plan
    return touch({ paths: new Set(['traits.plan']) })
  }
  const history = world.history.get(given.name) ?? []
  world.history.set(given.name, [...history, { at: new Date(world.now - given.agoMs), properties: {} }])
  touch({ events: new Set([given.name]) })
}

const membersAreRight = (hasTimers: boolean) =>
  fc.property(segments, fc.array(action, { minLength: 2, maxLength: 25, size: 'max' }), (all, actions) => {
    const world: World = {
      all,
      now: START,
      plan: 'ohne',
      history: new Map(),
      memberships: new Map(),
      timers: new Map(),
    }
    judge(world, new Set(all.map((segment) => segment.key)))
    for (const step of actions) {
      act(world, step, hasTimers)
      const members = [...world.memberships.keys()].toSorted()
      assertThat(
        isDeepStrictEqual(members, recomputed(world)),
        `${members.join()} instead of ${recomputed(world).join()}`,
      )
    }
  })

describe('members of segments, judged bit by bit', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('are at every moment those who would be members if everything were judged anew', () => {
    assertHolds({ name: 'membership', runs: 2_000 }, membersAreRight(true))
  })
})

describe('the simulation of membership finds', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('timers that never come', () => {
    assertFindsFault({ name: 'timers that never come', runs: 2_000 }, membersAreRight(false))
  })
})
