import type { Deps, KitSettings } from '@polyphon/service-kit'
import { Duration } from '@polyphon/values'
import { z } from 'zod'

export const feedbackSettings = z.object({
  INVITATION_LIFETIME: Duration.default('P30D').describe('How long an invitation is good when nobody says otherwise'),
  ORDER_PATIENCE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(600_000)
    .default(3_000)
    .describe('The least that an order waits for a survey or a person it names, in milliseconds'),
})

export type FeedbackDeps = Deps<KitSettings & z.output<typeof feedbackSettings>, undefined>
