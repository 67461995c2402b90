import { events } from '../catalogue.js'

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}

/** The table of events as Markdown. */
export function eventTable(): string {
  const rows = events.map((event) => row([code([event.type]), event.summary, code(event.topics), code(event.personal)]))
  return [
    '# Events',
    '',
    'Generated from the definitions. The fields of each event are in `openapi/schemas/<type>.json`.',
    '',
    row(['type', 'what', 'topics', 'personal fields']),
    row(['---', '---', '---', '---']),
    ...rows,
    '',
  ].join('\n')
}
