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
import type { Order, Run, RunFact } from '../domain/run.js'
import type { Advanced } from '../domain/turn.js'

/** Tells what became of a run. The caller holds the run's row, so the order of telling is the order of happening. */
export function tellRun(tx: Tx, { run, facts, orders }: Advanced): void {
  const open = [...orders]
  for (const fact of facts) {
    tellFact(tx, run, fact)
    // An order follows the step that gives it.
    while (fact.what === 'entered' && open[0]?.orderId === `${run.runId}:${fact.step}:${fact.visit}`) {
      const order = open.shift()
      if (order !== undefined) tellOrder(tx, run, order)
    }
  }
}

function tellFact(tx: Tx, run: Run, fact: RunFact): void {
  const about = {
    runId: run.runId,
    journey: run.journey,
    version: run.version,
    profileId: run.profileId,
    occurredAt: tx.now.toISOString(),
  }
  switch (fact.what) {
    case 'started':
      return tellOnce(tx, run, { definition: runStarted, names: [], data: { ...about, trigger: run.trigger } })
    case 'entered': {
      const { what: _what, ...entered } = fact
      const names = [fact.step, fact.visit]
      return tellOnce(tx, run, { definition: stepEntered, names, data: { ...about, ...entered } })
    }
    case 'ended':
      return tellOnce(tx, run, { definition: runEnded, names: [], data: { ...about, outcome: fact.outcome } })
  }
}

function tellOrder(tx: Tx, run: Run, order: Order): void {
  const { kind: _kind, step: _step, ...rest } = order
  const about = { runId: run.runId, profileId: run.profileId, journey: run.journey }
  if (order.kind === 'message') {
    const { template, data, class: messageClass, priority } = order
    const planned = { ...rest, ...about, template, data, class: messageClass, priority }
    tellOnce(tx, run, { definition: messagePlanned, names: [order.orderId], data: planned })
  } else {
    const { survey, properties } = order
    const planned = { ...rest, ...about, survey, properties }
    tellOnce(tx, run, { definition: feedbackPlanned, names: [order.orderId], data: planned })
  }
}

interface Telling<D extends EventDefinition> {
  readonly definition: D
  /** What tells this event from others of its type in the same run. */
  readonly names: readonly (string | number)[]
  readonly data: DataOf<D>
}

// A database that was restored lets its runs do again what they had done since; whoever heard of it then must not count
// it twice. So the id follows from the run, and its time is the one that the run's id carries.
function tellOnce<D extends EventDefinition>(tx: Tx, { runId }: Run, { definition, names, data }: Telling<D>): void {
  outbox.appendAs(tx, derivedUuid(momentOfUuid(runId), [definition.type, runId, ...names]), definition, data)
}
