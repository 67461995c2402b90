import { type DataOf, isAbsorbed, profileChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { contentOf, type Profile } from '../domain/profile.js'
import { isSame } from '../domain/traits.js'
import { lockProfiles, type PublishedRevision, readBehind, saveProfiles } from '../store/profiles.js'

type Told = DataOf<typeof profileChanged>

/**
 * Raises people above the highest revision that was told of them, and tells them as they are stored. A copy believes
 * nothing that is not newer than what it has: it would keep what this database no longer knows, and not hear of what
 * comes next. Who is stored as they were told stays as they are.
 */
export async function raiseRevisions(tx: Tx, told: readonly Told[]): Promise<void> {
  const highest = new Map<string, Told>()
  for (const one of told)
    if ((highest.get(one.profileId)?.revision ?? -1) <= one.revision) highest.set(one.profileId, one)
  const behind = await readBehind(tx, [...highest.values()].map(toRevision))
  if (behind.length === 0) return
  const raised = (await lockProfiles(tx, behind)).flatMap((profile): readonly Profile[] => {
    const one = highest.get(profile.profileId)
    if (one === undefined || isAsTold(profile, one)) return []
    return [{ ...profile, revision: one.revision + 1, updatedAt: tx.now }]
  })
  await saveProfiles(tx, raised)
  const more = { because: 'restored', changedAt: tx.now.toISOString() }
  for (const profile of raised)
    outbox.append(tx, profileChanged, { ...contentOf(profile), revision: profile.revision, ...more })
}

function toRevision(told: Told): PublishedRevision {
  const { profileId, revision } = told
  return { profileId, revision, changedAt: isAbsorbed(told) ? null : (told.changedAt ?? null) }
}

/** Somebody who is here although they were told to be part of somebody else is never as told. */
function isAsTold(profile: Profile, told: Told): boolean {
  if (profile.revision !== told.revision) return profile.revision > told.revision
  if (isAbsorbed(told)) return false
  const { revision: _revision, because: _because, changedAt: _changedAt, ...content } = told
  return isSame(contentOf(profile), content)
}
