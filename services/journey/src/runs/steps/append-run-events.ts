import {
  type DataOf,
  type EventDefinition,
  feedbackPlanned,
  messagePlanned,
  runEnded,
  runStarted,
  stepEntered,
} from '@polyphon/contracts'
import { derivedUuid, momentOfUuid, outbox, type Tx } from '@polyphon/service-kit'
import type { Advanced } from '../../kinds/domain/progress.js'
import type { Order, Run, RunFact } from '../../kinds/domain/run.js'

/** Appends the events of an advance. The caller has locked the run's row, so they are appended in the order in which they happen. */
export function appendRunEvents(tx: Tx, { run, facts, orders }: Advanced): void {
  const remaining = [...orders]
  for (const fact of facts) {
    appendFact(tx, run, fact)
    // An order follows the step that gives it.
    while (fact.what === 'entered' && remaining[0]?.orderId === `${run.runId}:${fact.step}:${fact.visit}`) {
      const order = remaining.shift()
      if (order !== undefined) appendOrder(tx, run, order)
    }
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

function appendOrder(tx: Tx, run: Run, order: Order): void {
  const { kind: _kind, step: _step, ...rest } = order
  const about = { runId: run.runId, profileId: run.profileId, journey: run.journey }
  if (order.kind === 'message') {
    const { template, data, class: messageClass, priority } = order
    const planned = { ...rest, ...about, template, data, class: messageClass, priority }
    appendWithStableId(tx, run, { definition: messagePlanned, names: [order.orderId], data: planned })
  } else {
    const { survey, properties } = order
    const planned = { ...rest, ...about, survey, properties }
    appendWithStableId(tx, run, { definition: feedbackPlanned, names: [order.orderId], data: planned })
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
