/** What has stated something: an event, or a request or a row of an import; null where nothing that is kept says it. */
export type StatedBy = { readonly messageId: string } | { readonly requestId: string } | null

/** What something has said of one trait of somebody. */
export interface TraitStated {
  /** The id that the person had then, or that was named. */
  readonly profileId: string
  readonly name: string
  /** Null removes the trait. */
  readonly value: unknown
  /** When it happened, in milliseconds since 1970: the newest wins. */
  readonly occurredAt: number
  /** Since when it is known, in milliseconds since 1970; null: for longer than anything that is kept says. */
  readonly knownAt: number | null
  readonly by: StatedBy
}

/** Two people turned out to be one. */
export interface PeopleMerged {
  readonly survivorId: string
  readonly absorbedId: string
  /** In milliseconds since 1970; null: before anything that is kept. */
  readonly knownAt: number | null
  /** The message or the request that has brought it about; null where that is not known. */
  readonly because: string | null
}

/** What something that became known did to a trait. */
export interface TraitNote {
  /** Since when it is known, in milliseconds since 1970; null: for longer than anything that is kept says. */
  readonly at: number | null
  readonly stated: TraitStated
  /** What was known before; what it lost to, where it did. */
  readonly before: TraitStated | undefined
  readonly wins: boolean
  /** Where it came by a merge. */
  readonly merge: PeopleMerged | null
}

/** What is known of one trait at the end: nothing newer was ever taken, and of one moment this. */
export interface KnownTrait {
  /** In milliseconds since 1970. */
  readonly occurredAt: number
  /** Undefined where it was removed. */
  readonly value?: unknown
}

/** What is known of the traits of people while facts are taken in, in the order in which they arrived. */
export interface TraitFold {
  take(stated: TraitStated): void
  merge(merged: PeopleMerged): void
  /**
   * After the last fact: puts right what the order of arrival does not say, which of several things of one moment was taken last
   * where people were merged in the midst of them.
   */
  settle(): void
  /** The id under which somebody is known now who had this one. */
  holderOf(profileId: string): string
  /** By name, what is known of whom the history is about. */
  known(): ReadonlyMap<string, TraitStated>
}

interface FoldOptions {
  /** Whose history it is: that of this id until it was merged, of the survivor from then on. */
  readonly profileId: string
  /** By name, what is known at the end; what is not there was never taken. */
  readonly end: ReadonlyMap<string, KnownTrait>
  readonly isSame: (left: unknown, right: unknown) => boolean
  /** Hears what changes, or would have if it were newer; not what only says again what is known. */
  readonly note?: (note: TraitNote) => void
}

/** Begins to fold what was stated by the rules of traits, as `learnTraits` and `mergeTraits` did when it came. */
export function openTraitFold({ profileId, end, isSame, note }: FoldOptions): TraitFold {
  const { holderOf, traitsOf, join } = openPeople()
  // Of each trait what says what is known at the end.
  const last = new Map<string, TraitStated>()
  let clock: number | null = null

  // Nothing is known before what was known when it came.
  function passes(knownAt: number | null): number | null {
    if (knownAt !== null) clock = Math.max(clock ?? knownAt, knownAt)
    return clock
  }

  const isLast = ({ name, occurredAt, value }: TraitStated): boolean => {
    const known = end.get(name)
    return known?.occurredAt === occurredAt && isSame(known.value ?? null, value)
  }

  function notice(change: TraitNote): void {
    if (!isSame(change.before?.value ?? null, change.stated.value)) note?.(change)
  }

  function take(stated: TraitStated): void {
    const { name } = stated
    const at = passes(stated.knownAt)
    if (stated.occurredAt > (end.get(name)?.occurredAt ?? -Infinity)) return
    const id = holderOf(stated.profileId)
    const known = traitsOf(id)
    const before = known.get(name)
    const wins = before === undefined || stated.occurredAt >= before.occurredAt
    if (wins) known.set(name, stated)
    if (isLast(stated)) last.set(name, stated)
    if (id === holderOf(profileId)) notice({ at, stated, before, wins, merge: null })
  }

  function merge(merged: PeopleMerged): void {
    const at = passes(merged.knownAt)
    const [survivor, absorbed] = [holderOf(merged.survivorId), holderOf(merged.absorbedId)]
    if (survivor === absorbed) return
    const holder = holderOf(profileId)
    const [kept, joining] = [traitsOf(survivor), traitsOf(absorbed)]
    join(survivor, absorbed)
    for (const name of new Set([...kept.keys(), ...joining.keys()])) {
      const [theirs, other] = [kept.get(name), joining.get(name)]
      const isOther = other !== undefined && (theirs === undefined || other.occurredAt > theirs.occurredAt)
      if (isOther) kept.set(name, other)
      if (holder === survivor && other !== undefined)
        notice({ at, stated: other, before: theirs, wins: isOther, merge: merged })
      if (holder === absorbed && theirs !== undefined)
        notice({ at, stated: theirs, before: other, wins: !isOther, merge: merged })
    }
  }

  function settle(): void {
    const known = traitsOf(holderOf(profileId))
    for (const [name, before] of known) {
      const stated = last.get(name)
      if (stated === undefined || isLast(before)) continue
      known.set(name, stated)
      notice({ at: clock, stated, before, wins: true, merge: null })
    }
  }

  return { take, merge, settle, holderOf, known: () => traitsOf(holderOf(profileId)) }
}

/** Who is who, and what is known of each. */
function openPeople() {
  const held = new Map<string, Map<string, TraitStated>>()
  const survivors = new Map<string, string>()
  return {
    holderOf: (id: string): string => {
      let current = id
      for (let next = survivors.get(current); next !== undefined; next = survivors.get(current)) current = next
      return current
    },
    traitsOf: (id: string): Map<string, TraitStated> => {
      const known = held.get(id) ?? new Map<string, TraitStated>()
      held.set(id, known)
      return known
    },
    join: (survivor: string, absorbed: string): void => {
      survivors.set(absorbed, survivor)
      held.delete(absorbed)
    },
  }
}
