import { metrics } from '../domain/catalogue.js'
import type { Metric } from '../domain/metric.js'

/** The catalogue, in the order of the documentation. */
export const listMetrics = (): readonly Metric[] => metrics
