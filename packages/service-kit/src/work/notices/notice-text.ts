import { shortened } from '@polyphon/values'
import type { WorkData } from '../work.js'
import type { NoticeFact } from './notice-fact.js'

/** What somebody reads. */
export interface NoticeText {
  readonly language: 'de' | 'en'
  /** One line. */
  readonly subject: string
  readonly body: string
}

/** Of whom it is told, as far as the words depend on it. */
export interface Reader {
  /** Language tags, the one that they like best first. */
  readonly languages: readonly string[]
  /** IANA name: in which zone they read times. */
  readonly timeZone: string
}

const HEADINGS: Readonly<Record<NoticeFact, Readonly<Record<NoticeText['language'], string>>>> = {
  opened: { de: 'Neue Aufgabe', en: 'New work' },
  reassigned: { de: 'Eine Aufgabe wurde Ihnen übergeben', en: 'Work was handed to you' },
  escalated: { de: 'Eine überfällige Aufgabe geht an Sie', en: 'Work that is overdue goes to you' },
  overdue: { de: 'Ihre Aufgabe ist überfällig', en: 'Your work is overdue' },
}

const LABELS = {
  de: { due: 'Fällig', why: 'Worum es geht', because: 'Warum Sie', href: 'Zur Aufgabe' },
  en: { due: 'Due', why: 'What it is about', because: 'Why you', href: 'Where it leads' },
} as const

// A subject is one line, whatever somebody has written.
const LONGEST_SUBJECT = 150

/** Writes a notice in German for whoever names it before English, and in English for all others. */
export function writeNotice(fact: NoticeFact, work: WorkData, reader: Reader): NoticeText {
  const language = languageOf(reader.languages)
  const labels = LABELS[language]
  const heading = HEADINGS[fact][language]
  const due = work.dueAt === null ? [] : [`${labels.due}: ${momentIn(new Date(work.dueAt), language, reader.timeZone)}`]
  const lines = [
    `${labels.why}: ${work.why}`,
    ...due,
    `${labels.because}: ${work.owner.because}`,
    `${labels.href}: ${work.service} ${work.href}`,
  ]
  const why = work.why.replaceAll(/\s+/g, ' ').trim()
  return {
    language,
    subject: shortened(`${heading}: ${why}`, LONGEST_SUBJECT),
    body: [heading, '', ...lines].join('\n'),
  }
}

function languageOf(languages: readonly string[]): NoticeText['language'] {
  const known = languages.map((tag) => tag.toLowerCase().split('-')[0])
  return known.find((tag) => tag === 'de' || tag === 'en') === 'de' ? 'de' : 'en'
}

const momentIn = (moment: Date, language: NoticeText['language'], timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  }).format(moment) + ` (${timeZone})`
