import {
  type DataOf,
  type EventDefinition,
  eventPlanned,
  feedbackPlanned,
  messagePlanned,
  runEnded,
  runStarted,
  stepEntered,
  traitsPlanned,
} from '@polyphon/contracts'
import { derivedUuid, momentOfUuid, outbox, type Tx } from '@polyphon/service-kit'
import type { Advanced } from '../../kinds/domain/progress.js'
import type { Order, Run, RunFact } from '../../kinds/domain/run.js'
import { publishedOf } from '../domain/published-of.js'

/** Appends the events of an advance. The caller has locked the run's row, so they are appended in the order in which they happen. */
export function appendRunEvents(tx: Tx, advanced: Advanced): void {
  for (const published of publishedOf(advanced)) {
    if ('fact' in published) appendFact(tx, advanced.run, published.fact)
    else appendOrder(tx, advanced.run, published.order)
  }
}

function appendFact(tx: Tx, run: Run, fact: RunFact): void {
  const about = {
    runId: run.runId,
    journey: run.journey,
    version: run.version,
    profileId: run.profileId,
    occurredAt: tx.now.toISOString(),
  }
  switch (fact.what) {
    case 'started':
      return appendWithStableId(tx, run, {
        definition: runStarted,
        names: [],
        data: { ...about, trigger: run.trigger },
      })
    case 'entered': {
      const { what: _what, ...entered } = fact
      const names = [fact.step, fact.visit]
      return appendWithStableId(tx, run, { definition: stepEntered, names, data: { ...about, ...entered } })
    }
    case 'ended':
      return appendWithStableId(tx, run, { definition: runEnded, names: [], data: { ...about, outcome: fact.outcome } })
  }
}

// A kind of order that has no event does not compile.
const PLANNED = {
  message: messagePlanned,
  feedback: feedbackPlanned,
  traits: traitsPlanned,
  event: eventPlanned,
} satisfies Readonly<Record<Order['kind'], EventDefinition>>

function appendOrder(tx: Tx, run: Run, order: Order): void {
  const names = [order.orderId]
  const about = { runId: run.runId, profileId: run.profileId, journey: run.journey }
  switch (order.kind) {
    case 'message': {
      const { kind: _kind, step: _step, ...rest } = order
      return appendWithStableId(tx, run, { definition: PLANNED.message, names, data: { ...rest, ...about } })
    }
    case 'feedback': {
      const { kind: _kind, step: _step, ...rest } = order
      return appendWithStableId(tx, run, { definition: PLANNED.feedback, names, data: { ...rest, ...about } })
    }
    case 'traits': {
      const { kind: _kind, ...rest } = order
      const data = { ...rest, ...about, version: run.version, occurredAt: tx.now.toISOString() }
      return appendWithStableId(tx, run, { definition: PLANNED.traits, names, data })
    }
    case 'event': {
      const { kind: _kind, ...rest } = order
      const data = { ...rest, ...about, version: run.version, occurredAt: tx.now.toISOString() }
      return appendWithStableId(tx, run, { definition: PLANNED.event, names, data })
    }
  }
}

interface RunEvent<D extends EventDefinition> {
  readonly definition: D
  /** What distinguishes this event from others of its type in the same run. */
  readonly names: readonly (string | number)[]
  readonly data: DataOf<D>
}

// Runs of a restored database do again what they had done since the backup. So that consumers recognise those events as
// duplicates, their ids are derived from the run, with the time that the run's id carries.
function appendWithStableId<D extends EventDefinition>(
  tx: Tx,
  { runId }: Run,
  { definition, names, data }: RunEvent<D>,
): void {
  outbox.appendAs(tx, derivedUuid(momentOfUuid(runId), [definition.type, runId, ...names]), definition, data)
}
