import { invalidInput, type Tx } from '@polyphon/service-kit'
import { decideQuestion } from '../domain/question.js'
import type { FactStore } from '../store/facts.js'
import type { Period, TypeCount } from '../store/read-event-counts.js'

/** How often each type of event was told in a period. */
export async function countEvents(tx: Tx, period: Period, facts: FactStore): Promise<readonly TypeCount[]> {
  const { from, to } = period
  const decision = decideQuestion({ from: from ?? undefined, to: to ?? undefined }, [], 'UTC')
  if (decision.outcome === 'refused') throw invalidInput(decision.faults)
  return facts.eventCounts(tx, period)
}
