import { BEGIN_AGAIN } from './decide-start.js'

/** What a group has read of a partition, beside what the log holds of it. */
interface Replayable {
  /** The first offset that the group has not applied. */
  readonly next: bigint
  /** The lowest offset that can still be read. */
  readonly first: bigint
  /** The first offset since the moment from which it is to be read again; the end of the partition where there is none. */
  readonly since: bigint
}

/** Where a group begins again in a partition. */
export interface Again {
  readonly begins: bigint
  /** What the database is to say; null where the group stays. */
  readonly store: bigint | null
  /** The moment lies behind what the group has read. */
  readonly isAhead: boolean
}

/** Decides where a group begins again: never behind what it has read, as what lies in between would be missed. */
export function decideReplay({ next, first, since }: Replayable): Again {
  const begins = since > first ? since : first
  if (next === BEGIN_AGAIN) return { begins: first, store: null, isAhead: false }
  if (begins >= next) return { begins: next, store: null, isAhead: begins > next }
  // The log may forget its beginning until somebody reads there, which would then be taken for a gap.
  return { begins, store: begins === first ? BEGIN_AGAIN : begins, isAhead: false }
}
