import { answersCount, interactionsCount, messagesCount, messagesDeliveredShare, personsCount } from './counts.js'
import type { Metric } from './metric.js'
import { csat, nps, scoreDistribution, scoreMean, scoreTop2Share } from './scores.js'

/** Every metric that can be asked for. A new one is added here, not written as SQL by whoever asks. */
export const metrics: readonly Metric[] = [
  interactionsCount,
  personsCount,
  messagesCount,
  messagesDeliveredShare,
  answersCount,
  scoreMean,
  scoreTop2Share,
  scoreDistribution,
  nps,
  csat,
]

const byKey: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.key, metric]))

export const findMetric = (key: string): Metric | undefined => byKey.get(key)
