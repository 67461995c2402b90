import type { DataClass } from '@polyphon/values'

/** A text for people in both languages of a record of processing. */
export interface InBoth {
  readonly en: string
  readonly de: string
}

/** Why data of a class is kept, and who outside of the firm is given it. */
export interface ClassTexts {
  readonly title: InBoth
  readonly purpose: InBoth
  readonly recipients: InBoth
}

const NOBODY: InBoth = { en: 'Nobody outside of the firm', de: 'Niemand außerhalb des Unternehmens' }
const PROVIDERS: InBoth = {
  en: 'The providers that carry messages of the channel',
  de: 'Die Versanddienste, die Nachrichten des Kanals befördern',
}

/**
 * What an export and the record of processing (Art. 15 and 30 GDPR) say of each class of data. A table that is for something
 * else, or goes to others, says so itself.
 */
export const CLASS_TEXTS: Readonly<Record<DataClass, ClassTexts>> = {
  people: {
    title: { en: 'People', de: 'Personen' },
    purpose: {
      en: 'To know who somebody is, so that every contact can follow on from the last one',
      de: 'Zu wissen, wer jemand ist, damit jeder Kontakt an den letzten anschließen kann',
    },
    recipients: NOBODY,
  },
  interactions: {
    title: { en: 'What people did', de: 'Was Personen getan haben' },
    purpose: {
      en: 'To understand what somebody has experienced with the firm, and to answer to it',
      de: 'Zu verstehen, was jemand mit dem Unternehmen erlebt hat, und darauf einzugehen',
    },
    recipients: NOBODY,
  },
  runs: {
    title: { en: 'Runs of journeys', de: 'Durchläufe von Journeys' },
    purpose: {
      en: 'To do what follows of itself for somebody, and to be able to say why',
      de: 'Zu tun, was für jemanden von selbst folgt, und sagen zu können, warum',
    },
    recipients: NOBODY,
  },
  messages: {
    title: { en: 'Messages', de: 'Nachrichten' },
    purpose: {
      en: 'To write to somebody, and to prove what was sent and what became of it',
      de: 'Jemandem zu schreiben und nachweisen zu können, was gesendet wurde und was daraus wurde',
    },
    recipients: PROVIDERS,
  },
  permissions: {
    title: { en: 'Permissions', de: 'Erlaubnisse' },
    purpose: {
      en: 'To obey what somebody allows and refuses, and to prove it',
      de: 'Zu beachten, was jemand erlaubt und ablehnt, und es nachweisen zu können',
    },
    recipients: NOBODY,
  },
  answers: {
    title: { en: 'Answers to surveys', de: 'Antworten auf Umfragen' },
    purpose: {
      en: 'To learn what somebody thinks and feels, and to become better by it',
      de: 'Zu erfahren, was jemand denkt und empfindet, und daran besser zu werden',
    },
    recipients: NOBODY,
  },
  facts: {
    title: { en: 'Facts for figures', de: 'Fakten für Kennzahlen' },
    purpose: {
      en: 'To count what happens, as figures that name nobody',
      de: 'Zu zählen, was geschieht, als Kennzahlen, die niemanden nennen',
    },
    recipients: NOBODY,
  },
  work: {
    title: { en: 'Work', de: 'Aufgaben' },
    purpose: {
      en: 'To see to it that somebody of the firm does what is to be done for a person, in time',
      de: 'Dafür zu sorgen, dass jemand im Unternehmen rechtzeitig erledigt, was für eine Person zu tun ist',
    },
    recipients: NOBODY,
  },
  technical: {
    title: { en: 'Technical records', de: 'Technische Aufzeichnungen' },
    purpose: {
      en: 'To lose nothing, to do nothing twice, and to find faults',
      de: 'Nichts zu verlieren, nichts doppelt zu tun und Fehler zu finden',
    },
    recipients: NOBODY,
  },
  audit: {
    title: { en: 'Audit log', de: 'Protokoll' },
    purpose: {
      en: 'To be able to prove who has changed or read data of people',
      de: 'Nachweisen zu können, wer Daten von Personen geändert oder gelesen hat',
    },
    recipients: NOBODY,
  },
}
