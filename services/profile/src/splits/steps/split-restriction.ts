import type { Tx } from '@polyphon/service-kit'
import type { Restriction } from '../../people/domain/restriction.js'
import { readLatestRestriction } from '../../restrictions/store/restrictions.js'

/**
 * Whether the data of one side is only kept: what was said last under its own ids. What was said of both while they were one
 * person, which is under the id of the one who stays, holds for both where it restricts.
 */
export async function restrictionOf(
  tx: Tx,
  profileIds: readonly string[],
  ofBoth: Restriction | null,
): Promise<Restriction | null> {
  const latest = await readLatestRestriction(tx, profileIds)
  return ofBoth?.restricted === true && latest?.restricted !== true ? ofBoth : latest
}
