import { analyticsService } from '@polyphon/analytics'
import { feedbackService } from '@polyphon/feedback'
import { journeyService } from '@polyphon/journey'
import { messagingService } from '@polyphon/messaging'
import { profileService } from '@polyphon/profile'

/** The five services, in the order of their ports. */
export const definitions = [
  profileService,
  journeyService,
  messagingService,
  feedbackService,
  analyticsService,
] as const
