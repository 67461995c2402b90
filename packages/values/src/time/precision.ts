import { readMoment } from './moment.js'

/**
 * Whether a time says which moment it is wherever it is read: numbers, `Z`, offsets and zones do; dates and local times
 * do not. False for what is no time.
 */
export function saysOffset(value: unknown): boolean {
  const read = readMoment(value, 'UTC')
  return read !== undefined && read.getTime() === readMoment(value, FAR_FROM_UTC)?.getTime()
}

/** The digits behind the milliseconds of a time, in nanoseconds; 0 where none are written. Says nothing of other text. */
export function finerThanMs(value: unknown): number {
  if (typeof value !== 'string' && typeof value !== 'number') return 0
  const text = String(value)
  const [whole, behind = ''] = text.trim().split('.', 2)
  // Unix times: seconds, milli-, micro- and nanoseconds by their length.
  const digits = UNIX.test(text.trim()) ? `${whole?.slice(10) ?? ''}${behind}` : (CLOCK.exec(text)?.[1] ?? '')
  return Number(digits.slice(3, 9).padEnd(6, '0'))
}

const FAR_FROM_UTC = 'Asia/Tokyo'
const UNIX = /^\d{10,19}(?:\.\d{1,9})?$/
const CLOCK = /:?\d{2}:?\d{2}[.,](\d{4,12})(?!\d)/
