import type { JsonObject } from '@polyphon/contracts'
import { type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { composed, normaliseIdentifier } from '@polyphon/values'
import { refuseComputed } from '../../computed/steps/refuse-computed.js'
import { linkToPerson } from '../../people/domain/link-to-person.js'
import type { Profile } from '../../people/domain/profile.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { saveStatements } from '../../people/store/trait-statements.js'
import { decideProfileChange, identifiersOf } from '../domain/profile-change.js'
import { saveProfileChange } from '../steps/save-profile-change.js'

export interface ProfileUpdate {
  readonly profileId: string
  /** Null removes a trait; what is not named stays. */
  readonly traits: JsonObject
  /** The revision that the caller has read; undefined for any. */
  readonly ifMatch: IfMatch
  readonly because: string
}

/** Changes what is known of one person, if they still are as the caller has read them. */
export async function updateProfile(tx: Tx, update: ProfileUpdate): Promise<Profile> {
  const profileId = await requireProfileId(tx, update.profileId)
  const normalisePhone = await readPhoneNormaliser(tx)
  const identifiers = identifiersOf(update.traits).flatMap((raw) => normaliseIdentifier(raw, normalisePhone) ?? [])
  const graph = await lockGraph(tx, identifiers, [profileId])
  const before = graph.people.get(profileId)
  if (before === undefined) throw new ChangedMeanwhile('The person was merged while this transaction waited for them.')
  requireVersion(update.ifMatch, before.revision, 'revision_changed')
  const { because } = update
  const traits = composed(update.traits)
  await refuseComputed(tx, traits)
  const decision = linkToPerson(graph, before, identifiers, 'update')
  const profile = await saveProfileChange(tx, decideProfileChange(graph, decision, { traits, now: tx.now, because }))
  // Under the id that was named: should it be split off again, what was stated of it goes with it.
  await saveStatements(tx, [{ profileId: update.profileId, identifiers: [], traits, because }])
  return profile
}
