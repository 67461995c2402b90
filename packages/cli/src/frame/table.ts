/** Rows as columns that stand below each other; a cell has no line breaks. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(cell))]
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const last = head.length - 1
  return cells
    .map((row) => row.map((text, column) => (column === last ? text : text.padEnd(widths[column] ?? 0))).join('  '))
    .map((line) => line.trimEnd())
    .join('\n')
}

// What comes from elsewhere may hold escapes that a terminal would obey.
const cell = (value: unknown): string =>
  printable(typeof value === 'string' ? value : (JSON.stringify(value ?? '') ?? '').replaceAll(/^"|"$/g, ''))

/** A text without anything that a terminal would do something with. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ')
