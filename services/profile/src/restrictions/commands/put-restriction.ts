import { privacy, restrictionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { saveWithComputed } from '../../computed/steps/save-with-computed.js'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { lockProfiles } from '../../people/store/profiles.js'
import type { Restriction } from '../domain/restriction.js'
import { addConfirmation, insertRestriction, readRestriction } from '../store/restrictions.js'

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
  const requestId = tx.newId()
  const request = { requestId, profileId, restricted }
  const restriction: Restriction = { ...request, reason, requestedAt: tx.serverNow, receipts: {} }
  await insertRestriction(tx, restriction)
  const at = tx.serverNow.toISOString()
  await addConfirmation(tx, requestId, { service: 'profile', at })
  const because = `restriction:${requestId}`
  await saveWithComputed(tx, { ...person, restriction: { requestId, restricted } }, { because, everything: true })
  outbox.append(tx, restrictionChanged, request)
  outbox.append(tx, privacy.profile.restricted, request)
  return { ...restriction, receipts: { profile: at } }
}
