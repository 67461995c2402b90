import { keyOf } from '@polyphon/values'
import type { IdentifierLink } from './identifier.js'
import type { PersonChange } from './person-change.js'
import { contentOf, type Profile, SIGHTING_MS } from './profile.js'
import { isSame } from './traits.js'

/** A person as they are to be stored. */
export interface RevisedPerson {
  readonly profile: Profile
  /** Whether the others must see them: they are new, or their content has changed. */
  readonly isPublished: boolean
  /** Whether anything of their row has changed. */
  readonly isSaved: boolean
  /** Identifiers that are new, or were seen again. */
  readonly links: readonly (IdentifierLink & { readonly profileId: string })[]
}

/** Decides how somebody is stored who is in these segments now. The revision grows only if the content did change. */
export function decideRevision({ before, after }: PersonChange, segments: readonly string[], now: Date): RevisedPerson {
  const sorted = segments === after.segments ? after : { ...after, segments }
  const { profile: changed, isPublished } =
    before === null ? { profile: sorted, isPublished: true } : decideChange(before, sorted, now)
  const profile = isPublished ? { ...changed, revision: after.revision + 1, updatedAt: now } : changed
  const stored = new Set(before?.identifiers)
  return {
    profile,
    isPublished: before === null || before.revision !== profile.revision,
    isSaved: isToBeSaved(before, profile),
    links: profile.identifiers
      .filter((link) => !stored.has(link))
      .map((link) => ({ ...link, profileId: profile.profileId })),
  }
}

// Times that are newer without any new content are kept too, but nobody else must see them.
function isToBeSaved(before: Profile | null, after: Profile): boolean {
  return (
    before === null ||
    before.revision !== after.revision ||
    before.traitTimes !== after.traitTimes ||
    before.observed !== after.observed
  )
}

/** Whether the others must see it: times alone change nothing for them. */
export function isChanged(before: Profile, after: Profile): boolean {
  if (before === after) return false
  return !isSame(contentOf(before), contentOf(after))
}

/**
 * What is stored of somebody after something happened to them, and whether it is published. Another order of their
 * identifiers alone is published once an hour at most: until then the newer sightings are left out, so that the next one
 * finds the order as it was published.
 */
function decideChange(before: Profile, after: Profile, now: Date): { profile: Profile; isPublished: boolean } {
  if (!isChanged(before, after)) return { profile: after, isPublished: false }
  if (now.getTime() - before.updatedAt.getTime() >= SIGHTING_MS) return { profile: after, isPublished: true }
  const asPublished = { ...after, identifiers: after.identifiers.map((link) => seenAsBefore(before, link)) }
  return isChanged(before, asPublished)
    ? { profile: after, isPublished: true }
    : { profile: asPublished, isPublished: false }
}

function seenAsBefore(before: Profile, link: IdentifierLink): IdentifierLink {
  const known = before.identifiers.find((candidate) => keyOf(candidate) === keyOf(link))
  if (known === undefined || known === link) return link
  const isAsBefore = known.verified === link.verified && known.firstSeenAt.getTime() === link.firstSeenAt.getTime()
  return isAsBefore ? known : { ...link, lastSeenAt: known.lastSeenAt }
}
