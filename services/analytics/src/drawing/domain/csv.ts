import type { Chart } from './parts.js'

/** The groups of a chart as RFC 4180: a header, one row for each group, lines ending in CRLF. */
export function toCsv({ columns, groups, every }: Chart): string {
  const isTimed = every !== null
  const header = [...columns, ...(isTimed ? ['at'] : []), 'value', 'n', 'low', 'high', 'level', 'method']
  const rows = groups.map(({ by, at, value, n, interval, method }) => [
    ...columns.map((name) => by[name] ?? ''),
    ...(isTimed ? [at?.toISOString() ?? ''] : []),
    value,
    n,
    interval?.low ?? null,
    interval?.high ?? null,
    interval?.level ?? null,
    method,
  ])
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

// Names and values come from outside; a spreadsheet would run what begins like a formula.
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

function field(value: string | number | null): string {
  const text = value === null ? '' : typeof value === 'string' ? harmless(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
