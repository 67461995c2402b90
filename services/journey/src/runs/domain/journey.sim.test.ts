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
import type { Order, ReceiptState, Run, Stimulus } from '../../kinds/domain/run.js'
import { advance } from './advance.js'

const PEOPLE = 2
const HOUR = 3_600_000
const MOST_RUNS = 4

/** One transaction, or the passing of time. `twice`: delivered once more, as the log may do. */
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
  /** A timer that was set for an earlier step counts as the current one. */
  readonly obeysStrays?: boolean
  /** An event that was handled before is handled again. */
  readonly forgetsHandled?: boolean
}

function act(model: Model, given: Action, rules: Rules): void {
  switch (given.kind) {
    case 'event':
      return happen(model, given, rules)
    case 'move':
      return changeCity(model, given.person, given.stadt)
    case 'start':
      return start(model, given.person, null, `call ${given.id}`)
    case 'receipt':
    case 'answer':
      return handleOutcome(model, given)
    case 'stray timer':
      return stray(model, `r${given.run}`, rules)
    case 'cancel':
      return advanceRun(model, `r${given.run}`, { kind: 'end', outcome: 'canceled', because: 'it was requested' })
    case 'timers':
      return fireTimers(model)
    case 'merge':
      return merge(model, given.left, given.right)
    case 'pass':
      model.now += given.ms
  }
}

function happen(model: Model, given: Extract<Action, { kind: 'event' }>, rules: Rules): void {
  if (rules.forgetsHandled === true) model.handled.clear()
  const { name, id } = given
  const occurredAt = new Date(model.now).toISOString()
  handleEvent(model, given.person, { name, kind: 'track', messageId: `m${id}`, occurredAt, properties: {} })
}

const ordersOf = ({ published }: Model): readonly { readonly runId: string; readonly order: Order }[] =>
  published.flatMap(({ runId, order: given }) => (given === undefined ? [] : [{ runId, order: given }]))

function handleOutcome(model: Model, given: Extract<Action, { kind: 'receipt' | 'answer' }>): void {
  const about = ordersOf(model)[given.order]
  if (about === undefined) return
  const { runId } = about
  const { orderId } = about.order
  const carriedOut: Stimulus | null = about.order.kind === 'traits' ? { kind: 'carried_out', orderId } : null
  const outcome: Stimulus =
    given.kind === 'receipt'
      ? { kind: 'receipt', orderId, state: given.state, channel: 'email', reason: null }
      : { kind: 'answer', orderId, survey: 's', answer: { answerId: `a${given.id}` } }
  const stimulus = carriedOut ?? outcome
  advanceRun(model, runId, stimulus)
  if (!given.twice) return
  const before = model.runs.get(runId)
  advanceRun(model, runId, stimulus)
  assertThat(model.runs.get(runId) === before, `the second ${given.kind} changed the run`)
}

function stray(model: Model, runId: string, rules: Rules): void {
  if (rules.obeysStrays !== true) return wake(model, runId)
  const meant = model.now
  model.now = Math.max(meant, model.runs.get(runId)?.wakeAt?.getTime() ?? meant)
  advanceRun(model, runId, { kind: 'time' })
  model.now = meant
}

/** What is true of a run after each advance, given how it was before. */
function assertForward(model: Model, before: Run, after: Run): void {
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
    assertThat(after.wakeAt.getTime() > model.now, 'a run is to be woken in the past')
  if (after.endedAt !== null) assertThat(after.endedAt >= after.startedAt, 'a run ended before it began')
}

/** Every running run has its timer, and time that has not come changes nothing. */
function assertTimersMean(model: Model): void {
  for (const { runId, wakeAt } of model.runs.values()) {
    const dueAt = model.timers.get(runId)
    assertThat(wakeAt?.getTime() === dueAt, `${runId} wakes at ${wakeAt?.toISOString()}, its timer at ${dueAt}`)
  }
}

/** Each effect of (run, step, visit) is published once, and only while the run goes on. */
function assertPublishedOnce(model: Model): void {
  const seen = new Set<string>()
  const ended = new Set<string>()
  for (const { runId, fact, order: given } of model.published) {
    const effect = fact?.what === 'entered' ? `${fact.step}:${fact.visit}` : (fact?.what ?? 'order')
    const name = given === undefined ? `${runId} ${effect}` : given.orderId
    assertThat(!seen.has(name), `published twice: ${name}`)
    assertThat(!ended.has(runId), `published of a run that was over: ${name}`)
    seen.add(name)
    if (fact?.what === 'ended') ended.add(runId)
    if (given !== undefined)
      assertThat(seen.has(`${runId} ${given.orderId.slice(runId.length + 1)}`), `no step: ${name}`)
  }
  for (const { runId, status } of model.runs.values())
    assertThat(ended.has(runId) === (status === 'ended'), 'an end is not published')
}

function assertSound(model: Model, from: number): void {
  for (const { before, after } of model.outcomes.slice(from)) assertForward(model, before, after)
  assertTimersMean(model)
}

/** Lets time alone pass until nobody waits any more. */
function drain(model: Model): void {
  for (let turns = 0; model.timers.size > 0; turns += 1) {
    assertThat(turns < 400, 'a run is stuck')
    const from = model.outcomes.length
    model.now = Math.max(model.now, Math.min(...model.timers.values()))
    fireTimers(model)
    assertSound(model, from)
  }
  for (const { runId, status } of model.runs.values()) assertThat(status === 'ended', `${runId} never ended`)
}

interface Course {
  readonly journey: PublishedJourney
  readonly actions: readonly Action[]
}

function simulate({ journey, actions }: Course, rules: Rules = {}): Model {
  const model = openModel(journey, PEOPLE)
  start(model, 0, null, 'first')
  for (const next of actions) {
    const from = model.outcomes.length
    if (model.runs.size >= MOST_RUNS && (next.kind === 'start' || next.kind === 'event')) continue
    act(model, next, rules)
    assertSound(model, from)
  }
  drain(model)
  return model
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
    const other = simulate({ journey, actions: calm.flatMap((given) => [given, ...then(given)]) }, rules)
    assertThat(isDeepStrictEqual(plain.published, other.published), 'it changed what was published')
  })
}

const strays = Array.from({ length: MOST_RUNS }, (_, index): Action => ({ kind: 'stray timer', run: index }))
const isInput = new Set(['event', 'start', 'receipt', 'answer', 'move', 'merge', 'cancel'])
const withStrays = (rules?: Rules) => sameWith(({ kind }) => (kind === 'timers' ? strays : []), rules)
const withRepeats = (rules?: Rules) => sameWith((given) => (isInput.has(given.kind) ? [given] : []), rules)
describe('runs of any journey', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('publish each effect once, never begin again, and come to their end', () => {
    const areSound = fc.property(course, (given) => assertPublishedOnce(simulate(given)))
    assertHolds({ name: 'journeys', runs: 1_500 }, areSound)
  })

  it('give the same orders when the same things happen again', () => {
    const areSame = fc.property(course, (given) => {
      const [first, second] = [simulate(given), simulate(given)]
      assertThat(isDeepStrictEqual(first.published, second.published), 'the orders differ')
      assertThat(isDeepStrictEqual(first.runs, second.runs), 'the runs differ')
    })
    assertHolds({ name: 'the same journeys twice', runs: 500 }, areSame)
  })

  it('do not change for timers that come too early or twice', () =>
    assertHolds({ name: 'journeys with stray timers', runs: 1_000 }, withStrays()))

  it('do not change for what is delivered twice', () =>
    assertHolds({ name: 'journeys with repeated deliveries', runs: 1_000 }, withRepeats()))

  it('take time that has not come yet for nothing', () => {
    const isEarly = fc.property(course, fc.nat({ max: 59 }), ({ journey, actions }, upTo) => {
      const model = openModel(journey, PEOPLE)
      start(model, 0, null, 'first')
      for (const given of actions.slice(0, upTo)) act(model, given, {})
      for (const before of model.runs.values()) {
        // A timer that is late already is set for the next moment.
        if (before.wakeAt === null || before.wakeAt.getTime() <= model.now + 1) continue
        const known = factsAbout(model, model.owners.get(before.runId) ?? 0)
        const given = { journey, person: known, now: new Date(model.now) }
        const { orders, facts } = advance(before, { kind: 'time' }, given)
        assertThat(orders.length + facts.length === 0, 'time that had not come moved a run')
      }
    })
    assertHolds({ name: 'journeys and early time', runs: 1_000 }, isEarly)
  })
})

describe('the simulation of journeys finds', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('timers of an earlier step that count', () =>
    assertFindsFault({ name: 'timers of an earlier step', runs: 2_000 }, withStrays({ obeysStrays: true })))

  it('deliveries that are handled again', () =>
    assertFindsFault({ name: 'deliveries that are handled again', runs: 2_000 }, withRepeats({ forgetsHandled: true })))
})
