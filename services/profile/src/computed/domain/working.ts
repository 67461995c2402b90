import type { Occurrence } from '@polyphon/conditions'
import type { ComputedContent, ComputedSet } from './computed-trait.js'
import { countsSince } from './period.js'
import { type ComputedValue, MOST_VALUES, workOut } from './value.js'

/** Why somebody has a value, or none. */
export const REASONS = [
  'worked_out',
  'archived',
  'restricted',
  'not_allowed',
  'nothing_counts',
  'no_values',
  'too_many_values',
  'out_of_range',
  'under_way',
] as const
export type Reason = (typeof REASONS)[number]

/** How a value came about. */
export interface Working extends ComputedValue {
  readonly reason: Reason
  /** In plain English; it quotes what the definition says. */
  readonly because: string
  /** How many events count, and how many values these have. */
  readonly events: number
  readonly values: number
  /** When the oldest and the newest of them happened. */
  readonly oldest: Date | null
  readonly newest: Date | null
  /** Behind which moment events count; null for all that ever happened, or where nothing was looked at. */
  readonly since: Date | null
}

/** Of whom nothing was looked at. */
export const notLookedAt = (reason: Reason, because: string): Working => ({
  reason,
  because,
  value: undefined,
  until: null,
  events: 0,
  values: 0,
  oldest: null,
  newest: null,
  since: null,
})

/** Works a trait out and says how: from how many events of which time, and why there is no value where there is none. */
export function describeValue(
  trait: ComputedContent,
  occurrences: readonly Occurrence[],
  { now, clock }: { readonly now: Date; readonly clock: Pick<ComputedSet, 'timeZone' | 'weekStart'> },
): Working {
  const { counting, values, numbers, different, value, until } = workOut(trait, occurrences, { now, clock })
  const reason = reasonOf({ value, events: counting.length, numbers, different }, trait)
  return {
    value,
    until,
    reason,
    because: textOf(reason, { trait, events: counting.length, values, clock }),
    events: counting.length,
    values,
    oldest: counting[0]?.at ?? null,
    newest: counting.at(-1)?.at ?? null,
    since: countsSince(trait, now, clock),
  }
}

interface Found {
  readonly value: unknown
  readonly events: number
  readonly numbers: number
  readonly different: number
}

function reasonOf({ value, events, numbers, different }: Found, { compute }: ComputedContent): Reason {
  if (value !== undefined) return 'worked_out'
  if (events === 0) return 'nothing_counts'
  if (compute === 'unique_list' || compute === 'most_frequent')
    return different > MOST_VALUES ? 'too_many_values' : 'no_values'
  return numbers > 0 ? 'out_of_range' : 'no_values'
}

interface Counted {
  readonly trait: ComputedContent
  readonly events: number
  readonly values: number
  readonly clock: Pick<ComputedSet, 'timeZone'>
}

function textOf(reason: Reason, { trait, events, values, clock }: Counted): string {
  const { compute, event, property, where, within, calendar } = trait
  const period = calendar === undefined ? '' : ` in the ${calendar} that is under way (${clock.timeZone})`
  const window = within === undefined ? period : ` within ${within}`
  const counted = `${JSON.stringify(event)}${where === undefined ? '' : ' (as described)'}${window}`
  if (reason === 'nothing_counts') return `nothing counts: no ${counted}`
  const from = `${events} × ${counted}`
  if (reason === 'no_values') return `none of ${from} has a value in ${property} from which ${compute} is worked out`
  if (reason === 'too_many_values') return `${from} have more than ${MOST_VALUES} different values in ${property}`
  if (reason === 'out_of_range') return `${compute} of ${property} of ${from} is more than a number holds`
  return property === undefined ? `${compute} of ${from}` : `${compute} of ${values} values in ${property} of ${from}`
}
