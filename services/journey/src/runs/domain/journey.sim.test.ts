import { isDeepStrictEqual } from 'node:util'
import { assertFindsFault, assertHolds, assertThat, SIMULATION_TIMEOUT_MS } from '@polyphon/testkit/simulation'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { anyJourney, CITIES, EVENTS } from '../../../test/journey-arbitrary.js'
import {
  advanceRun,
  changeCity,
  factsAbout,
  fireTimers,
  handleEvent,
  type Model,
  merge,
  openModel,
  start,
  wake,
} from '../../../test/journey-model.js'
import type { PublishedJourney } from '../../definitions/domain/definition.js'
import { advance } from './advance.js'
import type { Order, ReceiptState, Run, Stimulus } from './run.js'

const PEOPLE = 2
const HOUR = 3_600_000
const MOST_RUNS = 4

/** One transaction, or the passing of time. `twice`: the same news once more, as the log may deliver it. */
type Action =
  | { readonly kind: 'event'; readonly person: number; readonly name: string; readonly id: number }
  | { readonly kind: 'move'; readonly person: number; readonly stadt: string }
  | { readonly kind: 'start'; readonly person: number; readonly id: number }
  | { readonly kind: 'receipt'; readonly order: number; readonly state: ReceiptState; readonly twice: boolean }
  | { readonly kind: 'answer'; readonly order: number; readonly id: number; readonly twice: boolean }
  | { readonly kind: 'stray timer' | 'cancel'; readonly run: number }
  | { readonly kind: 'timers' }
  | { readonly kind: 'merge'; readonly left: number; readonly right: number }
  | { readonly kind: 'pass'; readonly ms: number }

const person = fc.nat({ max: PEOPLE - 1 })
const order = fc.nat({ max: 7 })
const run = fc.nat({ max: MOST_RUNS - 1 })
const states = [
  'deferred',
  'accepted',
  'sent',
  'delivered',
  'read',
  'clicked',
  'failed',
  'dropped',
  'uncertain',
] as const
const of = <Kind extends string>(kind: Kind): fc.Arbitrary<Kind> => fc.constant(kind)
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: of('event'), person, name: fc.constantFrom(...EVENTS), id: fc.nat({ max: 9 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: of('move'), person, stadt: fc.constantFrom(...CITIES) }) },
  { weight: 2, arbitrary: fc.record({ kind: of('start'), person, id: fc.nat({ max: 3 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: of('receipt'), order, state: fc.constantFrom(...states), twice: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: of('answer'), order, id: fc.nat({ max: 3 }), twice: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: of('stray timer'), run }) },
  { weight: 1, arbitrary: fc.record({ kind: of('cancel'), run }) },
  { weight: 6, arbitrary: fc.record({ kind: of('timers') }) },
  { weight: 1, arbitrary: fc.record({ kind: of('merge'), left: person, right: person }) },
  { weight: 6, arbitrary: fc.record({ kind: of('pass'), ms: fc.constantFrom(1_000, HOUR, 7 * HOUR, 30 * HOUR) }) },
)

/** Faults that are planted to see that they are noticed. */
interface Rules {
  /** A timer that was set for an earlier step is taken for the one that is meant. */
  readonly obeysStrays?: boolean
  /** What was heard before is heard again. */
  readonly forgetsNews?: boolean
}

function act(world: Model, given: Action, rules: Rules): void {
  switch (given.kind) {
    case 'event':
      return happen(world, given, rules)
    case 'move':
      return changeCity(world, given.person, given.stadt)
    case 'start':
      return start(world, given.person, null, `call ${given.id}`)
    case 'receipt':
    case 'answer':
      return takeNews(world, given)
    case 'stray timer':
      return stray(world, `r${given.run}`, rules)
    case 'cancel':
      return advanceRun(world, `r${given.run}`, { kind: 'end', outcome: 'cancelled', because: 'somebody said so' })
    case 'timers':
      return fireTimers(world)
    case 'merge':
      return merge(world, given.left, given.right)
    case 'pass':
      world.now += given.ms
  }
}

function happen(world: Model, given: Extract<Action, { kind: 'event' }>, rules: Rules): void {
  if (rules.forgetsNews === true) world.handled.clear()
  const { name, id } = given
  const occurredAt = new Date(world.now).toISOString()
  handleEvent(world, given.person, { name, kind: 'track', messageId: `m${id}`, occurredAt, properties: {} })
}

const ordersOf = ({ published: told }: Model): readonly { readonly runId: string; readonly order: Order }[] =>
  told.flatMap(({ runId, order: given }) => (given === undefined ? [] : [{ runId, order: given }]))

function takeNews(world: Model, given: Extract<Action, { kind: 'receipt' | 'answer' }>): void {
  const about = ordersOf(world)[given.order]
  if (about === undefined) return
  const { runId } = about
  const { orderId } = about.order
  const stimulus: Stimulus =
    given.kind === 'receipt'
      ? { kind: 'receipt', orderId, state: given.state, channel: 'email', reason: null }
      : { kind: 'answer', orderId, survey: 's', answer: { answerId: `a${given.id}` } }
  advanceRun(world, runId, stimulus)
  if (!given.twice) return
  const before = world.runs.get(runId)
  advanceRun(world, runId, stimulus)
  assertThat(world.runs.get(runId) === before, `the second ${given.kind} changed the run`)
}

function stray(world: Model, runId: string, rules: Rules): void {
  if (rules.obeysStrays !== true) return wake(world, runId)
  const meant = world.now
  world.now = Math.max(meant, world.runs.get(runId)?.wakeAt?.getTime() ?? meant)
  advanceRun(world, runId, { kind: 'time' })
  world.now = meant
}

/** What is true of a run after each advance, given how it was before. */
function assertForward(world: Model, before: Run, after: Run): void {
  if (before.status === 'ended') {
    const { step, visit, status, outcome, endedAt, wakeAt } = after
    const was = [before.step, before.visit, before.status, before.outcome, before.endedAt, before.wakeAt]
    assertThat(isDeepStrictEqual([step, visit, status, outcome, endedAt, wakeAt], was), 'a run that was over went on')
  }
  for (const [key, visits] of Object.entries(before.memory.visits))
    assertThat((after.memory.visits[key] ?? 0) >= visits, `visits of ${key} went back`)
  assertThat(after.traced >= before.traced, 'the trace became shorter')
  assertThat(
    before.goalReachedAt === null || after.goalReachedAt === before.goalReachedAt,
    'the goal was reached twice',
  )
  if (after.status === 'running') assertThat(after.wakeAt !== null, 'nothing will wake a run that goes on')
  else assertThat(after.wakeAt === null, 'a run that is over has a timer')
  if (after !== before && after.wakeAt !== null)
    assertThat(after.wakeAt.getTime() > world.now, 'a run is to be woken in the past')
  if (after.endedAt !== null) assertThat(after.endedAt >= after.startedAt, 'a run ended before it began')
}

/** Every running run has its timer, and time that has not come changes nothing. */
function assertTimersMean(world: Model): void {
  for (const one of world.runs.values()) {
    const dueAt = world.timers.get(one.runId)
    assertThat(
      one.wakeAt?.getTime() === dueAt,
      `${one.runId} wakes at ${one.wakeAt?.toISOString()}, its timer at ${dueAt}`,
    )
  }
}

/** Each effect of (run, step, visit) is told once, and only while the run goes on. */
function assertToldOnce(world: Model): void {
  const seen = new Set<string>()
  const ended = new Set<string>()
  for (const { runId, fact, order: given } of world.published) {
    const effect = fact?.what === 'entered' ? `${fact.step}:${fact.visit}` : (fact?.what ?? 'order')
    const name = given === undefined ? `${runId} ${effect}` : given.orderId
    assertThat(!seen.has(name), `told twice: ${name}`)
    assertThat(!ended.has(runId), `told of a run that was over: ${name}`)
    seen.add(name)
    if (fact?.what === 'ended') ended.add(runId)
    if (given !== undefined)
      assertThat(seen.has(`${runId} ${given.orderId.slice(runId.length + 1)}`), `no step: ${name}`)
  }
  for (const one of world.runs.values())
    assertThat(ended.has(one.runId) === (one.status === 'ended'), 'an end is not told')
}

function assertSound(world: Model, from: number): void {
  for (const { before, after } of world.outcomes.slice(from)) assertForward(world, before, after)
  assertTimersMean(world)
}

/** Lets time alone pass until nobody waits any more. */
function drain(world: Model): void {
  for (let turns = 0; world.timers.size > 0; turns += 1) {
    assertThat(turns < 400, 'a run is stuck')
    const from = world.outcomes.length
    world.now = Math.max(world.now, Math.min(...world.timers.values()))
    fireTimers(world)
    assertSound(world, from)
  }
  for (const one of world.runs.values()) assertThat(one.status === 'ended', `${one.runId} never ended`)
}

interface Course {
  readonly journey: PublishedJourney
  readonly actions: readonly Action[]
}

function simulate({ journey, actions }: Course, rules: Rules = {}): Model {
  const world = openModel(journey, PEOPLE)
  start(world, 0, null, 'first')
  for (const one of actions) {
    const from = world.outcomes.length
    if (world.runs.size >= MOST_RUNS && (one.kind === 'start' || one.kind === 'event')) continue
    act(world, one, rules)
    assertSound(world, from)
  }
  drain(world)
  return world
}

const course: fc.Arbitrary<Course> = fc.record({
  journey: anyJourney,
  actions: fc.array(action, { minLength: 10, maxLength: 60, size: 'max' }),
})

const withoutStrays = (actions: readonly Action[]): readonly Action[] =>
  actions.filter(({ kind }) => kind !== 'stray timer')

/** What a course comes to does not depend on something else that happens after each action. */
function sameWith(then: (action: Action) => readonly Action[], rules: Rules = {}) {
  return fc.property(course, ({ journey, actions }) => {
    const calm = withoutStrays(actions)
    const plain = simulate({ journey, actions: calm }, rules)
    const other = simulate({ journey, actions: calm.flatMap((one) => [one, ...then(one)]) }, rules)
    assertThat(isDeepStrictEqual(plain.published, other.published), 'it changed what was told')
  })
}

const strays = Array.from({ length: MOST_RUNS }, (_, index): Action => ({ kind: 'stray timer', run: index }))
const isNews = new Set(['event', 'start', 'receipt', 'answer', 'move', 'merge', 'cancel'])
const withStrays = (rules?: Rules) => sameWith(({ kind }) => (kind === 'timers' ? strays : []), rules)
const withRepeats = (rules?: Rules) => sameWith((one) => (isNews.has(one.kind) ? [one] : []), rules)
describe('runs of any journey', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('tell each effect once, never begin again, and come to their end', () => {
    const areSound = fc.property(course, (given) => assertToldOnce(simulate(given)))
    assertHolds({ name: 'journeys', runs: 1_500 }, areSound)
  })

  it('give the same orders when the same things happen again', () => {
    const areSame = fc.property(course, (given) => {
      const [one, other] = [simulate(given), simulate(given)]
      assertThat(isDeepStrictEqual(one.published, other.published), 'the orders differ')
      assertThat(isDeepStrictEqual(one.runs, other.runs), 'the runs differ')
    })
    assertHolds({ name: 'the same journeys twice', runs: 500 }, areSame)
  })

  it('do not change for timers that come too early or twice', () =>
    assertHolds({ name: 'journeys with stray timers', runs: 1_000 }, withStrays()))

  it('do not change for news that come twice', () =>
    assertHolds({ name: 'journeys with repeated news', runs: 1_000 }, withRepeats()))

  it('take time that has not come yet for nothing', () => {
    const isEarly = fc.property(course, fc.nat({ max: 59 }), ({ journey, actions }, upTo) => {
      const world = openModel(journey, PEOPLE)
      start(world, 0, null, 'first')
      for (const one of actions.slice(0, upTo)) act(world, one, {})
      for (const one of world.runs.values()) {
        // A timer that is late already is set for the next moment.
        if (one.wakeAt === null || one.wakeAt.getTime() <= world.now + 1) continue
        const known = factsAbout(world, world.owners.get(one.runId) ?? 0)
        const given = { journey, person: known, now: new Date(world.now) }
        const { orders, facts } = advance(one, { kind: 'time' }, given)
        assertThat(orders.length + facts.length === 0, 'time that had not come moved a run')
      }
    })
    assertHolds({ name: 'journeys and early time', runs: 1_000 }, isEarly)
  })
})

describe('the simulation of journeys finds', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('timers of an earlier step that count', () =>
    assertFindsFault({ name: 'timers of an earlier step', runs: 2_000 }, withStrays({ obeysStrays: true })))

  it('news that are heard again', () =>
    assertFindsFault({ name: 'news that are heard again', runs: 2_000 }, withRepeats({ forgetsNews: true })))
})
