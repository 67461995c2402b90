import type { Answers } from '../../answers/domain/answers.js'
import type { Properties } from '../../answers/domain/properties.js'

/** Why somebody is not asked. Clocks, quotas and samples add their own reasons. */
export type NotInvitedReason = 'survey_missing' | 'profile_not_seen' | 'expired' | 'restricted'

/** Whether somebody is asked, why not, and until when that holds. */
export type InvitationDecision =
  | { readonly decision: 'asked'; readonly reason: null; readonly until: null }
  | { readonly decision: 'not_asked'; readonly reason: NotInvitedReason; readonly until: Date | null }

/** A decision whether to ask somebody, as it is kept. */
export interface Invitation {
  readonly id: string
  readonly profileId: string
  readonly survey: string
  /** Null where the survey was missing. */
  readonly version: number | null
  readonly decision: 'asked' | 'not_asked'
  readonly reason: string | null
  readonly until: Date | null
  readonly orderId: string | null
  readonly runId: string | null
  readonly touchpoint: string | null
  readonly properties: Properties
  readonly template: string | null
  readonly topic: string
  readonly channels: readonly string[]
  readonly locale: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  /** The id of the answer that this invitation leads to; the same for all its parts. */
  readonly answerId: string
  readonly answers: Answers
  readonly startedAt: Date | null
  readonly usedAt: Date | null
}

export type InvitationState = 'open' | 'used' | 'expired' | 'not_asked'

/** What can still be done with an invitation. One that is used stays used, also after it would have expired. */
export function stateOf(invitation: Pick<Invitation, 'decision' | 'usedAt' | 'expiresAt'>, now: Date): InvitationState {
  if (invitation.decision === 'not_asked') return 'not_asked'
  if (invitation.usedAt !== null) return 'used'
  return invitation.expiresAt <= now ? 'expired' : 'open'
}

export const INVITED: InvitationDecision = { decision: 'asked', reason: null, until: null }

export const notInvited = (reason: NotInvitedReason): InvitationDecision => ({
  decision: 'not_asked',
  reason,
  until: null,
})
