import { type Fault, labelled, type Question } from '../question.js'
import type { Interval } from '../statistics/interval.js'
import type { Texts } from '../texts.js'
import type { CountMetric, Measured, Method, Metric, Scale, ScoreMetric, Scores } from './metric.js'

/** Where a row belongs: the values of the dimensions asked for, and the beginning of its bucket. */
export interface Place {
  readonly by: readonly string[]
  readonly at: Date | null
}

export interface CountRow extends Place {
  readonly n: number
  readonly hits: number
}

/** How often one value was given on one scale. */
export interface ScoreRow extends Place {
  readonly scale: Scale
  readonly value: number
  readonly count: number
}

/** One number of the answer. */
export interface Group {
  readonly by: Texts
  readonly at?: Date
  readonly value: number | null
  readonly n: number
  readonly count?: number
  readonly interval: Interval | null
  readonly method: Method
}

export type GroupsDecision =
  | { readonly outcome: 'refused'; readonly fault: Fault }
  | { readonly outcome: 'measured'; readonly groups: readonly Group[] }

const NOWHERE: Place = { by: [], at: null }

/** Makes numbers of what was counted. The order is that of the dimensions' values, then of time. */
export function measureCounts(metric: CountMetric, question: Question, rows: readonly CountRow[]): readonly Group[] {
  return rows.toSorted(byPlace).map((row) => groupOf(metric, question, row, metric.measure(row)))
}

/** Makes numbers of scores, or refuses to mix scales: a 4 of 5 and a 4 of 10 have no mean. */
export function measureScores(metric: ScoreMetric, question: Question, rows: readonly ScoreRow[]): GroupsDecision {
  const usable = rows.filter(({ scale }) => metric.scale === null || isSame(scale, metric.scale))
  const places = new Map<string, [ScoreRow, ...ScoreRow[]]>()
  for (const row of usable) {
    const key = JSON.stringify([row.by, row.at])
    const place = places.get(key)
    if (place === undefined) places.set(key, [row])
    else place.push(row)
  }
  const groups: Group[] = []
  for (const place of [...places.values()].toSorted(([left], [right]) => byPlace(left, right))) {
    const [first] = place
    if (place.some(({ scale }) => !isSame(scale, first.scale))) return { outcome: 'refused', fault: MIXED }
    const scores: Scores = { scale: first.scale, bars: place }
    for (const measured of metric.measure(scores)) groups.push(groupOf(metric, question, first, measured))
  }
  // Whoever asks for one number gets one, also where there is nothing yet.
  if (groups.length === 0 && question.by.length === 0 && question.every === null)
    groups.push(...metric.measure(null).map((measured) => groupOf(metric, question, NOWHERE, measured)))
  return { outcome: 'measured', groups }
}

const MIXED: Fault = {
  pointer: '/query/by',
  code: 'scales_mixed',
  detail:
    'Questions of different scales have no number in common. Add `by=survey,question` or `by=scale`, or choose one with `where=question:…`.',
}

const isSame = (left: Scale, right: Scale): boolean => left.min === right.min && left.max === right.max

function groupOf(metric: Metric, question: Question, place: Place, measured: Measured): Group {
  const { value, n, count, interval, by = {} } = measured
  return {
    by: { ...labelled(question, place.by), ...by },
    ...(place.at === null ? {} : { at: place.at }),
    value,
    n,
    ...(count === undefined ? {} : { count }),
    interval,
    method: metric.method,
  }
}

function byPlace(left: Place, right: Place): number {
  for (const [index, text] of left.by.entries()) {
    const other = right.by[index] ?? ''
    if (text !== other) return text < other ? -1 : 1
  }
  return (left.at?.getTime() ?? 0) - (right.at?.getTime() ?? 0)
}
