import { ANY_PROPERTY } from './dimension.js'
import { type CountMetric, exactly, share } from './metric.js'
import { wilson } from './wilson.js'

const ofInteractions = ['kind', 'name', 'channel', 'locale', ANY_PROPERTY]
const ofMessages = ['channel', 'class', 'topic', 'template', 'touchpoint', 'locale']

export const interactionsCount: CountMetric = {
  key: 'interactions.count',
  title: { de: 'Interaktionen', en: 'Interactions' },
  meaning: 'What people did on any channel: each call of the tracking API whose person is known.',
  unit: 'count',
  formula: 'number of interactions that occurred in the period',
  method: 'count',
  dimensions: ofInteractions,
  source: 'interactions',
  measure: exactly,
}

export const personsCount: CountMetric = {
  key: 'persons.count',
  title: { de: 'Personen', en: 'Persons' },
  meaning:
    'People, each once, however many ids they had before they were recognised. Asked as a whole or by language only: everybody who is known. Asked for a period or by anything else: those who did something in it.',
  unit: 'count',
  formula: 'number of different persons after merges',
  method: 'count',
  dimensions: ofInteractions,
  source: 'persons',
  measure: exactly,
}

export const messagesCount: CountMetric = {
  key: 'messages.count',
  title: { de: 'Gesendete Nachrichten', en: 'Messages sent' },
  meaning: 'Messages that went out, each once, at the time when they were sent.',
  unit: 'count',
  formula: 'number of messages that were sent in the period',
  method: 'count',
  dimensions: ofMessages,
  source: 'messages',
  measure: exactly,
}

export const messagesDeliveredShare: CountMetric = {
  key: 'messages.delivered_share',
  title: { de: 'Anteil zugestellter Nachrichten', en: 'Share of messages delivered' },
  meaning: 'How many of the messages sent in the period are known to have arrived, whenever that was.',
  unit: 'share',
  formula: 'messages delivered / messages sent',
  method: 'wilson',
  dimensions: ofMessages,
  source: 'deliveries',
  measure: (tally) => share(tally, wilson),
}

export const answersCount: CountMetric = {
  key: 'answers.count',
  title: { de: 'Antworten', en: 'Answers' },
  meaning: 'Complete answers to surveys, each once. By question: the answers that say something to it.',
  unit: 'count',
  formula: 'number of complete answers that were given in the period',
  method: 'count',
  dimensions: ['survey', 'version', 'question', 'kind', 'channel', 'touchpoint', 'locale', ANY_PROPERTY],
  source: 'answers',
  measure: exactly,
}
