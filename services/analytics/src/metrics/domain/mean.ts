import { type Interval, LEVEL } from './interval.js'
import { studentT } from './student-t.js'

/** One value and how often it was given. */
export interface Bar {
  readonly value: number
  readonly count: number
}

export interface Mean {
  readonly value: number
  readonly n: number
  /** The sample's standard deviation; null for a single value. */
  readonly deviation: number | null
  readonly interval: Interval | null
}

/** Mean with its t interval. The bars are added up in order of their values, so that the same answers give the same digits. */
export function meanOf(bars: readonly Bar[]): Mean | null {
  const ordered = bars.toSorted((left, right) => left.value - right.value)
  const n = ordered.reduce((sum, bar) => sum + bar.count, 0)
  if (n === 0) return null
  const value = ordered.reduce((sum, bar) => sum + bar.value * bar.count, 0) / n
  if (n === 1) return { value, n, deviation: null, interval: null }
  const squares = ordered.reduce((sum, bar) => sum + bar.count * (bar.value - value) ** 2, 0)
  const deviation = Math.sqrt(squares / (n - 1))
  const margin = (studentT(n - 1) * deviation) / Math.sqrt(n)
  return { value, n, deviation, interval: { low: value - margin, high: value + margin, level: LEVEL } }
}
