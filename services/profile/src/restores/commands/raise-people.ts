import { isAbsorbed, profileChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { contentOf, type Profile } from '../../people/domain/profile.js'
import { isSame } from '../../people/domain/traits.js'
import {
  lockProfiles,
  type PublishedRevision,
  readBehind,
  readOvertaken,
  readStrangers,
  saveProfiles,
} from '../../people/store/profiles.js'
import { isAny, latestOf, missedOf, missedOfPart, type PublishedPerson, partsOf } from '../domain/missed.js'
import { decideAgain } from '../steps/decide-again.js'

/**
 * Raises people above the highest revision that was published of them, and appends them as they are stored. A read copy
 * takes nothing that is not newer than what it has: it would keep what this database no longer knows, and miss what comes
 * next. Who is stored as they were published stays as they are.
 *
 * What they had decided since the backup is the exception: it holds again, as a no that is forgotten would be a yes.
 */
export async function raisePeople(tx: Tx, published: readonly PublishedPerson[]): Promise<void> {
  const latest = latestOf(published)
  const behind = new Set(await readBehind(tx, [...latest.values()].map(toRevision)))
  const parts = await readParts(tx, latest, behind)
  if (behind.size + parts.size === 0) return
  const raised: Profile[] = []
  for (const person of (await lockProfiles(tx, [...behind, ...parts.keys()])).people) {
    const known = latest.get(person.profileId)
    const isRaised = behind.has(person.profileId) && known !== undefined && !isAsPublished(person, known)
    const revision = isRaised ? known.revision : person.revision
    const missed = [
      ...(isRaised && !isAbsorbed(known) ? [missedOf(person, known)] : []),
      ...(parts.get(person.profileId) ?? []).map((whole) => missedOfPart(person, whole)),
    ]
    if (missed.some(isAny)) await decideAgain(tx, { ...person, revision }, missed)
    else if (isRaised) raised.push({ ...person, revision: revision + 1, updatedAt: tx.now })
  }
  await saveProfiles(tx, raised)
  const more = { because: 'restored', changedAt: tx.now.toISOString() }
  for (const profile of raised)
    outbox.append(tx, profileChanged, { ...contentOf(profile), revision: profile.revision, ...more })
}

/**
 * Those who may be here by themselves again, as whoever they became part of is behind what was published, or unknown; and those
 * who have here an id that speaks for itself since, as a split is not known any more.
 */
async function readParts(
  tx: Tx,
  latest: ReadonlyMap<string, PublishedPerson>,
  behind: ReadonlySet<string>,
): Promise<ReturnType<typeof partsOf>> {
  const wholes = [...latest.values()].flatMap((person) =>
    isAbsorbed(person) || (person.absorbedIds ?? []).length === 0 ? [] : [person],
  )
  const unsure = wholes.flatMap(({ profileId }) => (behind.has(profileId) ? [] : [profileId]))
  const strangers = new Set(await readStrangers(tx, unsure))
  const merged = wholes.filter(({ profileId }) => behind.has(profileId) || strangers.has(profileId))
  const snapshots = [...latest.values()].flatMap((person) => (isAbsorbed(person) ? [] : [person]))
  const overtaken = await readOvertaken(tx, snapshots.map(toRevision))
  const split = snapshots.flatMap((person) => {
    const holder = overtaken.get(person.profileId)
    return holder === undefined ? [] : [{ ...person, absorbedIds: [holder] }]
  })
  return partsOf([...merged, ...split])
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
