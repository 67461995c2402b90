import { privacy, restrictionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { lockProfiles } from '../../people/store/profiles.js'
import { saveReEvaluated } from '../../segments/steps/change-segments.js'
import { evaluateSegments } from '../../segments/steps/evaluate-segments.js'
import type { Restriction } from '../domain/restriction.js'
import { addConfirmation, insertRestriction, readRestriction } from '../store/restrictions.js'

export interface RestrictionInput {
  readonly profileId: string
  readonly restricted: boolean
  readonly reason: string | null
}

/**
 * Has the data of somebody kept and no longer used, or used again. Here that holds with the commit: they leave all segments,
 * and contexts say nothing of them; the other services follow their snapshot. What holds already changes nothing.
 */
export async function putRestriction(tx: Tx, input: RestrictionInput): Promise<Restriction | null> {
  const profileId = await requireProfileId(tx, input.profileId)
  const [person] = (await lockProfiles(tx, [profileId])).people
  if (person === undefined) throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  const last = person.restriction
  if ((last?.restricted ?? false) === input.restricted)
    return last === null ? null : withId(await readRestriction(tx, last.requestId), profileId)
  const { restricted, reason } = input
  const request = { requestId: tx.newId(), profileId, restricted }
  await insertRestriction(tx, { ...request, reason, requestedAt: tx.serverNow })
  await addConfirmation(tx, request.requestId, { service: 'profile', at: tx.serverNow.toISOString() })
  await reEvaluate(tx, { ...person, restriction: { requestId: request.requestId, restricted } })
  outbox.append(tx, restrictionChanged, request)
  outbox.append(tx, privacy.profile.restricted, request)
  return readRestriction(tx, request.requestId)
}

const withId = (restriction: Restriction | null, profileId: string): Restriction | null =>
  restriction === null ? null : { ...restriction, profileId }

async function reEvaluate(tx: Tx, person: Profile): Promise<void> {
  const because = `restriction:${person.restriction?.requestId ?? ''}`
  const identifiers = person.identifiers.filter(({ verified }) => verified)
  const happened = { events: new Set<string>(), paths: new Set<string>(), because, everything: true }
  const subject = { ...person, consents: heldByAll(person), identifiers, happened, absorbedIds: [] }
  const evaluation = await evaluateSegments(tx, [subject])
  await saveReEvaluated(tx, evaluation, { people: [person], because })
}
