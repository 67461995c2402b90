import { type Brand, escapeText, htmlPage, languagesIn, type Page, pageLanguage } from '@polyphon/service-kit/pages'

/** What the page says: it asks, it was ended just now, it had been ended before. */
type State = 'question' | 'done' | 'already'

interface About {
  readonly topic: string
  readonly channel: string
  /** The name of whoever the messages come from. */
  readonly sender: string
  /** A person ends one topic; where only an address is known, nothing at all is sent to it any more. */
  readonly isPerson: boolean
  /** Languages, the most wanted first. */
  readonly wanted: readonly (string | null)[]
  readonly brand: Brand | null
}

interface Words {
  readonly channels: Readonly<Record<string, string>>
  readonly otherChannel: (name: string) => string
  readonly title: string
  readonly button: string
  readonly question: (what: What) => string
  readonly questionOfAddress: (what: What) => string
  readonly titles: Readonly<Record<Exclude<State, 'question'>, string>>
  readonly done: (what: What) => string
  readonly doneOfAddress: (what: What) => string
  readonly goesOn: string
  readonly mistake: (sender: string) => string
  readonly brokenTitle: string
  readonly broken: string
  readonly failedTitle: string
  readonly failed: string
}

/** As HTML. */
interface What {
  readonly topic: string
  readonly channel: string
  readonly sender: string
}

const de: Words = {
  channels: { email: 'per E-Mail', sms: 'per SMS', whatsapp: 'per WhatsApp' },
  otherChannel: (name) => `über ${name}`,
  title: 'Abmelden',
  button: 'Abmelden',
  question: ({ topic, channel, sender }) =>
    `Möchten Sie von ${sender} keine Nachrichten zum Thema „${topic}“ mehr ${channel} bekommen?`,
  questionOfAddress: ({ channel, sender }) => `Möchten Sie von ${sender} ${channel} nichts mehr bekommen?`,
  titles: { done: 'Sie sind abgemeldet', already: 'Sie sind schon abgemeldet' },
  done: ({ topic, channel, sender }) =>
    `Sie bekommen von ${sender} keine Nachrichten zum Thema „${topic}“ mehr ${channel}. Was gerade unterwegs ist, kann noch ankommen.`,
  doneOfAddress: ({ channel, sender }) =>
    `An diese Adresse schickt ${sender} ${channel} nichts mehr. Was gerade unterwegs ist, kann noch ankommen.`,
  goesOn: 'Was zu einer Bestellung oder Anfrage von Ihnen gehört, etwa eine Bestätigung, bekommen Sie weiterhin.',
  mistake: (sender) => `War das ein Versehen? Sagen Sie es ${sender}.`,
  brokenTitle: 'Dieser Link führt zu nichts',
  broken:
    'Er ist nicht vollständig, oder es gibt nicht mehr, wofür er stand. Es wurde nichts geändert. Öffnen Sie den Link in der Nachricht noch einmal, oder nehmen Sie den in einer neueren; hilft beides nicht, antworten Sie auf die Nachricht.',
  failedTitle: 'Das hat nicht geklappt',
  failed: 'Es wurde nichts geändert. Versuchen Sie es in ein paar Minuten noch einmal.',
}

const en: Words = {
  channels: { email: 'by email', sms: 'by text message', whatsapp: 'by WhatsApp' },
  otherChannel: (name) => `by ${name}`,
  title: 'Unsubscribe',
  button: 'Unsubscribe',
  question: ({ topic, channel, sender }) => `Do you want no more messages about “${topic}” ${channel} from ${sender}?`,
  questionOfAddress: ({ channel, sender }) => `Do you want nothing more ${channel} from ${sender}?`,
  titles: { done: 'You are unsubscribed', already: 'You are unsubscribed already' },
  done: ({ topic, channel, sender }) =>
    `You will get no more messages about “${topic}” ${channel} from ${sender}. What is on its way may still arrive.`,
  doneOfAddress: ({ channel, sender }) =>
    `${sender} will send nothing more to this address ${channel}. What is on its way may still arrive.`,
  goesOn: 'What belongs to an order or a request of yours, such as a confirmation, you will still get.',
  mistake: (sender) => `Was this a mistake? Tell ${sender}.`,
  brokenTitle: 'There is nothing behind this link',
  broken:
    'It is not complete, or what it stood for is no longer there. Nothing was changed. Open the link in the message again, or take that of a newer one; if neither helps, reply to the message.',
  failedTitle: 'This did not work',
  failed: 'Nothing was changed. Try again in a few minutes.',
}

const TEXTS = { de, en }

const FORM = '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>'

/** The page behind the link in a message: no script, nothing that reports that it was opened. */
export function unsubscribePage(state: State, about: About): string {
  const language = pageLanguage(about.wanted)
  const texts = TEXTS[language]
  const { brand } = about
  const what: What = {
    topic: escapeText(topicInWords(about.topic)),
    channel: escapeText(texts.channels[about.channel] ?? texts.otherChannel(about.channel)),
    sender: escapeText(about.sender),
  }
  if (state === 'question') {
    const question = about.isPerson ? texts.question(what) : texts.questionOfAddress(what)
    return pageOf({ language, brand, title: texts.title }, [question], `${FORM}${texts.button}</button></form>`)
  }
  const lines = about.isPerson ? [texts.done(what), texts.goesOn] : [texts.doneOfAddress(what)]
  return pageOf({ language, brand, title: texts.titles[state] }, [...lines, texts.mistake(what.sender)])
}

/** What a browser is shown where there is no answer: the link leads to nothing, or something has failed. */
export function unsubscribeFailure(status: number, acceptLanguage: string | undefined): string {
  const language = pageLanguage(languagesIn(acceptLanguage))
  const texts = TEXTS[language]
  const isBroken = status < 429
  return pageOf({ language, title: isBroken ? texts.brokenTitle : texts.failedTitle }, [
    isBroken ? texts.broken : texts.failed,
  ])
}

function pageOf(page: Omit<Page, 'content'>, lines: readonly string[], after = ''): string {
  const content = `<h1>${page.title}</h1>${lines.map((line) => `<p>${line}</p>`).join('')}${after}`
  return htmlPage({ ...page, content })
}

/** A topic is a key that somebody chose for programs: `order-updates` and `news.weekly` are read as words. */
function topicInWords(topic: string): string {
  const text = topic.replaceAll(/[-_./:\s]+/g, ' ').trim()
  return text === '' ? topic : text
}
