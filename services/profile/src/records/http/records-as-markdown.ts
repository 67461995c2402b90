import type { PageLanguage } from '@polyphon/service-kit/pages'
import type { ProcessingRecord, ServiceRecords } from '../queries/get-processing-records.js'

const TEXTS = {
  en: {
    title: 'Record of processing',
    head: ['Table', 'What', 'Columns', 'What for', 'Who is given it', 'Kept', 'Erasure'],
    days: 'days',
    hours: 'hours by',
    person: 'as long as the person',
    erase: { delete: 'the row goes', empty: 'what is personal is emptied' },
  },
  de: {
    title: 'Verzeichnis der Verarbeitung',
    head: ['Tabelle', 'Was', 'Spalten', 'Wofür', 'Wer es erhält', 'Aufbewahrt', 'Löschung'],
    days: 'Tage',
    hours: 'Stunden nach',
    person: 'solange die Person',
    erase: { delete: 'die Zeile wird gelöscht', empty: 'das Persönliche wird geleert' },
  },
} as const

/** The same as tables of Markdown, one for each service. */
export function recordsAsMarkdown(services: readonly ServiceRecords[], language: PageLanguage): string {
  const { title, head } = TEXTS[language]
  const parts = services.map(({ service, tables }) =>
    [
      `## ${service}`,
      '',
      lineOf(head),
      lineOf(head.map(() => '---')),
      ...tables.map((each) => rowOf(each, language)),
    ].join('\n'),
  )
  return `# ${title}\n\n${parts.join('\n\n')}\n`
}

function rowOf(record: ProcessingRecord, language: PageLanguage): string {
  const { table, holds, personal, purpose, recipients, erase } = record
  const columns = personal.map((column) => `\`${column}\``).join(', ')
  const goes = TEXTS[language].erase[erase]
  return lineOf([`\`${table}\``, holds, columns, purpose, recipients, keptOf(record, language), goes])
}

function keptOf({ keptDays, keptHoursOf }: ProcessingRecord, language: PageLanguage): string {
  const { days, hours, person } = TEXTS[language]
  if (keptHoursOf !== null) return `${hours} \`${keptHoursOf}\``
  return keptDays === null ? person : `${keptDays} ${days}`
}

const lineOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
