import { INVITED, type InvitationDecision, notInvited } from './invitation.js'

/** The kind of the timers that look again at orders which wait. */
export const PARKED_ORDER = 'parked_order'

/** What is known when an order is looked at. */
export interface OrderSituation {
  readonly hasSurvey: boolean
  /** How this service's copy of the person compares with what the order was decided on. */
  readonly person: 'unknown' | 'older' | 'current'
  /** What is known of the person may be kept and not used. */
  readonly isRestricted: boolean
  /** The copy has read everything that stood in the log when the order was looked at first. */
  readonly copyHasRead: boolean
  readonly arrivedAt: Date
  readonly expiresAt: Date
  /** When it is looked at next, should it wait. */
  readonly lookAgainAt: Date
  /** The least that an order waits before something counts as missing. */
  readonly patienceMs: number
}

export type OrderDecision =
  | { readonly outcome: 'decided'; readonly invitation: InvitationDecision }
  | { readonly outcome: 'parked'; readonly until: Date }

/**
 * Decides on an order of another service. What it names and is not here yet is waited for; it counts as missing once
 * this service has read everything older than the order, or the order has expired. Somebody whose copy stays older
 * than the order, although everything has been read, is asked: nothing newer will come.
 */
export function decideOrder(situation: OrderSituation, now: Date): OrderDecision {
  const { hasSurvey, person, expiresAt } = situation
  const hasWaited = now.getTime() - situation.arrivedAt.getTime() >= situation.patienceMs
  const isOver = expiresAt <= now
  if (!hasSurvey) return isOver || hasWaited ? decided(notInvited('survey_missing')) : parked(situation)
  const isSettled = hasWaited && situation.copyHasRead
  if (person === 'unknown') return isOver || isSettled ? decided(notInvited('profile_not_seen')) : parked(situation)
  if (isOver) return decided(notInvited('expired'))
  if (situation.isRestricted) return decided(notInvited('restricted'))
  if (person === 'older' && !isSettled) return parked(situation)
  return decided(INVITED)
}

const decided = (invitation: InvitationDecision): OrderDecision => ({ outcome: 'decided', invitation })

// Never beyond the order's own end.
const parked = ({ lookAgainAt, expiresAt }: OrderSituation): OrderDecision => ({
  outcome: 'parked',
  until: lookAgainAt < expiresAt ? lookAgainAt : expiresAt,
})
