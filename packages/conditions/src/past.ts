import { isBefore, type Moment } from './did.js'
import type { Occurrence } from './facts.js'
import { NEVER, type Truth } from './truth.js'

/** What a `where` has said about everything in a list; without one everything matches. */
export interface Matches {
  /** Those that match, newest first, those to come included. */
  readonly matching: readonly Occurrence[]
  /** Those whose matching may change by time alone, newest first. */
  readonly turning: readonly Turning[]
}

interface Turning {
  readonly one: Occurrence
  readonly until: number
}

interface Known {
  /** When it was asked last. */
  now: number
  readonly matching: Occurrence[]
  readonly turning: Turning[]
  /** How many of those that were added are part of it. */
  taken: number
}

/** What is known about one list of occurrences, and what was added to it since. */
interface Listing {
  /** The same in the order of time, newest first. */
  ordered: readonly Occurrence[]
  readonly added: Occurrence[]
  /** By `where`, and by what it asks of the person. */
  readonly known: Map<object, Map<string, Known>>
  /** By what was found out, from what. */
  readonly found: Map<object, { readonly from: readonly unknown[]; readonly value: unknown }>
  /** How much all that is known holds. */
  size: number
}

const listings = new WeakMap<readonly Occurrence[], Listing>()

/** The same past with one more. Whatever is known about it is kept, so that not everything is looked at again. */
export function withOccurrence<One extends Occurrence>(past: readonly One[], one: One): readonly One[] {
  const next = past.toSpliced(placeOf(past, one), 0, one)
  const listing = listings.get(past)
  // What was not in order is begun anew.
  if (listing?.ordered === past) {
    listing.ordered = next
    listing.added.push(one)
    listings.delete(past)
    listings.set(next, listing)
  }
  return next
}

/** The same list, newest first. */
export const inOrder = (past: readonly Occurrence[]): readonly Occurrence[] =>
  past.length < 2 ? past : listingOf(past).ordered

const momentOf = ({ at, position = 0 }: Occurrence): Moment => ({ at: at.getTime(), position })

const placeOf = (past: readonly Occurrence[], one: Occurrence): number => {
  const moment = momentOf(one)
  return firstOf(past, (other) => !isBefore(moment, momentOf(other)))
}

const newestFirst = (left: Occurrence, right: Occurrence): number =>
  right.at.getTime() - left.at.getTime() || (right.position ?? 0) - (left.position ?? 0)

/** Where the first item stands that is wanted, of items of which all behind it are wanted too. */
function firstOf<Item>(items: readonly Item[], isWanted: (item: Item) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item === undefined || isWanted(item)) high = middle
    else low = middle + 1
  }
  return low
}

function listingOf(past: readonly Occurrence[]): Listing {
  const known = listings.get(past)
  if (known !== undefined) return known
  const isOrdered = past.every((one, index) => index === 0 || newestFirst(past[index - 1] ?? one, one) <= 0)
  const ordered = isOrdered ? past : past.toSorted(newestFirst)
  const listing = { ordered, added: [], known: new Map(), found: new Map(), size: 0 }
  listings.set(past, listing)
  return listing
}

/** Finds out something about a list only once, as long as it follows from the same. */
export function foundOnce<Value>(
  past: readonly Occurrence[],
  { about, from }: { readonly about: object; readonly from: readonly unknown[] },
  find: () => Value,
): Value {
  const { found } = listingOf(past)
  const known = found.get(about)
  const isSame = known?.from.length === from.length && known.from.every((one, index) => Object.is(one, from[index]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- found out about the same by the same function
  if (known !== undefined && isSame) return known.value as Value
  const value = find()
  found.set(about, { from, value })
  return value
}

export interface Asked {
  /** Of the where, or of nothing. */
  readonly about: object
  /** All that is asked of somebody else than the occurrence, as it is answered now. */
  readonly person: string
  readonly now: number
  readonly judge: (occurrence: Occurrence) => Truth
}

// Runs of one person may answer the same question about themselves differently.
const MOST_PERSONS = 8
// Some 40 MB. What many conditions say about a very long past is found out again instead.
const MOST_HELD = 5_000_000

/** Judges each occurrence of a list once, as long as nothing else can have changed the answer. */
export function matchesOf(past: readonly Occurrence[], asked: Asked): Matches {
  const listing = listingOf(past)
  const persons = listing.known.get(asked.about) ?? new Map<string, Known>()
  const known = persons.get(asked.person)
  if (known !== undefined && isOfUse(known, asked.now)) {
    known.now = asked.now
    for (; known.taken < listing.added.length; known.taken += 1) takeIn(known, listing.added[known.taken], asked)
    return known
  }
  const fresh: Known = { now: asked.now, matching: [], turning: [], taken: listing.added.length }
  for (const one of listing.ordered) {
    const { holds, until } = asked.judge(one)
    if (holds) fresh.matching.push(one)
    if (until !== NEVER) fresh.turning.push({ one, until })
  }
  keep(listing, asked, fresh)
  return fresh
}

// What time may change is looked at anew at every other moment.
const isOfUse = (known: Known, now: number): boolean =>
  now === known.now || (now > known.now && known.turning.length === 0)

function keep(listing: Listing, { about, person }: Asked, fresh: Known): void {
  listing.size += fresh.matching.length + fresh.turning.length
  if (listing.size > MOST_HELD) {
    listing.known.clear()
    listing.size = fresh.matching.length + fresh.turning.length
  }
  const persons = listing.known.get(about) ?? new Map<string, Known>()
  if (persons.size >= MOST_PERSONS) persons.clear()
  listing.known.set(about, persons.set(person, fresh))
}

function takeIn(known: Known, one: Occurrence | undefined, { judge }: Asked): void {
  if (one === undefined) return
  const { holds, until } = judge(one)
  if (holds) known.matching.splice(placeOf(known.matching, one), 0, one)
  if (until === NEVER) return
  const moment = momentOf(one)
  const place = firstOf(known.turning, (other) => !isBefore(moment, momentOf(other.one)))
  known.turning.splice(place, 0, { one, until })
}

/** Which part of a past a condition looks at. */
export interface Part {
  /** Not what is later. */
  readonly now: number
  /** Only what is later. */
  readonly since: number
  readonly after?: Moment | undefined
  /** So many are enough. */
  readonly most?: number | undefined
}

/** When those happened that are not later than now, newest first. */
export function pastOf(past: readonly Occurrence[], { now, since, after, most = NEVER }: Part): Moment[] {
  const from = firstOf(past, ({ at }) => at.getTime() <= now)
  const to = firstOf(past, (one) => !isWithin(one, since, after))
  return past.slice(from, Math.min(to, from + most)).map(momentOf)
}

/** The earliest after now; Infinity without any. */
export function nextOf(past: readonly Occurrence[], { now, since, after }: Part): number {
  const next = past[firstOf(past, ({ at }) => at.getTime() <= now) - 1]
  return next !== undefined && isWithin(next, since, after) ? next.at.getTime() : NEVER
}

/** The earliest moment at which time alone may change what matches. */
export function turnOf(turning: readonly Turning[], { since, after }: Part): number {
  let until = NEVER
  for (const { one, until: own } of turning) {
    if (!isWithin(one, since, after)) break
    until = Math.min(until, own)
  }
  return until
}

const isWithin = (one: Occurrence, since: number, after: Moment | undefined): boolean =>
  one.at.getTime() > since && (after === undefined || isBefore(after, momentOf(one)))
