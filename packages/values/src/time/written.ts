import type { WallTime } from './civil.js'

/** A time as it was written down. */
export interface Written {
  readonly wall: WallTime
  /** By how much it is ahead of UTC, if it says so. */
  readonly offsetMs: number | null
  /** The zone in brackets, where no offset is given: `2026-11-22T10:00[Europe/Berlin]`. */
  readonly zone: string | null
}

const LONGEST = 100

const TIME = String.raw`(?<hour>\d{2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?)?)?`
const BASIC_TIME = String.raw`(?<hour>\d{2})(?<minute>\d{2})(?:(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?)?`
const HALF = String.raw`(?: ?(?<half>[AP]M))?`
// After an offset only: alone it would have to be understood.
const COMMENT = String.raw`(?: ?\([^()]{0,60}\)| (?:[A-Z]{2,5}|[+-]\d{2,4})(?: m=[+-][\d.]{1,30})?)?`
// `Z`, `UTC`, `+02`, `+0200`, `+02:00`, `GMT+2`, `GMT+0200 (CEST)`, and Go's `+0200 CEST m=+0.1`.
const OFFSET = String.raw`(?: ?(?:(?<utc>Z|UTC|GMT|UT)|(?:(?:UTC|GMT) ?)?(?<sign>[+-])(?<offsetHour>\d{2})(?::?(?<offsetMinute>\d{2})(?::?(?<offsetSecond>\d{2}))?)?|(?:UTC|GMT)(?<shortSign>[+-])(?<shortHour>\d))${COMMENT})?`
// RFC 9557: a zone, then what nobody needs to understand (`[u-ca=iso8601]`).
const SUFFIX = String.raw`(?:\[!?(?<zone>[A-Z][\w+-]*(?:/[\w+-]+)*)\])?(?:\[[a-z0-9-]+=[\w-]+\])*`

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = String.raw`(?<monthName>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`
const WEEKDAY = String.raw`(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?`
const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?)?${HALF}`
// RFC 5322 §4.3 says what these mean; as names of zones in other forms they could be anything.
const OBSOLETE = String.raw`(?: (?<obsolete>[ECMP][SD]T))?`

const form = (source: string): RegExp => new RegExp(`^${source}$`, 'i')

const FORMS: readonly RegExp[] = [
  // ISO 8601, RFC 3339, SQL, and what languages print; year first, so that the order is beyond doubt.
  form(
    String.raw`(?<year>\d{4})(?:-(?<month>\d{2})-(?<day>\d{2})|/(?<month2>\d{2})/(?<day2>\d{2}))(?:(?:T| {1,2}|T )${TIME}${HALF}${OFFSET})?${SUFFIX}`,
  ),
  form(String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[T ]${BASIC_TIME}${OFFSET})?${SUFFIX}`),
  form(String.raw`(?<year>\d{4})-?W(?<week>\d{2})-?(?<weekday>[1-7])(?:T(?:${TIME})${OFFSET})?`),
  form(String.raw`(?<year>\d{4})-(?<dayOfYear>\d{3})(?:T${TIME}${OFFSET})?`),
  // RFC 5322, RFC 9110: Tue, 01 Sep 2026 10:00:00 +0200
  form(String.raw`${WEEKDAY}(?<day>\d{1,2})[ -]${MONTH}[ -](?<year>\d{4})(?:,? ${CLOCK}${OBSOLETE}${OFFSET})?`),
  // JavaScript, and English locales: Tue Sep 01 2026 10:00:00 GMT+0200 (CEST), Sep 1, 2026, 10:00:00 AM
  form(String.raw`${WEEKDAY}${MONTH} (?<day>\d{1,2}),? (?<year>\d{4})(?:,?(?: at)? ${CLOCK}${OFFSET})?`),
  // C, Ruby, Java: Tue Sep  1 10:00:00 UTC 2026
  form(String.raw`${WEEKDAY}${MONTH} {1,2}(?<day>\d{1,2}) ${CLOCK}${OFFSET} (?<year>\d{4})`),
]

const DOT_NET = /^\/Date\((?<ms>-?\d{1,15})(?:[+-]\d{4})?\)\/$/

type Fields = Readonly<Record<string, string | undefined>>

/** Reads what programs write for a time; undefined for what is none, does not exist, or could mean two things. */
export function readWritten(input: string): Written | undefined {
  if (input.length > LONGEST) return undefined
  const text = plain(input)
  const dotNet = DOT_NET.exec(text)?.groups?.['ms']
  if (dotNet !== undefined) return { wall: Number(dotNet), offsetMs: 0, zone: null }
  for (const pattern of FORMS) {
    const fields = pattern.exec(text)?.groups
    if (fields !== undefined) return writtenOf(fields)
  }
  return undefined
}

// Digits of other scripts, in which devices write dates: Arabic-Indic, Extended Arabic-Indic, Devanagari, Bengali, Thai, full width.
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10]

/** In the characters of ASCII: digits, the minus sign U+2212, and the narrow spaces that ICU puts before AM. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- what is beyond ASCII
  if (!/[^\u0000-\u007f]/.test(text)) return text
  return text
    .replaceAll(/[\u00a0\u2009\u202f]/g, ' ')
    .replaceAll('\u2212', '-')
    .replaceAll(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0
      const zero = ZEROS.find((first) => code >= first && code < first + 10)
      return zero === undefined ? digit : String(code - zero)
    })
}

function writtenOf(fields: Fields): Written | undefined {
  const day = dayOf(fields)
  const time = timeOf(fields)
  const offsetMs = offsetOf(fields)
  if (day === undefined || time === undefined || offsetMs === undefined) return undefined
  const wall = day + time
  // A leap second is inserted at the end of a month in UTC (ITU-R TF.460); what begins after it is the next day.
  if (fields['second'] === '60' && !beginsMonth(wall - (offsetMs ?? 0))) return undefined
  return { wall, offsetMs, zone: fields['zone'] ?? null }
}

function beginsMonth(ms: number): boolean {
  const at = new Date(Math.floor(ms / 1000) * 1000)
  return at.getUTCDate() === 1 && at.getTime() % DAY_MS === 0
}

const DAY_MS = 86_400_000
const THURSDAY = 4

function dayOf(fields: Fields): WallTime | undefined {
  const year = Number(fields['year'])
  if (fields['week'] !== undefined) return dayOfWeek(year, Number(fields['week']), Number(fields['weekday']))
  if (fields['dayOfYear'] !== undefined) {
    const day = dateOf(year, 1, 1) + (Number(fields['dayOfYear']) - 1) * DAY_MS
    return new Date(day).getUTCFullYear() === year ? day : undefined
  }
  const month = fields['monthName'] === undefined ? Number(fields['month'] ?? fields['month2']) : monthOf(fields)
  const day = Number(fields['day'] ?? fields['day2'])
  const found = dateOf(year, month, day)
  const date = new Date(found)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? found : undefined
}

const monthOf = (fields: Fields): number => MONTHS.indexOf((fields['monthName'] ?? '').slice(0, 3).toLowerCase()) + 1

// `Date.UTC` takes the years 0 to 99 for those of the twentieth century.
const dateOf = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month - 1, day)

/** ISO 8601: week 1 is that with the first Thursday of the year. */
function dayOfWeek(year: number, week: number, day: number): WallTime | undefined {
  const fourth = dateOf(year, 1, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS
  const found = monday + ((week - 1) * 7 + day - 1) * DAY_MS
  const thursday = found + (THURSDAY - day) * DAY_MS
  return week >= 1 && new Date(thursday).getUTCFullYear() === year ? found : undefined
}

const numberOf = (text: string | undefined): number => Number(text ?? 0)

function timeOf(fields: Fields): number | undefined {
  const hour = hourOf(numberOf(fields['hour']), fields['half'])
  const minute = numberOf(fields['minute'])
  const second = numberOf(fields['second'])
  if (minute > 59 || second > 60 || (second === 60 && minute < 59)) return undefined
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + millisecondsOf(fields['fraction'])
  // 24:00 is the end of a day (ISO 8601), 24:01 is nothing.
  return hour < 24 || time === DAY_MS ? time : undefined
}

const millisecondsOf = (fraction: string | undefined): number => Number((fraction ?? '').padEnd(3, '0').slice(0, 3))

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

const HOUR_MS = 3_600_000
const OBSOLETE_HOURS: Readonly<Record<string, number>> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
}
// No zone is or was further from UTC; PostgreSQL reads none that is.
const FURTHEST_HOUR = 15

/** Null if none is given, undefined if it cannot be. */
function offsetOf(fields: Fields): number | null | undefined {
  if (fields['utc'] !== undefined) return 0
  if (fields['obsolete'] !== undefined) return (OBSOLETE_HOURS[fields['obsolete'].toLowerCase()] ?? 0) * HOUR_MS
  const sign = fields['sign'] ?? fields['shortSign']
  if (sign === undefined) return null
  const hours = numberOf(fields['offsetHour'] ?? fields['shortHour'])
  const minutes = numberOf(fields['offsetMinute'])
  const seconds = numberOf(fields['offsetSecond'])
  if (hours > FURTHEST_HOUR || minutes > 59 || seconds > 59) return undefined
  const ahead = hours * HOUR_MS + minutes * 60_000 + seconds * 1000
  return sign === '-' ? 0 - ahead : ahead
}
