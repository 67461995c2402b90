/** Where the true value lies with the confidence `level`. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly level: number
}

export const LEVEL = 0.95
/** The 0.975 quantile of the normal distribution. */
export const Z = 1.959963984540054

export function clip(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
