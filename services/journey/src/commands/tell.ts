import { feedbackPlanned, messagePlanned, runEnded, runStarted, stepEntered } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
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
      return outbox.append(tx, runStarted, { ...about, trigger: run.trigger })
    case 'entered': {
      const { what: _what, ...entered } = fact
      return outbox.append(tx, stepEntered, { ...about, ...entered })
    }
    case 'ended':
      return outbox.append(tx, runEnded, { ...about, outcome: fact.outcome })
  }
}

function tellOrder(tx: Tx, run: Run, order: Order): void {
  const { kind: _kind, step: _step, ...rest } = order
  const about = { runId: run.runId, profileId: run.profileId, journey: run.journey }
  if (order.kind === 'message') {
    const { template, data, class: messageClass, priority } = order
    outbox.append(tx, messagePlanned, { ...rest, ...about, template, data, class: messageClass, priority })
  } else {
    const { survey, properties } = order
    outbox.append(tx, feedbackPlanned, { ...rest, ...about, survey, properties })
  }
}
