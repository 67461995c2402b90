import { LONGEST_HANDOVER, type Owner } from '@polyphon/contracts'
import type { Work } from './work.js'

/** Whether something is to be done about a request, and how things are then. */
export type WorkDecision =
  | { readonly outcome: 'changed'; readonly work: Work }
  /** It was so before. */
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'ended' }

/** Somebody of the firm who does something. */
export interface Hand {
  readonly staffId: string
}

/**
 * Decides what it is when work is taken on: of what was a unit's and nobody's, whoever takes it on is the owner. Somebody who
 * speaks for somebody else, and a program, leaves it where it is.
 */
export function decideAcknowledge(work: Work, by: Hand | null, now: Date): WorkDecision {
  if (work.endedAt !== null) return { outcome: 'ended' }
  if (work.state === 'acknowledged') return { outcome: 'unchanged' }
  const taken = { ...work, state: 'acknowledged', acknowledgedAt: work.acknowledgedAt ?? now } as const
  if (by === null || work.owner.staffId !== undefined) return changed(taken)
  const because = `Staff ${by.staffId} has taken it on.`
  return changed({ ...taken, ...handed(work, { unit: work.owner.unit, staffId: by.staffId, because }, now) })
}

/** Decides what it is when work is done; it may be done without having been taken on. */
export function decideComplete(work: Work, now: Date): WorkDecision {
  if (work.state === 'done') return { outcome: 'unchanged' }
  if (work.endedAt !== null) return { outcome: 'ended' }
  return changed({ ...work, state: 'done', endedAt: now })
}

/** Decides what it is when there is nothing to do any more. */
export function decideCancel(work: Work, now: Date): WorkDecision {
  if (work.endedAt !== null) return { outcome: 'ended' }
  return changed({ ...work, state: 'canceled', endedAt: now })
}

/**
 * Decides what it is when work is handed to somebody: they have to take it on themselves. Its due time stays: whoever waits
 * for it does not wait longer. Source: specs/journey.md, everybody's work.
 */
export function decideReassign(work: Work, owner: Owner, now: Date): WorkDecision {
  if (work.endedAt !== null) return { outcome: 'ended' }
  if (isSameOwner(work.owner, owner)) return { outcome: 'unchanged' }
  return changed({ ...work, state: 'open', ...handed(work, owner, now) })
}

/** What happens at the due time of work, and again and again after it. */
export interface Lateness {
  /** It has just become late. */
  readonly overdue: Work | null
  /** It goes up to whoever comes next. */
  readonly escalated: Work | null
  /** When it is looked at again; null when nothing more will come of it. */
  readonly again: Date | null
}

/**
 * Decides what it is when work is late: it is found to be so once, and goes up to whoever comes next at once; then again
 * each time that nobody has it in hand, until nobody knows any more who had it. `next` says who comes next.
 */
export function decideLateness(work: Work, next: Owner | null, now: Date): Lateness {
  if (work.endedAt !== null) return { overdue: null, escalated: null, again: null }
  const overdue = work.overdueAt === null ? { ...work, version: work.version + 1, overdueAt: now } : null
  const late = overdue ?? work
  // Of more owners the first are forgotten: it would go round in a unit that many lead, hour after hour, for ever.
  const hasHadAll = late.handOvers >= LONGEST_HANDOVER
  if (hasHadAll) return { overdue, escalated: null, again: null }
  const again = new Date(now.getTime() + stepOf(late))
  // Whoever has taken it on may hand it over, and at the top somebody may come: it is looked at until it has ended.
  if (isInHand(work) || next === null) return { overdue, escalated: null, again }
  const escalated: Work = { ...late, version: late.version + 1, state: 'open', ...handed(late, next, now) }
  return { overdue, escalated, again }
}

/** Whether somebody has taken on what was late before: it does not go up. */
export const isInHand = ({ overdueAt, state }: Work): boolean => overdueAt !== null && state === 'acknowledged'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Each has as long as there was for all of it, and an hour at least, a day at most. */
function stepOf({ openedAt, dueAt }: Work): number {
  const whole = (dueAt ?? openedAt).getTime() - openedAt.getTime()
  return Math.min(Math.max(whole, HOUR_MS), DAY_MS)
}

const changed = (work: Work): WorkDecision => ({ outcome: 'changed', work: { ...work, version: work.version + 1 } })

const isSameOwner = (left: Owner, right: Owner): boolean => left.unit === right.unit && left.staffId === right.staffId

function handed(work: Work, owner: Owner, now: Date): Pick<Work, 'owner' | 'formerOwners' | 'handOvers'> {
  const former = [...work.formerOwners, { ...work.owner, until: now.toISOString() }]
  return { owner, formerOwners: former.slice(-LONGEST_HANDOVER), handOvers: work.handOvers + 1 }
}
