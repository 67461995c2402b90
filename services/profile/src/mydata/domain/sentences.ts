import type { WorkKind } from '@polyphon/contracts'
import type { MyConsent } from './my-consents.js'
import type { CameMessage, CameState, Run, Trigger } from './what-came.js'

/** What is said to people in words. */
export type Language = 'de' | 'en'

/** What there is to do for somebody, and not for the firm alone: which of it they may see, and what it is called. */
const PROMISED: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  task: { de: 'Es ist etwas für Sie zu erledigen', en: 'There is something to be done for you' },
  case: { de: 'Ihr Anliegen wird bearbeitet', en: 'Your case is being worked on' },
  conversation: { de: 'Ihre Nachricht wartet auf eine Antwort', en: 'Your message waits for an answer' },
  call_back: { de: 'Sie werden zurückgerufen', en: 'You will be called back' },
  promise: { de: 'Ihnen wurde etwas zugesagt', en: 'You were promised something' },
} satisfies Partial<Record<WorkKind, Readonly<Record<Language, string>>>>

export const PROMISED_KINDS: readonly string[] = Object.keys(PROMISED)

export const sayWork = (kind: string, language: Language): string => PROMISED[kind]?.[language] ?? kind

const CLASSES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  transactional: {
    de: 'weil sie zu einem Vorgang von Ihnen gehört',
    en: 'because it belongs to something you have done',
  },
  service: { de: 'weil sie zum Service gehört', en: 'because it is part of the service' },
  marketing: { de: 'als Werbung', en: 'as advertising' },
  research: { de: 'um Sie nach Ihrer Meinung zu fragen', en: 'to ask you what you think' },
}

const STATES: Readonly<Record<CameState, Readonly<Record<Language, string>>>> = {
  accepted: { de: 'übergeben', en: 'handed over' },
  uncertain: { de: 'vielleicht gesendet', en: 'perhaps sent' },
  sent: { de: 'gesendet', en: 'sent' },
  delivered: { de: 'zugestellt', en: 'delivered' },
  read: { de: 'gelesen', en: 'read' },
  clicked: { de: 'gelesen, ein Link wurde geöffnet', en: 'read, a link was followed' },
  bounced: { de: 'zurückgekommen', en: 'sent back' },
}

const quoted = (text: string, language: Language): string => (language === 'de' ? `„${text}“` : `“${text}”`)

/** Why a journey began with somebody; of a segment only where they may know of it. */
function because({ type, event, segment }: Trigger, language: Language): string {
  if (event !== null)
    return language === 'de' ? `weil ${quoted(event, language)} geschah` : `because ${quoted(event, language)} happened`
  if (segment !== null)
    return language === 'de'
      ? `weil Sie in das Segment ${quoted(segment, language)} kamen`
      : `because you came into the segment ${quoted(segment, language)}`
  if (type === 'segment') return language === 'de' ? 'weil Sie in ein Segment kamen' : 'because you came into a segment'
  return language === 'de' ? 'weil die Firma sie begonnen hat' : 'because the firm began it'
}

export function sayRun({ journey, trigger }: Run, language: Language): string {
  const name = quoted(journey, language)
  return language === 'de'
    ? `Die Journey ${name} begann, ${because(trigger, language)}.`
    : `The journey ${name} began ${because(trigger, language)}.`
}

/** What a message was and why it came, in one sentence or two. */
export function sayMessage(
  message: CameMessage,
  { run, survey, language }: { readonly run: Run | null; readonly survey: string | null; readonly language: Language },
): string {
  const topic = quoted(message.topic, language)
  const why = CLASSES[message.class]?.[language]
  const about =
    survey === null
      ? ''
      : language === 'de'
        ? ` zur Umfrage ${quoted(survey, language)}`
        : ` for the survey ${quoted(survey, language)}`
  const what =
    language === 'de'
      ? `Nachricht${about} zum Thema ${topic} (${message.channel}, ${STATES[message.state].de})`
      : `Message${about} of the topic ${topic} (${message.channel}, ${STATES[message.state].en})`
  return `${what}${why === undefined ? '' : `, ${why}`}. ${whence(message, run, language)}`
}

function whence({ runId, step }: CameMessage, run: Run | null, language: Language): string {
  if (runId === null) return language === 'de' ? 'Die Firma hat sie selbst gesendet.' : 'The firm has sent it itself.'
  const at =
    step === null
      ? ''
      : language === 'de'
        ? ` im Schritt ${quoted(step, language)}`
        : ` at the step ${quoted(step, language)}`
  if (run === null) return language === 'de' ? `Eine Journey hat sie${at} bestellt.` : `A journey ordered it${at}.`
  return language === 'de'
    ? `Die Journey ${quoted(run.journey, language)} hat sie${at} bestellt; sie begann, ${because(run.trigger, language)}.`
    : `The journey ${quoted(run.journey, language)} ordered it${at}; it began ${because(run.trigger, language)}.`
}

const ANSWERS: Readonly<Record<NonNullable<MyConsent['state']>, Readonly<Record<Language, string>>>> = {
  granted: { de: 'Sie haben zugestimmt', en: 'You have agreed' },
  denied: { de: 'Sie haben abgelehnt', en: 'You have said no' },
  withdrawn: { de: 'Sie haben Ihre Zustimmung zurückgenommen', en: 'You have withdrawn your consent' },
  objected: { de: 'Sie haben widersprochen', en: 'You have objected' },
  expired: { de: 'Ihre Zustimmung ist abgelaufen', en: 'Your consent has expired' },
}
const NOTHING = { de: 'Sie haben nichts dazu gesagt', en: 'You have said nothing of it' }

export function sayConsent(consent: MyConsent, isRestricted: boolean, language: Language): string {
  if (isRestricted)
    return language === 'de' ? 'Ihre Daten werden aufbewahrt und nicht genutzt.' : 'Your data is kept and not used.'
  const answer = (consent.state === null ? NOTHING : ANSWERS[consent.state])[language]
  if (language === 'de')
    return `${answer}; ${consent.needsConsent ? 'ohne Ihre Zustimmung geschieht es nicht' : 'es geschieht, solange Sie nicht widersprechen'}.`
  return `${answer}; ${consent.needsConsent ? 'it is not done without your consent' : 'it is done unless you object'}.`
}

/** What is never there, whoever looks: it says nothing of whether there is any. */
export const LEFT_OUT: Readonly<Record<Language, readonly string[]>> = {
  de: [
    'Was auch andere Menschen benutzen, etwa ein gemeinsames Gerät oder eine gemeinsame Adresse, steht hier nicht.',
    'Segmente und errechnete Merkmale stehen hier nur, soweit Sie erlauben, wofür sie da sind.',
    'Nachrichten und Journeys sind die letzten; alle stehen in der Kopie Ihrer Daten.',
  ],
  en: [
    'What other people use as well, such as a shared device or address, is not shown here.',
    'Segments and computed traits are shown only as far as you allow what they are for.',
    'Messages and journeys are the latest; all of them are in the copy of your data.',
  ],
}
