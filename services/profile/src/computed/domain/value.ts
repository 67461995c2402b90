import { compareText, type Occurrence } from '@polyphon/conditions'
import { valuesAt } from '@polyphon/values'
import { type ComputedContent, type ComputedSet, counts, propertyPath } from './computed-trait.js'
import { addDecimal, NO_SUM, roundedSum } from './decimal.js'
import { changesAt, countsSince, daysSince } from './period.js'

/** The most different values that a list may have; of somebody with more there is no value. */
export const MOST_VALUES = 256
/** The longest a single value may be, as JSON text; longer ones are passed over. */
const LONGEST_VALUE = 1_024

/** What a computed trait comes to for somebody. */
export interface ComputedValue {
  /** Undefined where nothing counts: then they do not have the trait. */
  readonly value: unknown
  /** When time alone may change it; null for never. */
  readonly until: Date | null
}

interface Moment {
  readonly now: Date
  readonly clock: Pick<ComputedSet, 'timeZone' | 'weekStart'>
}

/** What a value came from. */
interface WorkedOut extends ComputedValue {
  /** The events that count, oldest first. */
  readonly counting: readonly Occurrence[]
  /** How many values they have, how many of these are numbers, and how many are different from each other. */
  readonly values: number
  readonly numbers: number
  readonly different: number
}

/** Works out a trait from all events of its name that somebody did, in whatever order they are given. */
export function computeValue(
  trait: ComputedContent,
  occurrences: readonly Occurrence[],
  moment: Moment,
): ComputedValue {
  const { value, until } = findValue(trait, occurrences, moment)
  return { value, until }
}

/** The same with what it came from. */
export function workOut(trait: ComputedContent, occurrences: readonly Occurrence[], moment: Moment): WorkedOut {
  const { value, until, counting, values } = findValue(trait, occurrences, moment)
  const different = new Set(scalarsOf(values).map((scalar) => JSON.stringify(scalar))).size
  return { value, until, counting, values: values.length, numbers: numbersOf(values).length, different }
}

function findValue(trait: ComputedContent, occurrences: readonly Occurrence[], { now, clock }: Moment) {
  const since = countsSince(trait, now, clock)
  const within = occurrences.filter((it) => (since === null || it.at > since) && counts(trait, it, now))
  const counting = within.filter(({ at }) => at <= now).toSorted(oldestFirst)
  // Whoever took it in may have a clock that is ahead of this one: it counts as soon as it has happened here.
  const next = within
    .map(({ at }) => at)
    .reduce<Date | null>((nearest, at) => (at > now ? earlier(nearest, at) : nearest), null)
  const [oldest, newest] = [counting[0], counting.at(-1)]
  if (oldest === undefined || newest === undefined) return { value: undefined, until: next, counting, values: [] }
  const values = readValues(trait, counting)
  return {
    counting,
    values,
    value: VALUES[trait.compute](values, { newest: newest.at, now }),
    until: earlier(changesAt(trait, { newest: newest.at, oldest: oldest.at }, { now, clock }), next),
  }
}

const earlier = (left: Date | null, right: Date | null): Date | null =>
  left === null || (right !== null && right < left) ? right : left

// What happened in the same millisecond is ordered by its messageId, so that the order of arrival says nothing.
const oldestFirst = (left: Occurrence, right: Occurrence): number =>
  left.at.getTime() - right.at.getTime() || compareText(left.messageId ?? '', right.messageId ?? '')

/** What counts of each event, oldest first: its property, or its moment where none is named. */
function readValues({ property }: ComputedContent, occurrences: readonly Occurrence[]): readonly unknown[] {
  const path = propertyPath(property)
  if (path === null) return occurrences.map(({ at }) => at.toISOString())
  return occurrences
    .map(({ properties }) => valuesAt(properties, path)[0])
    .filter((value) => value !== undefined && value !== null && JSON.stringify(value).length <= LONGEST_VALUE)
}

interface Around {
  readonly newest: Date
  readonly now: Date
}

const numbersOf = (values: readonly unknown[]): readonly number[] =>
  values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))

const scalarsOf = (values: readonly unknown[]): readonly unknown[] =>
  values.filter((value) => ['string', 'number', 'boolean'].includes(typeof value))

function sumOf(values: readonly unknown[]): number | undefined {
  const numbers = numbersOf(values)
  if (numbers.length === 0) return undefined
  const sum = roundedSum(numbers.reduce(addDecimal, NO_SUM))
  return Number.isFinite(sum) ? sum : undefined
}

function averageOf(values: readonly unknown[]): number | undefined {
  const sum = sumOf(values)
  return sum === undefined ? undefined : sum / numbersOf(values).length
}

/** How often each value was given, by its JSON text, which tells 1 from "1"; undefined where there are too many different ones. */
function countsOf(values: readonly unknown[]): ReadonlyMap<string, number> | undefined {
  const found = new Map<string, number>()
  for (const value of scalarsOf(values)) {
    const text = JSON.stringify(value)
    found.set(text, (found.get(text) ?? 0) + 1)
  }
  return found.size > MOST_VALUES ? undefined : found
}

function mostFrequentOf(values: readonly unknown[]): unknown {
  const [first] = [...(countsOf(values) ?? [])].toSorted(
    ([left, often], [right, oftenRight]) => oftenRight - often || compareText(left, right),
  )
  return first === undefined ? undefined : JSON.parse(first[0])
}

function listOf(values: readonly unknown[]): unknown {
  const found = countsOf(values)
  if (found === undefined || found.size === 0) return undefined
  return [...found.keys()].toSorted(compareText).map((text): unknown => JSON.parse(text))
}

const extreme = (values: readonly unknown[], choose: (left: number, right: number) => number): number | undefined => {
  const [first, ...rest] = numbersOf(values)
  return first === undefined ? undefined : rest.reduce((left, right) => choose(left, right), first)
}

const VALUES: Readonly<Record<ComputedContent['compute'], (values: readonly unknown[], around: Around) => unknown>> = {
  count: (values) => values.length,
  frequency: (values) => values.length,
  sum: sumOf,
  monetary: sumOf,
  avg: averageOf,
  min: (values) => extreme(values, Math.min),
  max: (values) => extreme(values, Math.max),
  first: (values) => values[0],
  last: (values) => values.at(-1),
  most_frequent: mostFrequentOf,
  unique_list: listOf,
  recency: (_values, { newest, now }) => daysSince(newest, now),
}
