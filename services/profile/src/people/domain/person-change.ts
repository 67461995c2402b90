import { groupBy } from '@polyphon/values'
import type { Absorption, IdentityChange, IdentityDraft } from './identity-draft.js'
import type { Profile } from './profile.js'
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
  /** What they did is another past than before: whatever was folded of it counts no more. */
  readonly hasOtherPast?: true
  /** They are in other accounts than before. */
  readonly hasOtherAccounts?: boolean
  /** Purposes of which something else holds by these events. */
  readonly consents?: ReadonlySet<string>
}

/** What has become of people in a draft, in the order of their ids; the causes are by any id that they have in it. */
export function changesOf(
  draft: IdentityDraft,
  { currentId, absorptions: all }: IdentityChange,
  causes: ReadonlyMap<string, Cause>,
): readonly PersonChange[] {
  const absorptions = groupBy(all, ({ absorbed }) => currentId(absorbed.profileId))
  const byId = new Map([...causes].map(([profileId, cause]) => [currentId(profileId), cause]))
  return [...byId.keys()].toSorted().flatMap((profileId) => {
    const [after, cause] = [draft.people.get(profileId), byId.get(profileId)]
    if (after === undefined || cause === undefined) return []
    const before = draft.before.people.get(profileId) ?? null
    return [{ before, after, absorptions: absorptions.get(profileId) ?? [], ...cause }]
  })
}
