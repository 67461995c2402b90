import { invalidInput, type Tx } from '@polyphon/service-kit'
import { findPeriodFault, type Period } from '../domain/period.js'
import type { FactStore } from '../store/facts.js'
import type { TypeCount } from '../store/read-event-counts.js'

/** How many events of each type occurred in a period. */
export async function getEventCounts(tx: Tx, period: Period, facts: FactStore): Promise<readonly TypeCount[]> {
  const fault = findPeriodFault(period)
  if (fault !== null) throw invalidInput([fault])
  return facts.eventCounts(tx, period)
}
