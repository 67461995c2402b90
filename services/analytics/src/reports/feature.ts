import type { Feature } from '@polyphon/service-kit'
import type { AnalyticsDeps } from '../config.js'
import { reportRoutes } from './http/reports.js'

/** Several answers beside each other, for people: as numbers, or as a page of drawings and tables. */
export const reports: Feature<AnalyticsDeps> = { routes: [reportRoutes] }
