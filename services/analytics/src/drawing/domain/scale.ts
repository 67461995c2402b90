import type { Language } from './language.js'

/** What a number is, which decides how it is written. */
export type Unit = 'count' | 'share' | 'points' | 'score'

/** Between which ends a number can lie at all. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** From values to positions, with lines to read them by. */
export interface Axis {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  at(value: number): number
}

const TICKS = 5

/**
 * An axis that holds all values and zero, so that lengths can be compared. It ends at round numbers, and nowhere behind the
 * ends of the scale on which the values lie: nobody gives a 6 of 5. A scale that is known is drawn as a whole.
 */
export function axisOf(
  values: readonly number[],
  { unit, range }: { readonly unit: Unit; readonly range: Range | null },
  length: number,
): Axis {
  const isWhole = unit === 'score' && range !== null
  const all = isWhole ? [...values, range.min, range.max] : values
  const least = all.reduce((left, right) => Math.min(left, right), 0)
  const most = all.reduce((left, right) => Math.max(left, right), least === 0 ? smallest(unit) : 0)
  const step = niceStep((most - least) / TICKS, unit)
  const low = Math.max(Math.floor(least / step + 1e-12) * step, Math.min(range?.min ?? Number.NEGATIVE_INFINITY, least))
  const high = Math.min(Math.ceil(most / step - 1e-9) * step, Math.max(range?.max ?? Number.POSITIVE_INFINITY, most))
  return { low, high, ticks: ticksOf({ low, high, step }), at: (value) => ((value - low) / (high - low)) * length }
}

/** Both ends and the multiples of the step between them, unless one is so near to an end that they could not be read. */
function ticksOf({ low, high, step }: { readonly low: number; readonly high: number; readonly step: number }) {
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  const between = Array.from({ length: count }, (_, index) => (first + index) * step).filter(
    (tick) => tick - low > step / 2 && high - tick > step / 2,
  )
  return [low, ...between, high]
}

const smallest = (unit: Unit): number => (unit === 'share' ? 0.01 : 1)

/** 1, 2 or 5 times a power of ten; things that are counted have no halves. */
function niceStep(rough: number, unit: Unit): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power
  return unit === 'count' ? Math.max(1, step) : step
}

/** A value as people read it: `76,7 %`, `4.08`, `3.986`; what is rounded to zero has no sign. */
export function formatValue(value: number, unit: Unit, language: Language): string {
  return new Intl.NumberFormat(language, { signDisplay: 'negative', ...FORMATS[unit] }).format(value)
}

const FORMATS: Readonly<Record<Unit, Intl.NumberFormatOptions>> = {
  count: { maximumFractionDigits: 0 },
  share: { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
  points: { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' },
  score: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
}
