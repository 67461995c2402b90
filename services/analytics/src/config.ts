import type { Deps, KitSettings } from '@polyphon/service-kit'
import { z } from 'zod'
import type { FactStore } from './facts/store/facts.js'
import type { FactReader } from './metrics/store/fact-reader.js'

export const analyticsSettings = z.object({
  METRIC_GROUPS_MOST: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(10_000)
    .describe('Most groups in the answer to one question'),
})

export interface AnalyticsTools {
  readonly facts: FactStore
  readonly reader: FactReader
}

export type AnalyticsDeps = Deps<KitSettings & z.output<typeof analyticsSettings>, AnalyticsTools>
