import type { Chart } from './parts.js'

/** Tells programs that the text is UTF-8, which Excel does not believe without it. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * The groups of a chart as RFC 4180: a header, one row for each group, lines ending in CRLF. Moments are in UTC; the last
 * column says in which zone their buckets begin.
 */
export function toCsv({ columns, groups, every, timeZone }: Chart, { isMarked = false } = {}): string {
  const isTimed = every !== null
  const at = isTimed ? ['at'] : []
  const zone = isTimed ? ['timeZone'] : []
  const header = [...columns, ...at, 'value', 'n', 'low', 'high', 'level', 'method', 'count', ...zone]
  const rows = groups.map((group) => [
    ...columns.map((name) => group.by[name] ?? ''),
    ...at.map(() => group.at?.toISOString() ?? ''),
    group.value,
    group.n,
    group.interval?.low ?? null,
    group.interval?.high ?? null,
    group.interval?.level ?? null,
    group.method,
    group.count ?? null,
    ...zone.map(() => timeZone),
  ])
  const lines = [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
  return isMarked ? `${BYTE_ORDER_MARK}${lines}` : lines
}

// What begins like a formula; spreadsheets read the signs of full width as the others. Source: OWASP, CSV injection.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?$/

// Names and values come from outside; a spreadsheet would run what begins like a formula. A number is none.
const harmless = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)

function field(value: string | number | null): string {
  const text = value === null ? '' : typeof value === 'string' ? harmless(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
