import type { PartAbout } from '@polyphon/service-kit/exports'
import { escapeText, htmlPage } from '@polyphon/service-kit/pages'
import type { PersonExport } from '../domain/export.js'

export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

const TEXTS = {
  en: {
    title: 'What is known of you',
    intro:
      'This archive holds everything that the services of the firm keep of the person named below, at the moment when each wrote it. Each service has a file in JSON; the tables below say what it holds, what for, who outside of the firm is given it and how long it is kept.',
    person: 'Person',
    requested: 'Requested',
    written: 'Written',
    file: 'File',
    head: ['What', 'What for', 'Who is given it', 'Kept', 'Rows'],
    days: (days: number) => (days === 1 ? 'one day' : `${days} days`),
    forever: 'as long as the person is known, or until it is deleted',
    behind: 'Something may be missing here: this service had not yet heard of everything. A new export has it.',
    services: {
      profile: 'Profile: who somebody is and what they did',
      journey: 'Journeys: what follows of itself',
      messaging: 'Messages and permissions',
      feedback: 'Surveys and answers',
      analytics: 'Facts for figures',
    },
  },
  de: {
    title: 'Was über Sie gespeichert ist',
    intro:
      'Dieses Archiv enthält alles, was die Dienste des Unternehmens über die unten genannte Person aufbewahren, zu dem Zeitpunkt, zu dem der jeweilige Dienst es geschrieben hat. Jeder Dienst hat eine Datei in JSON; die Tabellen sagen, was sie enthält, wofür, wer außerhalb des Unternehmens es erhält und wie lange es aufbewahrt wird.',
    person: 'Person',
    requested: 'Verlangt',
    written: 'Geschrieben',
    file: 'Datei',
    head: ['Was', 'Wofür', 'Wer es erhält', 'Aufbewahrt', 'Zeilen'],
    days: (days: number) => (days === 1 ? 'ein Tag' : `${days} Tage`),
    forever: 'solange die Person bekannt ist, oder bis zur Löschung',
    behind: 'Hier kann etwas fehlen: Dieser Dienst hatte noch nicht von allem gehört. Eine neue Auskunft enthält es.',
    services: {
      profile: 'Profil: wer jemand ist und was geschehen ist',
      journey: 'Journeys: was von selbst folgt',
      messaging: 'Nachrichten und Erlaubnisse',
      feedback: 'Umfragen und Antworten',
      analytics: 'Fakten für Kennzahlen',
    },
  },
} as const

/** The index of an archive as a page, in one language: which data there are, what for, for whom and for how long. */
export function indexPage(
  { profileId, requestedAt }: Pick<PersonExport, 'profileId' | 'requestedAt'>,
  parts: readonly PartAbout[],
  language: Language,
): string {
  const texts = TEXTS[language]
  const facts = [
    [texts.person, profileId],
    [texts.requested, requestedAt.toISOString()],
  ]
  const content = [
    `<h1>${escapeText(texts.title)}</h1><p>${escapeText(texts.intro)}</p>`,
    ...facts.map(([name = '', value = '']) => `<p>${escapeText(name)}: ${escapeText(value)}</p>`),
    ...parts.map((part) => partOf(part, language)),
  ]
  return htmlPage({ language, title: texts.title, content: content.join('\n') })
}

function partOf({ service, preparedAt, isBehind, tables }: PartAbout, language: Language): string {
  const texts = TEXTS[language]
  const title = Object.entries(texts.services).find(([name]) => name === service)?.[1] ?? service
  const rows = tables.map(({ holds, purpose, recipients, keptDays, rows: count }) =>
    rowOf('td', [
      holds[language],
      purpose[language],
      recipients[language],
      keptDays === null ? texts.forever : texts.days(keptDays),
      String(count),
    ]),
  )
  return [
    `<h2>${escapeText(title)}</h2>`,
    `<p>${escapeText(texts.file)}: <a href="${escapeText(service)}.json">${escapeText(service)}.json</a>. ${escapeText(texts.written)}: ${escapeText(preparedAt)}</p>`,
    ...(isBehind ? [`<p><strong>${escapeText(texts.behind)}</strong></p>`] : []),
    `<div class="wide"><table><thead>${rowOf('th', texts.head)}</thead><tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n')
}

const rowOf = (cell: 'td' | 'th', texts: readonly string[]): string =>
  `<tr>${texts.map((text) => `<${cell}>${escapeText(text)}</${cell}>`).join('')}</tr>`
