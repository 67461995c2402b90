import type { Tx } from '@polyphon/service-kit'
import type { Origins } from '../../history/domain/origins.js'
import type { Profile } from '../../people/domain/profile.js'
import type { Restriction } from '../../people/domain/restriction.js'
import { readLatestRestriction } from '../../restrictions/store/restrictions.js'

/** What was asked for of both while they were one person, which holds for both: none of them had it before. */
export function restrictionOfBoth({ restriction }: Profile, { bases }: Origins): Restriction | null {
  const isOfOne = [...bases.values()].some((base) => base.restriction?.requestId === restriction?.requestId)
  return isOfOne ? null : restriction
}

/** Whether the data of one side is only kept: as was asked for of both, else what was asked for last under its ids. */
export const restrictionOf = async (
  tx: Tx,
  profileIds: readonly string[],
  ofBoth: Restriction | null,
): Promise<Restriction | null> => ofBoth ?? readLatestRestriction(tx, profileIds)
