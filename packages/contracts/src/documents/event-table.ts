import { events as all } from '../catalogue.js'
import type { EventDefinition } from '../define-event.js'
import { type TopicDefinition, topics } from '../topics.js'

const heading = ['type', 'what', 'topics', 'personal fields', 'streams'] as const

const holds = {
  facts: 'facts, in the order of their key',
  state: 'the newest state of each key',
  dead: 'what a consumer of this service could not apply',
} as const satisfies Record<TopicDefinition['kind'], string>

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}

/** Pads the columns as the formatter does, so that the file needs no formatting. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_title, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  const [first = [], ...others] = rows
  return [line(first, ' '), line([], '-'), ...others.map((cells) => line(cells, ' '))]
}

function rowOfTopic({ name, kind, retention }: TopicDefinition): readonly string[] {
  const kept = retention === null ? 'for ever, until the key is taken back' : `\`${retention}\``
  return [code([name]), holds[kind], kept]
}

function summaryOf({ summary, isPlanned, deprecated }: EventDefinition): string {
  if (deprecated !== null)
    return `${summary} Deprecated since ${deprecated.since}: read \`${deprecated.successor}\`, which is published beside it until ${deprecated.until}.`
  return isPlanned ? `${summary} Planned.` : summary
}

/** Who is shown it besides the log, and what is left out there. */
function streamsOf({ isStreamed, forPerson, secret }: EventDefinition): string {
  if (!isStreamed) return ''
  const left = secret.length === 0 ? '' : `, without ${code(secret)}`
  return `${forPerson ? 'also for the person' : 'yes'}${left}`
}

/** The tables of events and topics as Markdown. */
export function eventTable(events: readonly EventDefinition[] = all): string {
  const rows = events.map((event) => [
    code([event.type]),
    summaryOf(event),
    code(event.topics),
    code(event.personal),
    streamsOf(event),
  ])
  return [
    '# Events',
    '',
    'Generated from the definitions. The fields of each event are in `openapi/schemas/<type>.json`. Of a planned one the form is fixed, and nobody publishes it yet. `streams`: told by `streamEvents` and `pollEvents` of the service that publishes it, too; *for the person*: also to whoever comes with their token.',
    '',
    ...aligned([heading, ...rows]),
    '',
    'A version stays as it is but for optional fields; anything else is a new `.v2` that is published beside the old one for at least 180 days: [how events change](README.md#how-events-change).',
    '',
    '## Topics',
    '',
    'What makes a missing topic sets how long its records are kept; afterwards the setting (`retention.ms`) is the operator’s, and no start changes it. Who was away for longer reads state and starts anew.',
    '',
    ...aligned([['topic', 'holds', 'kept'], ...topics.map(rowOfTopic)]),
    '',
  ].join('\n')
}
