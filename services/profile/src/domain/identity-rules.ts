import { type Identifier } from '@polyphon/values'

/** How many different values of a type one person may have; within a number of days, or ever. */
export interface IdentifierLimit {
  readonly most: number
  readonly withinDays: number | null
}

/** By what rules identifiers lead to people. A change gets a new version, which the ledger notes with every link. */
export interface IdentityRules {
  readonly version: number
  /** Types of which nobody has two: two different values are two people. */
  readonly uniqueTypes: ReadonlySet<string>
  /** Lower comes first; types that are not named have `otherPriority`, in alphabetical order. */
  readonly priorities: Readonly<Record<string, number>>
  readonly otherPriority: number
  readonly limits: Readonly<Record<string, IdentifierLimit>>
  readonly otherLimit: IdentifierLimit
}

export const DEFAULT_RULES: IdentityRules = {
  version: 2,
  uniqueTypes: new Set(['user_id']),
  // What a device makes up says least about who somebody is: whoever has had many is still known by the rest.
  priorities: { user_id: 1, email: 2, phone: 3, anonymous_id: 9, device_id: 9 },
  otherPriority: 5,
  limits: { user_id: { most: 1, withinDays: null } },
  otherLimit: { most: 5, withinDays: null },
}

export const limitOf = (rules: IdentityRules, type: string): IdentifierLimit =>
  (Object.hasOwn(rules.limits, type) ? rules.limits[type] : undefined) ?? rules.otherLimit

/** Sorts by priority: whatever comes first wins where not all of them can belong to one person. */
export function byPriority(rules: IdentityRules): (left: Identifier, right: Identifier) => number {
  const rank = (type: string): number =>
    (Object.hasOwn(rules.priorities, type) ? rules.priorities[type] : undefined) ?? rules.otherPriority
  return (left, right) =>
    rank(left.type) - rank(right.type) || compare(left.type, right.type) || compare(left.value, right.value)
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

// What programs send when they have no id at hand. One such value would make strangers one person.
const BLOCKED_EXACTLY: ReadonlySet<string> = new Set(['[object Object]', 'NaN', 'None', 'none', '0', '-1'])
const BLOCKED_IN_ANY_CASE: ReadonlySet<string> = new Set([
  'null',
  'anonymous',
  'guest',
  'distinctid',
  'distinct_id',
  'id',
  'not_authenticated',
  'email',
  'undefined',
  'true',
  'false',
  'gast',
  'unbekannt',
  'keine',
  'k.a.',
  'n/a',
  'test',
])
const ONLY_ZEROS = /^[0-]*$/
// Mailboxes that no single person reads.
const ROLE_MAILBOX = /^(no-?reply|info)@/

/** Whether a value says nothing about who somebody is. */
export function isBlocked({ type, value }: Identifier): boolean {
  const text = value.trim()
  if (ONLY_ZEROS.test(text) || BLOCKED_EXACTLY.has(text) || BLOCKED_IN_ANY_CASE.has(text.toLowerCase())) return true
  return type === 'email' && ROLE_MAILBOX.test(text)
}
