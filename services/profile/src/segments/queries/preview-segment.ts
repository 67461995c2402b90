import { type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { checkCondition } from '../steps/check-condition.js'
import { requireComputed } from '../steps/require-computed.js'
import { countPeople } from '../store/segment-sql.js'

/** Counts how many people would be in a segment now, without making it; those who do not allow its purpose are not among them. */
export async function previewSegment(
  tx: Tx,
  { condition, purpose }: { readonly condition: unknown; readonly purpose: string },
): Promise<{ readonly count: number; readonly total: number }> {
  const checked = checkCondition(condition, await readPhoneNormaliser(tx))
  await requireComputed(tx, checked)
  return countPeople(tx, { condition: checked, purpose }, await readPurposeRules(tx))
}
