import type { Fault } from '@polyphon/values'
import type { Workspace } from '../auth/workspace.js'
import type { Tx } from '../db/tx.js'
import { invalidInput } from '../http/problem.js'
import { dayOf, dayText } from './day.js'
import { readUsage, type Used } from './store.js'

/** What was used on one day. */
export interface UsedOfDay {
  readonly day: string
  readonly count: number
  /** By kind, where the counter has kinds. */
  readonly by: Readonly<Record<string, number>>
}

interface PeriodOfDays {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
/** What is kept, and a little more. */
export const MOST_DAYS = 400

/** What a workspace has used of a counter, each day of the period: 30 days until today unless something else is asked for. */
export async function readUsedDays(
  tx: Tx,
  workspace: Pick<Workspace, 'timeZone'> | null,
  { counter, period }: { readonly counter: string; readonly period: PeriodOfDays },
): Promise<readonly UsedOfDay[]> {
  const today = dayOf(tx.serverNow, workspace?.timeZone ?? 'UTC').day
  const days = daysOf(period, today)
  const used = await readUsage(tx, { from: days[0] ?? today, to: days.at(-1) ?? today })
  return usedByDay(days, used, counter)
}

/** What was used today, of this counter. */
export async function readUsedToday(tx: Tx, day: string, counter: string): Promise<UsedOfDay> {
  const [today] = usedByDay([day], await readUsage(tx, { from: day, to: day }), counter)
  return today ?? { day, count: 0, by: {} }
}

function daysOf({ from, to }: PeriodOfDays, today: string): readonly string[] {
  const last = Date.parse(to ?? (from !== undefined && from > today ? from : today))
  const first = from === undefined ? last - (DEFAULT_DAYS - 1) * DAY_MS : Date.parse(from)
  const count = (last - first) / DAY_MS + 1
  const fault = faultOf(count)
  if (fault !== null) throw invalidInput([fault])
  return Array.from({ length: count }, (_, index) => dayText(first + index * DAY_MS))
}

function faultOf(days: number): Fault | null {
  if (days < 1) return { pointer: '/query/to', code: 'days_reversed', detail: 'The last day comes before the first.' }
  const detail = `At most ${MOST_DAYS} days are answered at once.`
  return days > MOST_DAYS ? { pointer: '/query/from', code: 'too_many_days', detail } : null
}

function usedByDay(days: readonly string[], used: readonly Used[], counter: string): readonly UsedOfDay[] {
  const kinds = `${counter}.`
  return days.map((day) => {
    const ofDay = used.filter((each) => each.day === day)
    const plain = ofDay.filter((each) => each.counter === counter)
    const ofKinds = ofDay.filter((each) => each.counter.startsWith(kinds))
    const count = [...plain, ...ofKinds].reduce((sum, { amount }) => sum + amount, 0)
    return {
      day,
      count,
      by: Object.fromEntries(ofKinds.map(({ counter: name, amount }) => [name.slice(kinds.length), amount])),
    }
  })
}
