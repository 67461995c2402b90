import { profileChanged, topicNames } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { removeOwner } from '../../people/store/identifiers.js'
import { emptyMixedStates, removeAliases } from '../../people/store/merges.js'
import { raiseIdentityVersions, removeProfiles } from '../../people/store/profiles.js'

/**
 * Takes away who somebody is, at once: no identifier and no id leads to them from the commit on. They and their identifiers
 * are locked. Answers the ids that they had before.
 */
export async function removeIdentity(tx: Tx, profileId: string): Promise<readonly string[]> {
  // What leads to somebody else as well goes on leading there.
  await raiseIdentityVersions(tx, await removeOwner(tx, profileId))
  await removeProfiles(tx, [profileId])
  const formerIds = await removeAliases(tx, profileId)
  await emptyMixedStates(tx, [profileId, ...formerIds])
  // What the log keeps of former ids names the one that is gone.
  for (const about of formerIds) outbox.forgetKey(tx, { type: profileChanged.type, topic: topicNames.people, about })
  return formerIds
}
