import type { Feature } from '@polyphon/service-kit'
import type { AnalyticsDeps } from '../config.js'

/** Charts and tables as text. No operation is its own: metrics draw their answers with it. */
export const drawing: Feature<AnalyticsDeps> = {}
