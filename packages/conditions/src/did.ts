import { NEVER, type Truth } from './truth.js'

/** When something happened (epoch ms), and its position among what happened in the same millisecond. */
export interface Moment {
  readonly at: number
  readonly position: number
}

/** Whether one moment comes before another; neither does where both are the same. */
export function isBefore(left: Moment, right: Moment): boolean {
  return left.at < right.at || (left.at === right.at && left.position < right.position)
}

/** When something happened, as far as a condition looks: the matching times, those to come, and when the matching itself may change. */
export interface Times {
  /** Not later than now, newest first. */
  readonly past: readonly Moment[]
  /** The earliest time after now, for facts dated in the future; Infinity without any. */
  readonly next: number
  /** The earliest moment at which time alone may change what matches. */
  readonly changes: number
}

/** At least `atLeast` times within the last `within` ms: something at `t` counts from `t` on and no longer at `t + within`. */
export function judgeCount(times: Times, atLeast: number, within = NEVER): Truth {
  if (atLeast === 0) return { holds: true, until: NEVER }
  const deciding = times.past[atLeast - 1]
  const turn = deciding === undefined ? times.next : deciding.at + within
  return { holds: deciding !== undefined, until: Math.min(turn, times.changes) }
}
