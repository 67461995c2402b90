import type { Feature } from '@polyphon/service-kit'
import type { AnalyticsDeps } from '../config.js'
import { metricRoutes } from './http/metrics.js'

/** The catalogue of metrics, the questions that they answer, and the statistics behind their intervals. */
export const metrics: Feature<AnalyticsDeps> = { routes: [metricRoutes] }
