import { type Identifier } from '@polyphon/values'

/** How many different values of a type one person may have; within a number of days, or ever. */
export interface IdentifierLimit {
  readonly most: number
  readonly withinDays: number | null
  /** At the limit a new value takes the place of the one that was not seen for longest; else the new one is left out. */
  readonly replaces?: true
}

/** By what rules identifiers lead to people. A change gets a new version, which the ledger notes with every link. */
export interface IdentityRules {
  readonly version: number
  /** Types that identify: whoever has one is no visitor any more. How many one person may have is in `limits`. */
  readonly identifyingTypes: ReadonlySet<string>
  /** Types that say which device it was: several people may use one. */
  readonly deviceTypes: ReadonlySet<string>
  /** Lower comes first; types that are not named have `otherPriority`, in alphabetical order. */
  readonly priorities: Readonly<Record<string, number>>
  readonly otherPriority: number
  readonly limits: Readonly<Record<string, IdentifierLimit>>
  readonly otherLimit: IdentifierLimit
  /** Within how many days as many addresses as one person may have, and one more, tell that an identifier is shared. */
  readonly sharedWithinDays: number
}

const DEVICE_TYPES = [
  'anonymous_id',
  'device_id',
  'ios.id',
  'ios.idfa',
  'ios.push_token',
  'android.id',
  'android.idfa',
  'android.push_token',
  'cross_domain_id',
  'ga_client_id',
] as const
const ofDevices = <Value>(value: Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(DEVICE_TYPES.map((type) => [type, value]))
// A browser that forgets its cookies every week makes up about so many in a year.
const NEWEST_DEVICES: IdentifierLimit = { most: 50, withinDays: null, replaces: true }

export const DEFAULT_RULES: IdentityRules = {
  version: 4,
  identifyingTypes: new Set(['user_id']),
  deviceTypes: new Set(DEVICE_TYPES),
  // What a device makes up says least about who somebody is: whoever has had many is still known by the rest.
  priorities: { user_id: 1, email: 2, phone: 3, ...ofDevices(9) },
  otherPriority: 5,
  limits: { user_id: { most: 1, withinDays: null }, ...ofDevices(NEWEST_DEVICES) },
  otherLimit: { most: 5, withinDays: null },
  sharedWithinDays: 30,
}

export const limitOf = (rules: IdentityRules, type: string): IdentifierLimit =>
  (Object.hasOwn(rules.limits, type) ? rules.limits[type] : undefined) ?? rules.otherLimit

/** Identifiers by priority: whatever comes first wins where not all of them can belong to one person. What says nothing is apart. */
export function rank(
  identifiers: readonly Identifier[],
  rules: IdentityRules,
): { readonly usable: readonly Identifier[]; readonly blocked: readonly Identifier[] } {
  const blocked = identifiers.filter(isBlocked)
  const usable = blocked.length === 0 ? identifiers : identifiers.filter((identifier) => !blocked.includes(identifier))
  return { usable: usable.toSorted(byPriority(rules)), blocked }
}

function byPriority(rules: IdentityRules): (left: Identifier, right: Identifier) => number {
  const priority = (type: string): number =>
    (Object.hasOwn(rules.priorities, type) ? rules.priorities[type] : undefined) ?? rules.otherPriority
  return (left, right) =>
    priority(left.type) - priority(right.type) || compare(left.type, right.type) || compare(left.value, right.value)
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

// What programs send when they have no id at hand. One such value would make strangers one person.
const BLOCKED: ReadonlySet<string> = new Set([
  // languages, databases, spreadsheets
  'null',
  'nil',
  'none',
  'undefined',
  'nan',
  'infinity',
  '-infinity',
  'object object',
  'true',
  'false',
  '-1',
  '#n/a',
  '#ref!',
  '#value!',
  '#name?',
  '#null!',
  // people
  'anonymous',
  'anonym',
  'anon',
  'guest',
  'gast',
  'visitor',
  'besucher',
  'user',
  'nutzer',
  'benutzer',
  'unknown',
  'unbekannt',
  'unidentified',
  'keine',
  'k.a.',
  'n/a',
  'test',
  'not set',
  'not_set',
  'unset',
  'not_authenticated',
  // names of fields
  'id',
  'distinctid',
  'distinct_id',
  'email',
  // one for all devices: of an Android version, and where a system hides the real one
  '9774d56d682e549c',
  '02:00:00:00:00:00',
])
// Values that were put together of nothing: `undefined undefined`, `NaN-NaN`.
const NOTHING_TWICE = /^(?:null|undefined|nan|none)(?:[\s_:/-]+(?:null|undefined|nan|none))+$/
// A template that nobody has filled in: `{{user.id}}`, `${id}`, `%USER_ID%`, `<%= id %>`, `*|ID|*`, `$userId`.
const UNFILLED = /^(?:\{\{.*\}\}|\$\{.*\}|%\w+%|<%.*%>|\*\|.*\|\*|\$[a-z_]\w*)$/s
const ONLY_ONES = /^f{8}-?(?:f{4}-?){3}f{12}$/
const WRAPPED = /^(?:"(.*)"|'(.*)'|\((.*)\)|<(.*)>|\[(.*)\]|\{(.*)\})$/s
const ONLY_ZEROS = /^[0-]*$/
// Mailboxes that no single person reads.
const ROLE_MAILBOX = /^(no-?reply|info)@/

/** Whether a value says nothing about who somebody is. */
export function isBlocked({ type, value }: Identifier): boolean {
  const text = value.trim().toLowerCase()
  if (UNFILLED.test(text)) return true
  const bare = unwrapped(text)
  if (ONLY_ZEROS.test(bare) || BLOCKED.has(bare) || NOTHING_TWICE.test(bare) || ONLY_ONES.test(bare)) return true
  return type === 'email' && ROLE_MAILBOX.test(text)
}

const MOST_WRAPS = 3

function unwrapped(text: string): string {
  let bare = text
  for (let wraps = 0; wraps < MOST_WRAPS; wraps += 1) {
    const inner = WRAPPED.exec(bare)
      ?.slice(1)
      .find((part) => part !== undefined)
    if (inner === undefined) return bare
    bare = inner.trim()
  }
  return bare
}
