import { events } from '../catalogue.js'

const heading = ['type', 'what', 'topics', 'personal fields'] as const

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}

/** Pads the columns as the formatter does, so that the file needs no formatting. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = heading.map((_title, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  const [first = [], ...others] = rows
  return [line(first, ' '), line([], '-'), ...others.map((cells) => line(cells, ' '))]
}

/** The table of events as Markdown. */
export function eventTable(): string {
  const rows = events.map((event) => [
    code([event.type]),
    event.isPlanned ? `${event.summary} Planned.` : event.summary,
    code(event.topics),
    code(event.personal),
  ])
  return [
    '# Events',
    '',
    'Generated from the definitions. The fields of each event are in `openapi/schemas/<type>.json`. Of a planned one the form is fixed, and nobody publishes it yet.',
    '',
    ...aligned([heading, ...rows]),
    '',
  ].join('\n')
}
