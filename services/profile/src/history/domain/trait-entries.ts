import type { PeopleMerged, TraitNote, TraitStated } from './trait-history.js'

/** A value of a trait as it was known of somebody. */
export interface TraitEntry {
  /** Null where it was removed. */
  readonly value: unknown
  /**
   * Known from this moment until the other, in milliseconds since 1970; both are one where it never held. From null: for longer
   * than anything that is kept says. To null: still.
   */
  readonly from: number | null
  readonly to: number | null
  readonly stated: TraitStated
  /** What it lost to as it became known. */
  readonly lostTo: TraitStated | null
  /** Where it came by a merge. */
  readonly merge: PeopleMerged | null
  readonly standing: Standing
}

/** Where an entry stands among all of its trait: the arrival of what brought it, and what tells it from others there. */
export type Standing = readonly [arrival: number, id: string]

export const compareStandings = (left: Standing, right: Standing): number =>
  left[0] - right[0] || (left[1] < right[1] ? -1 : left[1] > right[1] ? 1 : 0)

/** Makes entries of what is noted, and keeps the newest of them. */
export interface TraitEntries {
  add(note: TraitNote, standing: Standing): void
  /** Newest first. */
  newest(): readonly TraitEntry[]
}

/** Keeps at most so many entries, the newest ones of those before a standing; all others are not needed. */
export function openTraitEntries(most: number, before: Standing | null): TraitEntries {
  const kept: TraitEntry[] = []
  let open: TraitEntry | null = null
  return {
    add: ({ at, stated, before: known, wins, merge }, standing) => {
      const entry = { value: stated.value, from: at, stated, merge, standing }
      if (wins) close(at)
      const added: TraitEntry = wins
        ? { ...entry, to: null, lostTo: null }
        : { ...entry, to: at, lostTo: known ?? null }
      if (wins) open = added
      if (before !== null && compareStandings(standing, before) >= 0) return
      kept.push(added)
      if (kept.length > most) kept.shift()
    },
    newest: () => kept.toReversed(),
  }

  function close(at: number | null): void {
    const index = open === null ? -1 : kept.indexOf(open)
    if (open !== null && index >= 0) kept[index] = { ...open, to: at }
  }
}
