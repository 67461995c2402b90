import type { PageLanguage } from '@polyphon/service-kit/pages'

/** All that the page of a survey says by itself; the rest is the survey's. */
export interface PageWords {
  readonly required: string
  readonly noAnswer: string
  readonly other: string
  readonly otherOrOne: string
  readonly scale: (min: number, max: number) => string
  readonly send: string
  readonly goesOnTitle: string
  readonly goesOn: string
  readonly error: string
  readonly errorsTitle: string
  readonly faults: Readonly<Record<string, string>>
  readonly otherFault: string
  readonly thanks: string
  readonly used: { readonly title: string; readonly text: string }
  readonly expired: { readonly title: string; readonly text: string }
  readonly unknown: { readonly title: string; readonly text: string }
  readonly failed: { readonly title: string; readonly text: string }
}

const de: PageWords = {
  required: 'Pflichtangabe',
  noAnswer: 'Keine Angabe',
  other: 'Etwas anderes, und zwar:',
  otherOrOne: 'Etwas anderes',
  scale: (min, max) => `Von ${min} (niedrig) bis ${max} (hoch)`,
  send: 'Absenden',
  goesOnTitle: 'Noch nicht fertig',
  goesOn: 'Zu Ihren Antworten gibt es noch eine Frage. Was Sie schon geantwortet haben, können Sie ändern.',
  error: 'Fehler',
  errorsTitle: 'Bitte sehen Sie noch einmal nach',
  faults: {
    answer_required: 'Bitte beantworten Sie diese Frage.',
    outside_scale: 'Bitte wählen Sie eine Zahl, die auf der Skala liegt.',
    number_expected: 'Bitte geben Sie eine ganze Zahl an.',
    text_too_long: 'Der Text ist zu lang: Es sind höchstens 10.000 Zeichen möglich.',
    other_too_long: 'Der Text ist zu lang: Es sind höchstens 1.000 Zeichen möglich.',
    too_many_chosen: 'Bitte wählen Sie nur eines, oder schreiben Sie etwas anderes.',
    other_missing: 'Bitte schreiben Sie, was Sie meinen.',
    text_not_storable: 'Der Text enthält Zeichen, die wir nicht speichern können.',
  },
  otherFault: 'Diese Antwort ist hier nicht möglich.',
  thanks: 'Vielen Dank für Ihre Antwort!',
  used: {
    title: 'Sie haben schon geantwortet',
    text: 'Ihre Antwort ist angekommen, vielen Dank. Mit diesem Link ist keine zweite möglich.',
  },
  expired: {
    title: 'Diese Umfrage ist beendet',
    text: 'Die Zeit für Antworten ist vorbei. Vielen Dank für Ihr Interesse.',
  },
  unknown: {
    title: 'Dieser Link führt zu nichts',
    text: 'Er ist nicht vollständig, oder es gibt nicht mehr, wofür er stand. Öffnen Sie den Link in der Nachricht noch einmal; hilft das nicht, antworten Sie auf die Nachricht.',
  },
  failed: {
    title: 'Das hat nicht geklappt',
    text: 'Ihre Antwort wurde nicht gespeichert. Gehen Sie zurück, und versuchen Sie es in ein paar Minuten noch einmal.',
  },
}

const en: PageWords = {
  required: 'required',
  noAnswer: 'No answer',
  other: 'Something else, namely:',
  otherOrOne: 'Something else',
  scale: (min, max) => `From ${min} (low) to ${max} (high)`,
  send: 'Send',
  goesOnTitle: 'Not finished yet',
  goesOn: 'There is one more thing to ask after your answers. You can still change what you have answered.',
  error: 'Error',
  errorsTitle: 'Please look again',
  faults: {
    answer_required: 'Please answer this question.',
    outside_scale: 'Please choose a number on the scale.',
    number_expected: 'Please give a whole number.',
    text_too_long: 'The text is too long: 10,000 characters at most.',
    other_too_long: 'The text is too long: 1,000 characters at most.',
    too_many_chosen: 'Please choose only one, or write something else.',
    other_missing: 'Please write what you mean.',
    text_not_storable: 'The text has characters that we cannot keep.',
  },
  otherFault: 'This answer is not possible here.',
  thanks: 'Thank you for your answer!',
  used: {
    title: 'You have answered already',
    text: 'Your answer has arrived, thank you. This link does not take another one.',
  },
  expired: { title: 'This survey has ended', text: 'The time for answers is over. Thank you for your interest.' },
  unknown: {
    title: 'There is nothing behind this link',
    text: 'It is not complete, or what it stood for is no longer there. Open the link in the message again; if that does not help, reply to the message.',
  },
  failed: {
    title: 'This did not work',
    text: 'Your answer was not saved. Go back and try again in a few minutes.',
  },
}

export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = { de, en }
