import { ANY_PROPERTY } from './dimension.js'
import { clip, type Interval } from './interval.js'
import { type Bar, type Mean, meanOf } from './mean.js'
import { type Measured, type Scale, type ScoreMetric, type Scores, share } from './metric.js'
import { netPromoter } from './net-promoter.js'
import { wilson } from './wilson.js'

const dimensions = ['survey', 'version', 'question', 'kind', 'scale', 'channel', 'touchpoint', 'locale', ANY_PROPERTY]
const NOTHING: Measured = { value: null, n: 0, interval: null }
/** A scale with more points is read as continuous: only the values that were given are listed. */
const MOST_POINTS = 101

export const scoreMean: ScoreMetric = {
  key: 'score.mean',
  title: { de: 'Mittlere Bewertung', en: 'Mean score' },
  meaning: 'The mean of the scores of complete answers, on the scale of the question.',
  unit: 'score',
  formula:
    'sum of scores / number of scores; interval: mean ± t(0.975, n − 1) · s / √n, cut off at the ends of the scale; none where all scores are equal',
  method: 't',
  dimensions,
  source: 'scores',
  kinds: null,
  scale: null,
  measure: (scores) => {
    const mean = meanOf(scores?.bars ?? [])
    if (mean === null || scores === null) return [NOTHING]
    return [{ value: mean.value, n: mean.n, interval: onScale(mean, scores.scale) }]
  },
}

/** No mean lies outside of its scale, and equal scores do not say how far others would differ. */
function onScale({ interval, deviation }: Mean, { min, max }: Scale): Interval | null {
  if (interval === null || deviation === 0) return null
  return { ...interval, low: clip(interval.low, min, max), high: clip(interval.high, min, max) }
}

export const scoreTop2Share: ScoreMetric = {
  key: 'score.top2_share',
  title: { de: 'Anteil der zwei besten Noten', en: 'Share of the two highest scores' },
  meaning: 'How many of the scores are one of the two highest points of their scale.',
  unit: 'share',
  formula: 'scores of at least (highest point − 1) / all scores',
  method: 'wilson',
  dimensions,
  source: 'scores',
  kinds: null,
  scale: null,
  measure: topTwo,
}

export const scoreDistribution: ScoreMetric = {
  key: 'score.distribution',
  title: { de: 'Verteilung der Bewertungen', en: 'Distribution of scores' },
  meaning: 'How often each point of the scale was chosen: one group for each, told apart by `score`.',
  splitsBy: 'score',
  unit: 'share',
  formula: 'scores of one value / all scores (n)',
  method: 'wilson',
  dimensions,
  source: 'scores',
  kinds: null,
  scale: null,
  measure: (scores) => {
    const n = countOf(scores?.bars ?? [])
    return barsOnScale(scores).map(({ value, count }) => ({
      ...share({ n, hits: count }, wilson),
      by: { score: String(value) },
    }))
  },
}

export const nps: ScoreMetric = {
  key: 'nps',
  title: { de: 'Net Promoter Score', en: 'Net Promoter Score' },
  meaning: 'Those who would recommend (9 and 10) less those who would not (0 to 6), in points from −100 to 100.',
  unit: 'points',
  formula: '100 · (promoters − detractors) / answers to questions of kind `nps` on the scale from 0 to 10',
  method: 'adjusted_wald',
  dimensions,
  source: 'scores',
  kinds: ['nps'],
  scale: { min: 0, max: 10 },
  measure: (scores) => {
    const bars = scores?.bars ?? []
    const promoters = countOf(bars.filter(({ value }) => value >= 9))
    const detractors = countOf(bars.filter(({ value }) => value <= 6))
    const n = countOf(bars)
    const result = netPromoter({ promoters, detractors, passives: n - promoters - detractors })
    return [result === null ? NOTHING : { ...result, n }]
  },
}

export const csat: ScoreMetric = {
  key: 'csat',
  title: { de: 'Zufriedene Kunden', en: 'Satisfied customers' },
  meaning: 'How many of the answers to questions of satisfaction are one of the two highest points of their scale.',
  unit: 'share',
  formula: 'scores of at least (highest point − 1) / all scores of questions of kind `csat`',
  method: 'wilson',
  dimensions,
  source: 'scores',
  kinds: ['csat'],
  scale: null,
  measure: topTwo,
}

function topTwo(scores: Scores | null): readonly Measured[] {
  const bars = scores?.bars ?? []
  const from = (scores?.scale.max ?? 0) - 1
  return [share({ n: countOf(bars), hits: countOf(bars.filter(({ value }) => value >= from)) }, wilson)]
}

const countOf = (bars: readonly Bar[]): number => bars.reduce((sum, bar) => sum + bar.count, 0)

/** Every point of the scale, also those that nobody chose, from the lowest up. */
function barsOnScale(scores: Scores | null): readonly Bar[] {
  if (scores === null) return []
  const counts = new Map(pointsOf(scores.scale).map((value) => [value, 0]))
  for (const { value, count } of scores.bars) counts.set(value, count)
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((left, right) => left.value - right.value)
}

function pointsOf({ min, max }: Scale): readonly number[] {
  const isListed = Number.isInteger(min) && Number.isInteger(max) && max - min < MOST_POINTS
  return isListed ? Array.from({ length: max - min + 1 }, (_, index) => min + index) : []
}
