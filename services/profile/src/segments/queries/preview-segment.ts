import { type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { checkCondition } from '../steps/check-condition.js'
import { countPeople } from '../store/segment-sql.js'

/** Counts how many people would be in a segment now, without making it. */
export async function previewSegment(
  tx: Tx,
  condition: unknown,
): Promise<{ readonly count: number; readonly total: number }> {
  return countPeople(tx, checkCondition(condition, await readPhoneNormaliser(tx)))
}
