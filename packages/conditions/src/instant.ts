// Date is used here only to convert, never to read the clock.
import { durationMs, readMoment } from '@polyphon/values'

// [0-9] and not \d, which means every script's digits to PostgreSQL.
const YEAR_LEAP = '(?:[0-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)'
const DATE = `(?:(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|${YEAR_LEAP}-02-29)`
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?'
const ZONE = ' ?(?:[Zz]|UTC|GMT|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)'

/** The same two patterns decide here and in PostgreSQL what is a date, so that its cast never meets a day that does not exist. */
export const DATE_PATTERN = `^${DATE}$`
export const DATE_TIME_PATTERN = `^${DATE}[Tt ]${TIME}${ZONE}$`

const date = new RegExp(DATE_PATTERN)
const dateTime = new RegExp(DATE_TIME_PATTERN)

/**
 * Milliseconds of a date-time with an offset, as RFC 3339, databases and languages write it (or of a date, taken as
 * midnight UTC); undefined for everything else. Finer than a millisecond is cut off.
 */
export function parseInstant(text: string): number | undefined {
  return date.test(text) || dateTime.test(text) ? readMoment(text, 'UTC')?.getTime() : undefined
}

/** The Date of a moment in epoch milliseconds. */
export function dateOf(ms: number): Date {
  return new Date(ms)
}

/** What `before` and `after` compare with: a fixed moment, or one that moves along with the clock. */
export type Reference = { readonly at: number } | { readonly fromNowMs: number }

/** Reads `now`, `now-P30D`, `now+PT4H` or a date-time; undefined for everything else. */
export function parseReference(text: string): Reference | undefined {
  if (text === 'now') return { fromNowMs: 0 }
  const relative = durationPart(text)
  if (relative === null) {
    const at = parseInstant(text)
    return at === undefined ? undefined : { at }
  }
  try {
    const ms = durationMs(relative.duration)
    return { fromNowMs: relative.sign === '-' ? -ms : ms }
  } catch {
    return undefined
  }
}

/** What stands behind `now`, if a text has the form of a moment that moves with the clock. */
export function durationPart(text: string): { readonly sign: string; readonly duration: string } | null {
  const [, sign, duration] = /^now([+-])(P.*)$/.exec(text) ?? []
  return sign === undefined || duration === undefined ? null : { sign, duration }
}
