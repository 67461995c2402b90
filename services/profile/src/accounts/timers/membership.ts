import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { passMembership } from '../commands/pass-membership.js'
import { MEMBERSHIP_TIMER } from '../steps/membership-timer.js'

const Data = z.object({ profileId: z.string() })

/** The moment at which a membership begins or ends by time. */
export const membershipTimer = (): TimerKind => ({
  kind: MEMBERSHIP_TIMER,
  data: Data,
  handle: (tx, { data }) => passMembership(tx, Data.parse(data)),
})
