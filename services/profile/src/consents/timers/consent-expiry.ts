import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { expireConsent } from '../commands/expire-consent.js'
import { EXPIRY_TIMER } from '../steps/expiry-timer.js'

const Data = z.object({ profileId: z.string(), purpose: z.string() })

/** The moment at which a grant ends that was given for a time. */
export const consentExpiryTimer = (): TimerKind => ({
  kind: EXPIRY_TIMER,
  data: Data,
  handle: (tx, { data }) => expireConsent(tx, Data.parse(data)),
})
