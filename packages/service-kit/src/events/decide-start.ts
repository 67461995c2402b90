import type { AssignedPartition } from '../log/log.js'

/** Stands for a next offset where the log was cut off and written anew: the group begins again where the log begins. */
export const BEGIN_AGAIN = -1n

/** How far a group has applied a partition, as its database says. */
export interface StoredOffset {
  readonly next: bigint
  /** What the record before `next` was; null if that is not known. */
  readonly lastRecord: string | null
  readonly appliedAt: Date
}

/** What the database knows of a partition that its group is assigned. */
export interface Known {
  readonly stored: StoredOffset | null
  /** The youngest offset in a topic of that name that was deleted since, or that another cluster has. */
  readonly former: Pick<StoredOffset, 'next' | 'appliedAt'> | null
  /** The group has read other partitions of this very topic for a while: this one was added to them. */
  readonly isSettled: boolean
}

/**
 * Why records are missing: they were deleted before they were read; their topic was deleted, and what it held is not
 * known; or the log ends before, or has other records at, offsets that were read.
 */
export type GapReason = 'deleted' | 'made_anew' | 'cut_off'

/** Offsets from `from` up to, and without, `to`; null where nobody can know. */
export interface Gap {
  readonly reason: GapReason
  readonly from: bigint
  readonly to: bigint | null
  /** When the group applied last what stood before; null if it never did. */
  readonly readUntil: Date | null
}

/** Where a group goes on in a partition. */
export interface Start {
  /** What the database is to say. */
  readonly next: bigint
  /** Where to read from: the last applied record comes once more, so that it can be distinguished from another one. */
  readonly from: bigint
  readonly gap: Gap | null
}

/**
 * Decides where a group goes on: where its database stands, whatever the log remembers of the group. Where the log does
 * not reach that offset, it is read from its beginning on, since everything is recognised that was applied before, and
 * the gap is named.
 */
export function decideStart({ first, end, wasRead }: AssignedPartition, known: Known): Start {
  const anew = (gap: Gap | null): Start => ({ next: first, from: first, gap })
  const { stored, former, isSettled } = known
  if (stored === null) {
    if (former !== null) return anew({ reason: 'made_anew', from: former.next, to: null, readUntil: former.appliedAt })
    const isMissing = first > 0n && (wasRead || isSettled)
    return anew(isMissing ? { reason: 'deleted', from: 0n, to: first, readUntil: null } : null)
  }
  const { next, appliedAt: readUntil } = stored
  if (next === BEGIN_AGAIN) return anew(null)
  if (next > end) return anew({ reason: 'cut_off', from: end, to: next, readUntil })
  if (next < first) return anew({ reason: 'deleted', from: next, to: first, readUntil })
  const hasWitness = stored.lastRecord !== null && next > first
  return { next, from: hasWitness ? next - 1n : next, gap: null }
}
