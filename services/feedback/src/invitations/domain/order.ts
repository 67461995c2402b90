import { feedbackPlanned } from '@polyphon/contracts'
import { z } from 'zod'
import { INVITED, type InvitationDecision, notInvited } from './invitation.js'

/** The kind of the timers that look again at orders which wait. */
export const PARKED_ORDER = 'parked_order'

/** An order that waits for a survey or a person it names, with where the log of people ended when it came. */
export const ParkedOrder = z.object({
  order: feedbackPlanned.data,
  arrivedAt: z.iso.datetime(),
  tries: z.int().min(1),
  ends: z.array(z.object({ topic: z.string(), topicId: z.string(), partition: z.int(), end: z.string() })),
})
export type ParkedOrder = z.output<typeof ParkedOrder>

/** What is known when an order is looked at. */
export interface OrderSituation {
  readonly hasSurvey: boolean
  /** How this service's copy of the person compares with what the order was decided on. */
  readonly person: 'unknown' | 'older' | 'current'
  /** The copy has read everything that stood in the log when the order came. */
  readonly copyHasRead: boolean
  readonly arrivedAt: Date
  readonly expiresAt: Date
  /** How often it has been looked at before. */
  readonly tries: number
  /** The least that an order waits before something counts as missing. */
  readonly patienceMs: number
}

export type OrderDecision =
  | { readonly outcome: 'decided'; readonly invitation: InvitationDecision }
  | { readonly outcome: 'parked'; readonly until: Date }

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000

/**
 * Decides on an order of another service. What it names and is not here yet is waited for; it counts as missing once
 * this service has read everything older than the order, or the order has expired. Somebody whose copy stays older
 * than the order, although everything has been read, is asked: nothing newer will come.
 */
export function decideOrder(situation: OrderSituation, now: Date): OrderDecision {
  const { hasSurvey, person, expiresAt } = situation
  const hasWaited = now.getTime() - situation.arrivedAt.getTime() >= situation.patienceMs
  const isOver = expiresAt <= now
  if (!hasSurvey) return isOver || hasWaited ? decided(notInvited('survey_missing')) : parked(situation, now)
  const isSettled = hasWaited && situation.copyHasRead
  if (person === 'unknown')
    return isOver || isSettled ? decided(notInvited('profile_not_seen')) : parked(situation, now)
  if (isOver) return decided(notInvited('expired'))
  if (person === 'older' && !isSettled) return parked(situation, now)
  return decided(INVITED)
}

const decided = (invitation: InvitationDecision): OrderDecision => ({ outcome: 'decided', invitation })

// Soon at first, as copies are usually milliseconds behind; never beyond the order's own end.
function parked({ tries, expiresAt }: OrderSituation, now: Date): OrderDecision {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS)
  return { outcome: 'parked', until: new Date(Math.min(now.getTime() + pause, expiresAt.getTime())) }
}
