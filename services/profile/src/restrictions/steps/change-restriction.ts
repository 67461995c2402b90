import { privacy, restrictionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { saveWithComputed } from '../../computed/steps/save-with-computed.js'
import type { Profile } from '../../people/domain/profile.js'
import type { Restriction } from '../domain/restriction.js'
import { addConfirmation, insertRestriction } from '../store/restrictions.js'

/** Stores that the data of somebody is kept only, or used again, with all that follows from it here. They are locked. */
export async function changeRestriction(
  tx: Tx,
  person: Profile,
  { restricted, reason }: Pick<Restriction, 'restricted' | 'reason'>,
): Promise<Restriction> {
  const requestId = tx.newId()
  const request = { requestId, profileId: person.profileId, restricted }
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
