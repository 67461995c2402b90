import { isBefore, type Moment } from './did.js'
import type { Occurrence } from './facts.js'
import { NEVER, type Truth } from './truth.js'

// The history of one event of one person: a list of occurrences, newest first, that grows event by event. A batch asks the
// same conditions about it again and again, so what was found out about a list is cached with it and carried over to the
// list with one more occurrence: then only that one has to be looked at.

/** What a `where` says of everything in a history; without one everything matches. */
export interface Matches {
  /** Those that match, newest first, those dated in the future included. */
  readonly matching: readonly Occurrence[]
  /** Those whose matching may change by time alone, newest first. */
  readonly changing: readonly ChangingMatch[]
}

interface ChangingMatch {
  readonly occurrence: Occurrence
  readonly until: number
}

interface CachedMatches {
  /** The moment for which it was evaluated last. */
  now: number
  readonly matching: Occurrence[]
  readonly changing: ChangingMatch[]
  /** How many of the added occurrences are part of it. */
  included: number
}

/** What is known of one history, and what was added to it since it was first looked at. */
interface HistoryCache {
  /** The history, newest first. */
  ordered: readonly Occurrence[]
  readonly added: Occurrence[]
  /** By `where`, and by what that finds in the person. */
  readonly matches: Map<object, Map<string, CachedMatches>>
  /** By what was computed, with the inputs it was computed from. */
  readonly results: Map<object, { readonly inputs: readonly unknown[]; readonly value: unknown }>
  /** How many occurrences all cached matches hold together. */
  size: number
}

const caches = new WeakMap<readonly Occurrence[], HistoryCache>()

/** The same history with one more occurrence; its cache moves along. */
export function withOccurrence<Item extends Occurrence>(history: readonly Item[], added: Item): readonly Item[] {
  const next = history.toSpliced(indexFor(history, added), 0, added)
  const cache = caches.get(history)
  // A list that was not in order is not what is cached: the new one starts afresh.
  if (cache?.ordered === history) {
    cache.ordered = next
    cache.added.push(added)
    caches.delete(history)
    caches.set(next, cache)
  }
  return next
}

/** The same list, newest first. */
export const inOrder = (history: readonly Occurrence[]): readonly Occurrence[] =>
  history.length < 2 ? history : cacheOf(history).ordered

const momentOf = ({ at, position = 0 }: Occurrence): Moment => ({ at: at.getTime(), position })

/** Where an occurrence belongs in a list that is newest first. */
const indexFor = (history: readonly Occurrence[], added: Occurrence): number => {
  const moment = momentOf(added)
  return firstIndex(history, (other) => !isBefore(moment, momentOf(other)))
}

const newestFirst = (left: Occurrence, right: Occurrence): number =>
  right.at.getTime() - left.at.getTime() || (right.position ?? 0) - (left.position ?? 0)

/** The first index at which `holds`, by bisection: it must hold for all items behind that one too. */
function firstIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item === undefined || holds(item)) high = middle
    else low = middle + 1
  }
  return low
}

function cacheOf(history: readonly Occurrence[]): HistoryCache {
  const known = caches.get(history)
  if (known !== undefined) return known
  const isOrdered = history.every((item, index) => index === 0 || newestFirst(history[index - 1] ?? item, item) <= 0)
  const ordered = isOrdered ? history : history.toSorted(newestFirst)
  const cache = { ordered, added: [], matches: new Map(), results: new Map(), size: 0 }
  caches.set(history, cache)
  return cache
}

/** Computes something about a history only once, as long as its inputs are the same. */
export function cachedResult<Value>(
  history: readonly Occurrence[],
  { of, inputs }: { readonly of: object; readonly inputs: readonly unknown[] },
  compute: () => Value,
): Value {
  const { results } = cacheOf(history)
  const known = results.get(of)
  const isSame =
    known?.inputs.length === inputs.length && known.inputs.every((input, index) => Object.is(input, inputs[index]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- computed of the same by the same function
  if (known !== undefined && isSame) return known.value as Value
  const value = compute()
  results.set(of, { inputs, value })
  return value
}

export interface MatchQuery {
  readonly where: object
  /** What the `where` finds in the person instead of the occurrence, as text: other findings, other matches. */
  readonly person: string
  readonly now: number
  readonly judge: (occurrence: Occurrence) => Truth
}

// The runs of one person may differ in what a `where` finds in them.
const MOST_PERSONS = 8
// Some 40 MB. Beyond it the cache is emptied: many conditions over a very long history are evaluated again instead.
const MOST_HELD = 5_000_000

/** Judges each occurrence of a history once, as long as nothing else can have changed the outcome. */
export function matchesOf(history: readonly Occurrence[], query: MatchQuery): Matches {
  const cache = cacheOf(history)
  const known = cache.matches.get(query.where)?.get(query.person)
  if (known !== undefined && isValid(known, query.now)) {
    known.now = query.now
    for (; known.included < cache.added.length; known.included += 1) include(known, cache.added[known.included], query)
    return known
  }
  const fresh: CachedMatches = { now: query.now, matching: [], changing: [], included: cache.added.length }
  for (const occurrence of cache.ordered) {
    const { holds, until } = query.judge(occurrence)
    if (holds) fresh.matching.push(occurrence)
    if (until !== NEVER) fresh.changing.push({ occurrence, until })
  }
  keep(cache, query, fresh)
  return fresh
}

// Matches that time may change are valid for one moment only.
const isValid = (known: CachedMatches, now: number): boolean =>
  now === known.now || (now > known.now && known.changing.length === 0)

function keep(cache: HistoryCache, { where, person }: MatchQuery, fresh: CachedMatches): void {
  cache.size += fresh.matching.length + fresh.changing.length
  if (cache.size > MOST_HELD) {
    cache.matches.clear()
    cache.size = fresh.matching.length + fresh.changing.length
  }
  const persons = cache.matches.get(where) ?? new Map<string, CachedMatches>()
  if (persons.size >= MOST_PERSONS) persons.clear()
  cache.matches.set(where, persons.set(person, fresh))
}

function include(known: CachedMatches, added: Occurrence | undefined, { judge }: MatchQuery): void {
  if (added === undefined) return
  const { holds, until } = judge(added)
  if (holds) known.matching.splice(indexFor(known.matching, added), 0, added)
  if (until === NEVER) return
  const moment = momentOf(added)
  const index = firstIndex(known.changing, (other) => !isBefore(moment, momentOf(other.occurrence)))
  known.changing.splice(index, 0, { occurrence: added, until })
}

/** Which part of a history a condition looks at. */
export interface Span {
  /** Not what is later. */
  readonly now: number
  /** Only what is later. */
  readonly since: number
  readonly after?: Moment | undefined
  /** So many are enough. */
  readonly most?: number | undefined
}

/** The moments of a span up to now, newest first. */
export function momentsIn(history: readonly Occurrence[], { now, since, after, most = NEVER }: Span): Moment[] {
  const from = firstIndex(history, ({ at }) => at.getTime() <= now)
  const to = firstIndex(history, (occurrence) => !isWithin(occurrence, since, after))
  return history.slice(from, Math.min(to, from + most)).map(momentOf)
}

/** The earliest moment after now; Infinity without any. */
export function nextAfterNow(history: readonly Occurrence[], { now, since, after }: Span): number {
  const next = history[firstIndex(history, ({ at }) => at.getTime() <= now) - 1]
  return next !== undefined && isWithin(next, since, after) ? next.at.getTime() : NEVER
}

/** The earliest moment at which time alone may change what matches in a span. */
export function firstChange(changing: readonly ChangingMatch[], { since, after }: Span): number {
  let first = NEVER
  for (const { occurrence, until } of changing) {
    if (!isWithin(occurrence, since, after)) break
    first = Math.min(first, until)
  }
  return first
}

const isWithin = (occurrence: Occurrence, since: number, after: Moment | undefined): boolean =>
  occurrence.at.getTime() > since && (after === undefined || isBefore(after, momentOf(occurrence)))
