import type { Language } from './language.js'

/** What a number is, which decides how it is written. */
export type Unit = 'count' | 'share' | 'points' | 'score'

/** From values to positions, with lines to read them by. */
export interface Axis {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  at(value: number): number
}

const TICKS = 5

/** An axis that holds all values and zero, so that lengths can be compared; a share's ends at one at most. */
export function axisOf(values: readonly number[], unit: Unit, length: number): Axis {
  const least = values.reduce((left, right) => Math.min(left, right), 0)
  const most = values.reduce((left, right) => Math.max(left, right), least === 0 ? smallest(unit) : 0)
  const step = niceStep((most - least) / TICKS, unit)
  const low = Math.floor(least / step) * step
  const high = Math.ceil(most / step - 1e-9) * step
  const count = Math.round((high - low) / step)
  const ticks = Array.from({ length: count + 1 }, (_, index) => low + index * step)
  return { low, high, ticks, at: (value) => ((value - low) / (high - low)) * length }
}

const smallest = (unit: Unit): number => (unit === 'share' ? 0.01 : 1)

/** 1, 2 or 5 times a power of ten; things that are counted have no halves. */
function niceStep(rough: number, unit: Unit): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power
  return unit === 'count' ? Math.max(1, step) : step
}

/** A value as people read it: `76,7 %`, `4.08`, `3.986`. */
export function formatValue(value: number, unit: Unit, language: Language): string {
  return new Intl.NumberFormat(language, FORMATS[unit]).format(value)
}

const FORMATS: Readonly<Record<Unit, Intl.NumberFormatOptions>> = {
  count: { maximumFractionDigits: 0 },
  share: { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
  points: { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' },
  score: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
}
