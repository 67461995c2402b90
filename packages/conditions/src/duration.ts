import { z } from 'zod'

const PATTERN = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const UNIT_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000] as const
const LONGEST_MS = 36_525 * 86_400_000

function parseMs(text: string): number | undefined {
  const parts = PATTERN.exec(text)
  if (parts === null) return undefined
  const ms = UNIT_MS.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0)
  return ms <= LONGEST_MS ? ms : undefined
}

/** ISO 8601 duration of weeks, days, hours, minutes and seconds, at most 100 years. Months and years have no fixed length and are refused. */
export const Duration = z
  .string()
  .regex(PATTERN, 'An ISO 8601 duration without months and years, such as P30D or PT4H.')
  .refine((text) => !PATTERN.test(text) || parseMs(text) !== undefined, 'At most 100 years.')
export type Duration = z.infer<typeof Duration>

/** Length of a duration in milliseconds; a day is always 24 hours here. Throws on text that `Duration` refuses. */
export function durationMs(text: string): number {
  const ms = parseMs(text)
  if (ms === undefined) throw new RangeError('Not a duration.')
  return ms
}
