/** Whether something holds, and the earliest moment (epoch ms) at which time alone may change that; Infinity for never. */
export interface Truth {
  readonly holds: boolean
  readonly until: number
}

export const NEVER = Number.POSITIVE_INFINITY

export function always(holds: boolean): Truth {
  return { holds, until: NEVER }
}

export function negate(truth: Truth): Truth {
  return { holds: !truth.holds, until: truth.until }
}

/**
 * Joins truths of which every one must be `wanted` for the whole to be `wanted`.
 * While it is, the first change ends it; while it is not, every one that stands in the way has to change first, so the last of those counts.
 */
function join(truths: Iterable<Truth>, wanted: boolean): Truth {
  let first = NEVER
  let last = Number.NEGATIVE_INFINITY
  for (const truth of truths) {
    if (truth.holds === wanted) first = Math.min(first, truth.until)
    else last = Math.max(last, truth.until)
    if (last === NEVER) break
  }
  return last === Number.NEGATIVE_INFINITY ? { holds: wanted, until: first } : { holds: !wanted, until: last }
}

export function allOf(truths: Iterable<Truth>): Truth {
  return join(truths, true)
}

export function anyOf(truths: Iterable<Truth>): Truth {
  return join(truths, false)
}
