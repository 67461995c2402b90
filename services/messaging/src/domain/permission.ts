import type { PermissionState } from '@polyphon/contracts'

/** How things stand for one person, channel and topic. */
export interface Permission {
  readonly channel: string
  readonly topic: string
  readonly state: PermissionState
  readonly occurredAt: Date
  readonly entryId: string
}

/** The proof of a decision: what the person was shown, and what they did. */
export interface PermissionProof {
  readonly noticeKey: string
  readonly noticeVersion: string
  readonly noticeText: string
  readonly locale: string
  readonly mechanism: string
  readonly occurredAt: Date
  readonly actor: string
}

const RESTRICTIVE: Readonly<Record<PermissionState, number>> = {
  withdrawn: 3,
  denied: 2,
  existing_customer: 1,
  granted: 0,
}

/**
 * Decides what holds after one more decision has been recorded. The latest one by its own time wins, so a grant that
 * is older than a withdrawal changes nothing; of two at the same moment the more restrictive one wins.
 */
export function decidePermission(current: Permission | null, next: Permission): Permission {
  if (current === null) return next
  const later = next.occurredAt.getTime() - current.occurredAt.getTime()
  if (later !== 0) return later > 0 ? next : current
  return RESTRICTIVE[next.state] >= RESTRICTIVE[current.state] ? next : current
}

/**
 * Joins what held for two people who turned out to be one: the more restrictive decision, dated like the later of both,
 * so that no older record brings the other one back.
 */
export function joinPermissions(own: Permission | null, absorbed: Permission): Permission {
  if (own === null) return absorbed
  const stricter = RESTRICTIVE[absorbed.state] > RESTRICTIVE[own.state] ? absorbed : own
  const later = absorbed.occurredAt > own.occurredAt ? absorbed : own
  return { ...stricter, occurredAt: later.occurredAt }
}
