import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { passMembership } from '../commands/pass-membership.js'
import { walkMembers } from '../commands/walk-members.js'
import { ACCOUNT_WALK_TIMER } from '../steps/account-walk.js'
import { MEMBERSHIP_TIMER } from '../steps/membership-timer.js'

const Data = z.object({ profileId: z.string() })

/** The moment at which a membership begins or ends by time. */
export const membershipTimer = (): TimerKind => ({
  kind: MEMBERSHIP_TIMER,
  data: Data,
  handle: (tx, { data }) => passMembership(tx, Data.parse(data)),
})

const Walk = z.object({
  accountKey: z.string(),
  version: z.int().nullable(),
  afterId: z.string().nullable(),
  left: z.array(z.string()),
})

/** Looks at the members of an account whose traits have changed, chunk by chunk. */
export const accountWalkTimer = (): TimerKind => ({
  kind: ACCOUNT_WALK_TIMER,
  data: Walk,
  handle: (tx, { data }) => walkMembers(tx, Walk.parse(data)),
})
