import type { PublishedJourney } from '../src/definitions/domain/definition.js'
import { interestOf } from '../src/definitions/domain/interest.js'
import { advance } from '../src/runs/domain/advance.js'
import { concurrentRuns, decideEntry, newRun, type PastRuns, triggerFiredBy } from '../src/runs/domain/decide-entry.js'
import type { HandledEvent, JsonObject, Order, PersonFacts, Run, RunFact, Stimulus } from '../src/runs/domain/run.js'
import { NOW, somebody } from './drive-run.js'

/** What is known of somebody, as the copy keeps it. */
interface Person {
  stadt: string
  readonly occurrences: HandledEvent[]
}

/** Something that left the service, with the run as it was told. */
export interface PublishedFact {
  readonly runId: string
  readonly order?: Order
  readonly fact?: RunFact
}

/** Tables of the service: what transactions see one after the other. */
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

export function factsAbout(world: Model, person: number): PersonFacts {
  const known = world.people.get(personOf(world, person))
  return {
    ...somebody,
    profileId: `p${personOf(world, person)}`,
    traits: { stadt: known?.stadt ?? 'Ulm' },
    occurrences: (name) =>
      (known?.occurrences ?? [])
        .filter((one) => one.name === name)
        .map((one, position) => ({
          at: new Date(one.occurredAt),
          position,
          properties: one.properties,
          messageId: one.messageId,
        })),
  }
}

/** One run takes one stimulus in; its row, its timer and what it tells are one transaction. */
export function advanceRun(world: Model, runId: string, stimulus: Stimulus): void {
  const before = world.runs.get(runId)
  if (before === undefined) return
  const person = factsAbout(world, world.owners.get(runId) ?? 0)
  const { run, facts, orders } = advance(before, stimulus, { journey: world.journey, person, now: new Date(world.now) })
  world.outcomes.push({ before, after: run })
  world.runs.set(runId, run)
  world.published.push(...facts.map((fact) => ({ runId, fact })), ...orders.map((order) => ({ runId, order })))
  if (before.wakeAt?.getTime() === run.wakeAt?.getTime()) return
  if (run.wakeAt === null) world.timers.delete(runId)
  else world.timers.set(runId, run.wakeAt.getTime())
}

/** Runs of somebody, oldest first. */
function runsOf(world: Model, person: number): readonly Run[] {
  const own = [...world.runs.values()].filter(({ runId }) => personOf(world, world.owners.get(runId) ?? 0) === person)
  return own.toSorted((left, right) => left.startedAt.getTime() - right.startedAt.getTime())
}

function pastOf(world: Model, person: number): PastRuns {
  const entered = runsOf(world, person).filter(({ hasEntered }) => hasEntered)
  const last = Math.max(...entered.map((run) => (run.endedAt ?? run.startedAt).getTime()))
  return {
    entered: entered.length,
    running: entered.filter(({ status }) => status === 'running').length,
    lastAt: entered.length === 0 ? null : new Date(last),
  }
}

/** Somebody is asked in by a caller, or enters by an event. A key that has been used starts nothing. */
export function start(world: Model, named: number, event: HandledEvent | null, triggerKey: string): void {
  const person = personOf(world, named)
  if ([...world.runs.values()].some((run) => run.triggerKey === triggerKey)) return
  const about = factsAbout(world, person)
  const now = new Date(world.now)
  const entrance = { published: world.journey, person: about, past: pastOf(world, person), event, occurredAt: now }
  if (decideEntry(entrance, now).outcome === 'refused') return
  const runId = `r${world.runs.size}`
  const trigger = { type: event === null ? ('api' as const) : ('event' as const) }
  const data: JsonObject = {}
  const occurredAt = event === null ? null : new Date(event.occurredAt)
  const given = { runId, published: world.journey, profileId: about.profileId, trigger, triggerKey, event, data, now }
  world.runs.set(runId, newRun({ ...given, occurredAt }))
  world.owners.set(runId, person)
  advanceRun(world, runId, { kind: 'start' })
}

/** An interaction is heard; a second time it is none. */
export function handleEvent(world: Model, named: number, event: HandledEvent): void {
  const person = personOf(world, named)
  if (!world.interest.has(event.name) || world.handled.has(event.messageId)) return
  world.handled.add(event.messageId)
  world.people.get(person)?.occurrences.push(event)
  for (const { runId } of runsOf(world, person)) advanceRun(world, runId, { kind: 'event', event })
  const pulls = triggerFiredBy(world.journey, factsAbout(world, person), event, new Date(world.now)) !== undefined
  if (pulls) start(world, person, event, event.messageId)
}

export function changeCity(world: Model, named: number, stadt: string): void {
  const person = personOf(world, named)
  const known = world.people.get(person)
  if (known === undefined) return
  known.stadt = stadt
  for (const { runId } of runsOf(world, person)) advanceRun(world, runId, { kind: 'person', because: 'traits' })
}

/** Two people turn out to be one; told twice, it changes nothing the second time. */
export function merge(world: Model, left: number, right: number): void {
  const [survivor, absorbed] = [personOf(world, left), personOf(world, right)]
  if (survivor === absorbed) return
  world.people.get(survivor)?.occurrences.push(...(world.people.get(absorbed)?.occurrences ?? []))
  world.mergedInto.set(absorbed, survivor)
  const most = concurrentRuns(world.journey.journey.entry.reentry)
  const open = runsOf(world, survivor).filter(({ status }) => status === 'running')
  for (const { runId } of open.slice(most))
    advanceRun(world, runId, { kind: 'end', outcome: 'merged', because: 'one person' })
  // The survivor's news tell of the merge as well.
  for (const { runId } of runsOf(world, survivor)) advanceRun(world, runId, { kind: 'person', because: 'merged' })
}

/** A timer comes to a run. One that is no longer meant, or comes too early, changes nothing. */
export function wake(world: Model, runId: string): void {
  const run = world.runs.get(runId)
  if (run === undefined || run.wakeAt === null) return
  if (run.wakeAt.getTime() > world.now) world.timers.set(runId, run.wakeAt.getTime())
  else advanceRun(world, runId, { kind: 'time' })
}

/** Takes the timers that are due. */
export function fireTimers(world: Model): void {
  for (const [runId, dueAt] of world.timers) {
    if (dueAt > world.now) continue
    world.timers.delete(runId)
    wake(world, runId)
  }
}
