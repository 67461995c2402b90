import { AppError, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import type { ProfileChange, ProfileDecision } from '../domain/profile-change.js'
import { applyPersonChanges } from './apply-person-changes.js'

/** Stores a change of one person with all that follows from it; answers them as they are now. */
export async function saveProfileChange(tx: Tx, decision: ProfileDecision): Promise<Profile> {
  if (decision.outcome === 'refused') throw traitsTooLarge()
  const [changed] = (await saveChanges(tx, decision)).values()
  if (changed === undefined) throw new Error('A change of a profile changes somebody.')
  return changed
}

/** The same of many people; answers them by their ids. */
export async function saveChanges(tx: Tx, change: ProfileChange): Promise<ReadonlyMap<string, Profile>> {
  await saveIdentity(tx, change.identity)
  const changed = await applyPersonChanges(tx, change.people)
  return new Map(changed.map(({ profile }) => [profile.profileId, profile]))
}

export const traitsTooLarge = (): AppError =>
  new AppError('unprocessable', 'traits_too_large', 'The traits of one person have grown too large.', {
    faults: [{ pointer: '/body/traits', code: 'traits_too_large', detail: 'Remove some, or keep less in each.' }],
  })
