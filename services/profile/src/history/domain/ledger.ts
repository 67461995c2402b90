import type { Identifier } from '@polyphon/values'
import type { Profile } from '../../people/domain/profile.js'

/** What somebody was known to be at a moment: what they had of their own before a merge. */
export interface OwnState
  extends Pick<Profile, 'traits' | 'traitTimes' | 'observed' | 'accounts' | 'restriction' | 'segments' | 'createdAt'> {
  readonly identifiers: readonly Identifier[]
  /** Who was merged into them by then. */
  readonly absorbedIds: readonly string[]
}

/** Two people who were joined. */
export interface MergeEntry {
  readonly entryId: string
  readonly survivorId: string
  readonly absorbedId: string
  /** Null where somebody was in it who is erased. */
  readonly absorbed: OwnState | null
  /** Null likewise, of merges of earlier releases, and of all but the first since the last time that something was cut out of them. */
  readonly survivor: OwnState | null
  readonly at: Date
  /** In the order of arrival; null of merges of earlier releases. */
  readonly position: number | null
  /** The message or the request that has brought it about. */
  readonly because: string
}

/** An identifier that was linked to somebody. */
export interface LinkEntry extends Identifier {
  /** The id that the person had then. */
  readonly profileId: string
  /** Which identifiers came to be known together with it. */
  readonly together: readonly Identifier[]
  /** It had been let go before by whoever had it: what it was until then says nothing any more. */
  readonly isAnew?: true
}

/** All that the ledger says of how somebody came to be one person, in the order in which it happened. */
export interface Ledger {
  readonly merges: readonly MergeEntry[]
  readonly links: readonly LinkEntry[]
  /**
   * Of whom identifiers were split off that had come by no merge, and behind how many of the merges that was: what they had
   * been before those says nothing any more.
   */
  readonly cuts: ReadonlyMap<string, number>
}
