import { metrics } from '../domain/metrics/catalogue.js'
import type { Metric } from '../domain/metrics/metric.js'

/** The catalogue, in the order of the documentation. */
export const listMetrics = (): readonly Metric[] => metrics
