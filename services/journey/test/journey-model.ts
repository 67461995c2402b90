import { historiesOf } from '@polyphon/conditions'
import type { PublishedJourney } from '../src/definitions/domain/definition.js'
import { interestOf } from '../src/definitions/domain/interest.js'
import type { HandledEvent, JsonObject, Order, PersonFacts, Run, RunFact, Stimulus } from '../src/kinds/domain/run.js'
import { advance } from '../src/runs/domain/advance.js'
import { concurrentRuns, decideEntry, newRun, type PastRuns, triggerFiredBy } from '../src/runs/domain/decide-entry.js'
import { publishedOf } from '../src/runs/domain/published-of.js'
import { NOW, somebody } from './drive-run.js'

/** What is known of somebody, as the read copy keeps it. */
interface Person {
  stadt: string
  readonly occurrences: HandledEvent[]
}

/** Something that left the service: an order or another fact of a run. */
export interface PublishedFact {
  readonly runId: string
  readonly order?: Order
  readonly fact?: RunFact
}

/** The tables of the service, as transactions see them one after the other. */
export interface Model {
  readonly journey: PublishedJourney
  readonly interest: ReadonlySet<string>
  now: number
  readonly people: Map<number, Person>
  readonly mergedInto: Map<number, number>
  readonly runs: Map<string, Run>
  readonly owners: Map<string, number>
  readonly timers: Map<string, number>
  readonly handled: Set<string>
  readonly published: PublishedFact[]
  readonly outcomes: { readonly before: Run; readonly after: Run }[]
}

export function openModel(journey: PublishedJourney, people: number): Model {
  return {
    journey,
    interest: interestOf(journey.journey).events,
    now: NOW.getTime(),
    people: new Map(Array.from({ length: people }, (_, index) => [index, { stadt: 'Ulm', occurrences: [] }])),
    mergedInto: new Map(),
    runs: new Map(),
    owners: new Map(),
    timers: new Map(),
    handled: new Set(),
    published: [],
    outcomes: [],
  }
}

const personOf = ({ mergedInto }: Model, person: number): number => {
  let current = person
  for (let next = mergedInto.get(current); next !== undefined; next = mergedInto.get(current)) current = next
  return current
}

export function factsAbout(model: Model, person: number): PersonFacts {
  const known = model.people.get(personOf(model, person))
  return {
    ...somebody,
    profileId: `p${personOf(model, person)}`,
    traits: { stadt: known?.stadt ?? 'Ulm' },
    occurrences: (history) =>
      (known?.occurrences ?? [])
        .filter((event) => historiesOf(event.name, event.kind).includes(history))
        .map(({ occurredAt, kind, properties, messageId }, position) => ({
          at: new Date(occurredAt),
          position,
          kind,
          properties,
          messageId,
        })),
  }
}

/** Advances a run by a stimulus; its row, its timer and what it publishes are one transaction. */
export function advanceRun(model: Model, runId: string, stimulus: Stimulus): void {
  const before = model.runs.get(runId)
  if (before === undefined) return
  const person = factsAbout(model, model.owners.get(runId) ?? 0)
  const advanced = advance(before, stimulus, { journey: model.journey, person, now: new Date(model.now) })
  const { run } = advanced
  model.outcomes.push({ before, after: run })
  model.runs.set(runId, run)
  model.published.push(...publishedOf(advanced).map((published) => ({ runId, ...published })))
  if (before.wakeAt?.getTime() === run.wakeAt?.getTime()) return
  if (run.wakeAt === null) model.timers.delete(runId)
  else model.timers.set(runId, run.wakeAt.getTime())
}

/** Runs of somebody, oldest first. */
function runsOf(model: Model, person: number): readonly Run[] {
  const runs = [...model.runs.values()].filter(({ runId }) => personOf(model, model.owners.get(runId) ?? 0) === person)
  return runs.toSorted((left, right) => left.startedAt.getTime() - right.startedAt.getTime())
}

function pastOf(model: Model, person: number): PastRuns {
  const entered = runsOf(model, person).filter(({ hasEntered }) => hasEntered)
  const last = Math.max(...entered.map((run) => (run.endedAt ?? run.startedAt).getTime()))
  return {
    entered: entered.length,
    running: entered.filter(({ status }) => status === 'running').length,
    lastAt: entered.length === 0 ? null : new Date(last),
  }
}

/** Starts a run by a request or an event. A trigger key that has been used starts nothing. */
export function start(model: Model, named: number, event: HandledEvent | null, triggerKey: string): void {
  const person = personOf(model, named)
  if ([...model.runs.values()].some((run) => run.triggerKey === triggerKey)) return
  const about = factsAbout(model, person)
  const now = new Date(model.now)
  const entrance = { published: model.journey, person: about, past: pastOf(model, person), event, occurredAt: now }
  if (decideEntry(entrance, now).outcome === 'refused') return
  const runId = `r${model.runs.size}`
  const trigger = { type: event === null ? ('api' as const) : ('event' as const) }
  const data: JsonObject = {}
  const occurredAt = event === null ? null : new Date(event.occurredAt)
  const given = { runId, published: model.journey, profileId: about.profileId, trigger, triggerKey, event, data, now }
  model.runs.set(runId, newRun({ ...given, occurredAt }))
  model.owners.set(runId, person)
  advanceRun(model, runId, { kind: 'start' })
}

/** Handles an interaction; a second delivery changes nothing. */
export function handleEvent(model: Model, named: number, event: HandledEvent): void {
  const person = personOf(model, named)
  if (!model.interest.has(event.name) || model.handled.has(event.messageId)) return
  model.handled.add(event.messageId)
  model.people.get(person)?.occurrences.push(event)
  for (const { runId } of runsOf(model, person)) advanceRun(model, runId, { kind: 'event', event })
  const pulls = triggerFiredBy(model.journey, factsAbout(model, person), event, new Date(model.now)) !== undefined
  if (pulls) start(model, person, event, event.messageId)
}

export function changeCity(model: Model, named: number, stadt: string): void {
  const person = personOf(model, named)
  const known = model.people.get(person)
  if (known === undefined) return
  known.stadt = stadt
  for (const { runId } of runsOf(model, person)) advanceRun(model, runId, { kind: 'person', because: 'traits' })
}

/** Merges two people; a second delivery changes nothing. */
export function merge(model: Model, left: number, right: number): void {
  const [survivor, absorbed] = [personOf(model, left), personOf(model, right)]
  if (survivor === absorbed) return
  model.people.get(survivor)?.occurrences.push(...(model.people.get(absorbed)?.occurrences ?? []))
  model.mergedInto.set(absorbed, survivor)
  const most = concurrentRuns(model.journey.journey.entry.reentry)
  const open = runsOf(model, survivor).filter(({ status }) => status === 'running')
  for (const { runId } of open.slice(most))
    advanceRun(model, runId, { kind: 'end', outcome: 'merged', because: 'one person' })
  // The survivor's snapshot changes by the merge as well.
  for (const { runId } of runsOf(model, survivor)) advanceRun(model, runId, { kind: 'person', because: 'merged' })
}

/** A timer of a run fires. One that no longer applies, or comes too early, changes nothing. */
export function wake(model: Model, runId: string): void {
  const run = model.runs.get(runId)
  if (run === undefined || run.wakeAt === null) return
  if (run.wakeAt.getTime() > model.now) model.timers.set(runId, run.wakeAt.getTime())
  else advanceRun(model, runId, { kind: 'time' })
}

/** Takes the timers that are due. */
export function fireTimers(model: Model): void {
  for (const [runId, dueAt] of model.timers) {
    if (dueAt > model.now) continue
    model.timers.delete(runId)
    wake(model, runId)
  }
}
