import type { Unit } from '../../drawing/domain/scale.js'
import type { Texts } from '../../facts/domain/texts.js'
import type { Interval } from './interval.js'
import type { Bar } from './mean.js'

/** How the interval was made; a count is exact and has none. */
export type Method = 'count' | 'wilson' | 'adjusted_wald' | 't'

/** A number with what it rests on. */
export interface Measured {
  /** Null where nothing can be said yet. */
  readonly value: number | null
  /** How many facts it rests on. */
  readonly n: number
  readonly interval: Interval | null
  /** Of a share: how many of the n. */
  readonly count?: number
  /** What tells several numbers of one group apart. */
  readonly by?: Texts
}

/** What was counted in one group: all, and those that fulfil something. */
export interface Tally {
  readonly n: number
  readonly hits: number
}

/** All scores of one group on one scale. */
export interface Scores {
  readonly scale: Scale
  readonly bars: readonly Bar[]
}

export interface Scale {
  readonly min: number
  readonly max: number
}

export type CountSource = 'interactions' | 'persons' | 'messages' | 'deliveries' | 'answers'

interface MetricText {
  readonly key: string
  readonly title: { readonly de: string; readonly en: string }
  readonly meaning: string
  readonly unit: Unit
  readonly formula: string
  readonly method: Method
  readonly dimensions: readonly string[]
  /** The name under which the metric tells several numbers of one group apart. */
  readonly splitsBy?: string
}

/** A number of facts, or a share among them. */
export interface CountMetric extends MetricText {
  readonly source: CountSource
  measure(tally: Tally): Measured
}

/** A number made of scores; scores of different scales never meet in it. */
export interface ScoreMetric extends MetricText {
  readonly source: 'scores'
  /** The kinds of question that it is about; null for all that have a score. */
  readonly kinds: readonly string[] | null
  /** The only scale that it makes sense on; null for any. */
  readonly scale: Scale | null
  /** `scores` is null when there are none. */
  measure(scores: Scores | null): readonly Measured[]
}

export type Metric = CountMetric | ScoreMetric

export const share = ({ n, hits }: Tally, interval: (hits: number, n: number) => Interval | null): Measured => ({
  value: n === 0 ? null : hits / n,
  n,
  count: hits,
  interval: interval(hits, n),
})

export const exactly = ({ n }: Tally): Measured => ({ value: n, n, interval: null })
