import { setTimer, type Tx } from '@polyphon/service-kit'
import { FORGET_TIMER } from '../../definitions/domain/timer-kinds.js'
import { HISTORY_DAYS } from '../../kinds/domain/lint-parts.js'
import { removeEarlyOutcomesBefore } from '../store/early-outcomes.js'
import { removeOccurrencesBefore } from '../store/occurrences.js'

const DAY_MS = 86_400_000

/** Forgets what occurred longer ago than any condition may look back, and outcomes of orders that never came. Comes back tomorrow. */
export async function forgetHistory(tx: Tx): Promise<void> {
  const before = new Date(tx.now.getTime() - HISTORY_DAYS * DAY_MS)
  await removeOccurrencesBefore(tx, before)
  await removeEarlyOutcomesBefore(tx, before)
  const dueAt = new Date(tx.now.getTime() + DAY_MS)
  await setTimer(tx, { kind: FORGET_TIMER, key: 'occurrences', dueAt, data: {} })
}
