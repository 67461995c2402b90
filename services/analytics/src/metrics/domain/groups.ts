import type { Fault } from '@polyphon/values'
import type { Texts } from '../../facts/domain/texts.js'
import type { Interval } from './interval.js'
import type { CountMetric, Measured, Method, Metric, Scale, ScoreMetric, Scores } from './metric.js'
import { labelled, MOST_DIMENSIONS, type Question } from './question.js'

/** Where a row belongs: the values of the dimensions asked for, and the beginning of its bucket. */
export interface GroupKey {
  readonly by: readonly string[]
  readonly at: Date | null
}

export interface CountRow extends GroupKey {
  readonly n: number
  readonly hits: number
}

/** How often one value was given on one scale. */
export interface ScoreRow extends GroupKey {
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
  | {
      readonly outcome: 'measured'
      readonly groups: readonly Group[]
      /** From the lowest to the highest end of all scales; null where there are no scores. */
      readonly scale: Scale | null
    }

const WHOLE: GroupKey = { by: [], at: null }

/** Makes numbers of what was counted. The order is that of the dimensions' values, then of time. */
export function measureCounts(metric: CountMetric, question: Question, rows: readonly CountRow[]): readonly Group[] {
  return rows.toSorted(byKey).map((row) => groupOf(metric, question, row, metric.measure(row)))
}

/** Makes numbers of scores, or refuses to mix scales: a 4 of 5 and a 4 of 10 have no mean. */
export function measureScores(metric: ScoreMetric, question: Question, rows: readonly ScoreRow[]): GroupsDecision {
  const usable = rows.filter(({ scale }) => metric.scale === null || isSame(scale, metric.scale))
  const grouped = new Map<string, [ScoreRow, ...ScoreRow[]]>()
  for (const row of usable) {
    const key = JSON.stringify([row.by, row.at])
    const rowsOfGroup = grouped.get(key)
    if (rowsOfGroup === undefined) grouped.set(key, [row])
    else rowsOfGroup.push(row)
  }
  const groups: Group[] = []
  for (const rowsOfGroup of [...grouped.values()].toSorted(([left], [right]) => byKey(left, right))) {
    const [first] = rowsOfGroup
    if (rowsOfGroup.some(({ scale }) => !isSame(scale, first.scale)))
      return { outcome: 'refused', fault: mixed(question, rowsOfGroup) }
    const scores: Scores = { scale: first.scale, bars: rowsOfGroup }
    for (const measured of metric.measure(scores)) groups.push(groupOf(metric, question, first, measured))
  }
  // Whoever asks for one number gets one, also where there is nothing yet.
  if (groups.length === 0 && question.by.length === 0 && question.every === null)
    groups.push(...metric.measure(null).map((measured) => groupOf(metric, question, WHOLE, measured)))
  return { outcome: 'measured', groups, scale: spanOf(usable) }
}

function spanOf(rows: readonly ScoreRow[]): Scale | null {
  const [first, ...rest] = rows
  if (first === undefined) return null
  return rest.reduce(
    ({ min, max }, { scale }) => ({ min: Math.min(min, scale.min), max: Math.max(max, scale.max) }),
    first.scale,
  )
}

/** Names the scales that met, and what tells them apart: one question may have had several in the versions of its survey. */
function mixed({ by }: Question, rows: readonly ScoreRow[]): Fault {
  const ordered = rows.map(({ scale }) => scale).toSorted((left, right) => left.min - right.min || left.max - right.max)
  const scales = [...new Set(ordered.map(({ min, max }) => `${min}..${max}`))]
  const named = `${scales.slice(0, MOST_NAMED).join(' and ')}${scales.length > MOST_NAMED ? ' and more' : ''}`
  const grouped =
    by.length === 0
      ? 'Group by them (`by=scale`)'
      : by.length < MOST_DIMENSIONS
        ? 'Add `scale` to `by`'
        : 'Replace a dimension in `by` with `scale`'
  return {
    pointer: '/query/by',
    code: 'scales_mixed',
    detail: `The scales ${named} have no number in common. ${grouped}, or choose one (\`where=scale:${scales[0] ?? ''}\`).`,
  }
}

const MOST_NAMED = 5

const isSame = (left: Scale, right: Scale): boolean => left.min === right.min && left.max === right.max

function groupOf(metric: Metric, question: Question, key: GroupKey, measured: Measured): Group {
  const { value, n, count, interval, by = {} } = measured
  return {
    by: { ...labelled(question, key.by), ...by },
    ...(key.at === null ? {} : { at: key.at }),
    value,
    n,
    ...(count === undefined ? {} : { count }),
    interval,
    method: metric.method,
  }
}

function byKey(left: GroupKey, right: GroupKey): number {
  for (const [index, text] of left.by.entries()) {
    const other = right.by[index] ?? ''
    if (text !== other) return text < other ? -1 : 1
  }
  return (left.at?.getTime() ?? 0) - (right.at?.getTime() ?? 0)
}
