import { groupBy } from '@polyphon/values'
import type { IdentifierLink } from './identifier.js'
import { type Absorption, currentIdOf, type IdentityDraft } from './identity-draft.js'
import { decideChange, type Profile } from './profile.js'
import type { TimedEvent } from './timed-event.js'

/** Why somebody changes. */
export interface Cause {
  /** New events of this person, in order. */
  readonly events: readonly TimedEvent[]
  /** Traits that were learned, as paths. */
  readonly paths: ReadonlySet<string>
  /** A messageId or the id of a request. */
  readonly because: string
}

/** What a transaction does to one person, whose row it holds. */
export interface PersonChange extends Cause {
  /** Null for somebody new. */
  readonly before: Profile | null
  readonly after: Profile
  /** People who turned out to be this one. */
  readonly absorptions: readonly Absorption[]
}

/** What has become of people in a draft, in the order of their ids; the causes are by any id that they have in it. */
export function changesOf(draft: IdentityDraft, causes: ReadonlyMap<string, Cause>): readonly PersonChange[] {
  const currentId = currentIdOf(draft.absorptions)
  const absorptions = groupBy(draft.absorptions, ({ absorbed }) => currentId(absorbed.profileId))
  const byId = new Map([...causes].map(([profileId, cause]) => [currentId(profileId), cause]))
  return [...byId.keys()].toSorted().flatMap((profileId) => {
    const [after, cause] = [draft.people.get(profileId), byId.get(profileId)]
    if (after === undefined || cause === undefined) return []
    const before = draft.before.people.get(profileId) ?? null
    return [{ before, after, absorptions: absorptions.get(profileId) ?? [], ...cause }]
  })
}

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
