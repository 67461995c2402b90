import { clip, type Interval, LEVEL, Z } from './interval.js'

/** Wilson's score interval for a share of `hits` in `n`; null when there is nothing to count. */
export function wilson(hits: number, n: number): Interval | null {
  if (n === 0) return null
  const share = hits / n
  const square = Z * Z
  const middle = share + square / (2 * n)
  const margin = Z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  const below = 1 + square / n
  // At the ends the formula meets 0 and 1 exactly, which floating-point numbers miss by a hair.
  return {
    low: hits === 0 ? 0 : clip((middle - margin) / below, 0, share),
    high: hits === n ? 1 : clip((middle + margin) / below, share, 1),
    level: LEVEL,
  }
}
