import type { JsonObject } from '@polyphon/contracts'

/** What was said of somebody and an account. */
export interface Statement {
  readonly accountKey: string
  /** `put`: these roles in its time. `end`: none from then on. `call`: a group call, which begins what there is not. */
  readonly kind: 'put' | 'end' | 'call'
  readonly roles: readonly string[]
  readonly from: Date
  /** Null: for ever. */
  readonly to: Date | null
  /** When it was said: of what was said of a moment, the latest counts. */
  readonly at: Date
  /** In the order of arrival. */
  readonly position: number
}

/** What somebody is in an account, from one moment to just before another one. */
export interface Period {
  readonly roles: readonly string[]
  readonly from: Date
  readonly to: Date | null
}

/** How many accounts of one person everybody sees: those in which they are longest. All others are kept and listed. */
export const MOST_SHOWN = 200

const LAST = 8.64e15
const endOf = ({ to }: Pick<Period, 'to'>): number => to?.getTime() ?? LAST
const toEnd = (ms: number): Date | null => (ms >= LAST ? null : new Date(ms))

/** What everything that was said of one account comes to: periods that follow each other, whatever arrived first. */
export function foldPeriods(statements: readonly Omit<Statement, 'accountKey'>[]): readonly Period[] {
  let periods: readonly Period[] = []
  const inOrder = statements.toSorted(
    (left, right) => left.at.getTime() - right.at.getTime() || left.position - right.position,
  )
  // Joined each time: of a thousand requests that say the same there is one period.
  for (const statement of inOrder) periods = joined(state(periods, statement))
  return periods
}

function state(
  periods: readonly Period[],
  { kind, roles, from, to }: Omit<Statement, 'accountKey'>,
): readonly Period[] {
  if (kind === 'end') return without(periods, { from, to: null })
  if (kind === 'put') return insert(without(periods, { from, to }), { roles, from, to })
  if (periodAt(periods, from) !== null) return periods
  const next = periods.find((period) => period.from > from)
  return insert(periods, { roles, from, to: next?.from ?? null })
}

const insert = (periods: readonly Period[], period: Period): readonly Period[] =>
  [...periods, period].toSorted((left, right) => left.from.getTime() - right.from.getTime())

/** Periods with a time cut out of them. */
function without(periods: readonly Period[], cut: Pick<Period, 'from' | 'to'>): readonly Period[] {
  const [begin, end] = [cut.from.getTime(), endOf(cut)]
  return periods.flatMap((period) => {
    const before = { ...period, to: toEnd(Math.min(endOf(period), begin)) }
    const after = { ...period, from: new Date(Math.max(period.from.getTime(), Math.min(end, LAST))) }
    return [before, after].filter((part) => part.from.getTime() < endOf(part))
  })
}

const isSameRoles = (left: readonly string[], right: readonly string[]): boolean => left.join('\n') === right.join('\n')

/** Those that follow each other with the same roles are one. */
function joined(periods: readonly Period[]): readonly Period[] {
  const result: Period[] = []
  for (const period of periods) {
    const last = result.at(-1)
    if (last !== undefined && endOf(last) === period.from.getTime() && isSameRoles(last.roles, period.roles))
      result[result.length - 1] = { ...last, to: period.to }
    else result.push(period)
  }
  return result
}

/** The period that holds at a moment. */
export const periodAt = (periods: readonly Period[], at: Date): Period | null =>
  periods.find((period) => period.from <= at && at.getTime() < endOf(period)) ?? null

/** The period that holds, else the next one, else the last; null where there is none. */
export const shownPeriod = (periods: readonly Period[], now: Date): Period | null =>
  periods.find((period) => now.getTime() < endOf(period)) ?? periods.at(-1) ?? null

/** When time alone begins or ends something next; null where it does not. */
export function nextChange(periods: readonly Period[], now: Date): Date | null {
  const moments = periods.flatMap(({ from, to }) => [from, ...(to === null ? [] : [to])])
  return moments.filter((moment) => moment > now).toSorted((left, right) => left.getTime() - right.getTime())[0] ?? null
}

/** An account that somebody is in, as everybody sees it. */
export interface Membership extends JsonObject {
  readonly accountKey: string
  readonly roles: readonly string[]
  readonly validFrom: string
  readonly validTo?: string
}

export const toMembership = (accountKey: string, { roles, from, to }: Period): Membership => ({
  accountKey,
  roles: [...roles],
  validFrom: from.toISOString(),
  ...(to === null ? {} : { validTo: to.toISOString() }),
})

export const isMembership = (account: JsonObject): account is Membership =>
  typeof account['accountKey'] === 'string' &&
  Array.isArray(account['roles']) &&
  typeof account['validFrom'] === 'string'

/** Those that everybody sees, by their keys. */
export const shownOf = (memberships: readonly Membership[]): readonly Membership[] =>
  memberships
    .toSorted((left, right) => compare(left.validFrom, right.validFrom) || compare(left.accountKey, right.accountKey))
    .slice(0, MOST_SHOWN)
    .toSorted((left, right) => compare(left.accountKey, right.accountKey))

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
