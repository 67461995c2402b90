import type { PermissionState } from '@polyphon/contracts'

/** How things stand for one person, channel and topic. */
export interface Permission {
  readonly channel: string
  readonly topic: string
  readonly state: PermissionState
  readonly occurredAt: Date
  readonly entryId: string
}

const RESTRICTIVE: Readonly<Record<PermissionState, number>> = {
  withdrawn: 3,
  denied: 2,
  existing_customer: 1,
  granted: 0,
}

/**
 * What binds a message to a bare address: a refusal of anybody who has it. A yes was given to be written to as a person,
 * and by one of those who may share the address, so it counts for nothing here.
 */
export function strictestNo(states: readonly PermissionState[]): PermissionState | null {
  return (['withdrawn', 'denied'] as const).find((state) => states.includes(state)) ?? null
}

const isNo = ({ state }: Permission): boolean => state === 'withdrawn' || state === 'denied'

/**
 * Decides what holds after one more decision has been recorded. The latest one by its own time wins, so a grant that
 * is older than a withdrawal changes nothing; of two at the same moment the more restrictive one wins. A yes that is
 * dated ahead of `now` outlives no no.
 */
export function decidePermission(current: Permission | null, next: Permission, now: Date): Permission {
  if (current === null) return next
  if (current.occurredAt > now && !isNo(current) && isNo(next)) return next
  const later = next.occurredAt.getTime() - current.occurredAt.getTime()
  if (later !== 0) return later > 0 ? next : current
  return RESTRICTIVE[next.state] >= RESTRICTIVE[current.state] ? next : current
}

/**
 * What holds once somebody has unsubscribed: that means now, whatever was dated ahead. It is not older than the no whose
 * place it takes, so that no yes from between the two comes back.
 */
export function withdrawNow(current: Permission | null, next: Permission): Permission {
  if (current === null || !isNo(current) || current.occurredAt <= next.occurredAt) return next
  return { ...next, occurredAt: current.occurredAt }
}

/**
 * Joins what held for two people who turned out to be one: the more restrictive decision, dated like the later of both,
 * so that no older record brings the other one back.
 */
export function joinPermissions(survivor: Permission | null, absorbed: Permission): Permission {
  if (survivor === null) return absorbed
  const stricter = RESTRICTIVE[absorbed.state] > RESTRICTIVE[survivor.state] ? absorbed : survivor
  const later = absorbed.occurredAt > survivor.occurredAt ? absorbed : survivor
  return { ...stricter, occurredAt: later.occurredAt }
}
