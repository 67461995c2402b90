import { type DataOf, isAbsorbed, profileChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { contentOf, type Profile } from '../domain/profile.js'
import { isSame } from '../domain/traits.js'
import { lockProfiles, type PublishedRevision, readBehind, saveProfiles } from '../store/profiles.js'

type PublishedPerson = DataOf<typeof profileChanged>

/**
 * Raises people above the highest revision that was published of them, and appends them as they are stored. A read copy
 * takes nothing that is not newer than what it has: it would keep what this database no longer knows, and miss what comes
 * next. Who is stored as they were published stays as they are.
 */
export async function raiseRevisions(tx: Tx, published: readonly PublishedPerson[]): Promise<void> {
  const highest = new Map<string, PublishedPerson>()
  for (const person of published)
    if ((highest.get(person.profileId)?.revision ?? -1) <= person.revision) highest.set(person.profileId, person)
  const behind = await readBehind(tx, [...highest.values()].map(toRevision))
  if (behind.length === 0) return
  const raised = (await lockProfiles(tx, behind)).people.flatMap((profile): readonly Profile[] => {
    const latest = highest.get(profile.profileId)
    if (latest === undefined || isAsPublished(profile, latest)) return []
    return [{ ...profile, revision: latest.revision + 1, updatedAt: tx.now }]
  })
  await saveProfiles(tx, raised)
  const more = { because: 'restored', changedAt: tx.now.toISOString() }
  for (const profile of raised)
    outbox.append(tx, profileChanged, { ...contentOf(profile), revision: profile.revision, ...more })
}

function toRevision(published: PublishedPerson): PublishedRevision {
  const { profileId, revision } = published
  return { profileId, revision, changedAt: isAbsorbed(published) ? null : (published.changedAt ?? null) }
}

/** Somebody who is here although they were published as part of somebody else is never as published. */
function isAsPublished(profile: Profile, published: PublishedPerson): boolean {
  if (profile.revision !== published.revision) return profile.revision > published.revision
  if (isAbsorbed(published)) return false
  const { revision: _revision, because: _because, changedAt: _changedAt, ...content } = published
  return isSame(contentOf(profile), content)
}
