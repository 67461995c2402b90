import { AppError, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import type { ProfileDecision } from '../domain/profile-change.js'
import { applyPersonChanges } from './apply-person-changes.js'

/** Stores a change of one person with all that follows from it; answers them as they are now. */
export async function saveProfileChange(tx: Tx, decision: ProfileDecision): Promise<Profile> {
  if (decision.outcome === 'refused') throw traitsTooLarge()
  await saveIdentity(tx, decision.identity)
  const [changed] = await applyPersonChanges(tx, decision.people)
  if (changed === undefined) throw new Error('A change of a profile changes somebody.')
  return changed.profile
}

const traitsTooLarge = (): AppError =>
  new AppError('unprocessable', 'traits_too_large', 'The traits of one person have grown too large.', {
    faults: [{ pointer: '/body/traits', code: 'traits_too_large', detail: 'Remove some, or keep less in each.' }],
  })
