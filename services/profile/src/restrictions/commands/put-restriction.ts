import type { Tx } from '@polyphon/service-kit'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { lockProfiles } from '../../people/store/profiles.js'
import type { Restriction } from '../domain/restriction.js'
import { changeRestriction } from '../steps/change-restriction.js'
import { readRestriction } from '../store/restrictions.js'

export interface RestrictionInput {
  readonly profileId: string
  readonly restricted: boolean
  readonly reason: string | null
}

/**
 * Has the data of somebody kept and no longer used, or used again. Here that holds with the commit: they leave all segments,
 * and contexts say nothing of them; the other services follow their snapshot. What holds already changes nothing. Answers the
 * last request; null for somebody of whom nobody has ever said anything.
 */
export async function putRestriction(tx: Tx, input: RestrictionInput): Promise<Restriction | null> {
  const profileId = await requireProfileId(tx, input.profileId)
  const [person] = (await lockProfiles(tx, [profileId])).people
  if (person === undefined) throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  const { restricted, reason } = input
  if ((person.restriction?.restricted ?? false) === restricted) return readRestriction(tx, person)
  return changeRestriction(tx, person, { restricted, reason })
}
