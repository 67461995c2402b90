import type { Polyphon } from '@polyphon/client'
import { done } from './calls.js'

export const SURVEY = 'order-review'
const TEMPLATE = 'thank-you'
const JOURNEY = 'after-delivery'
export const TOPIC = 'feedback'

const mail = (subject: string, text: string, link: string, stop: string): { subject: string; body: string } => ({
  subject,
  body: `<p>${text}</p><p><a href="{{ url }}">${link}</a></p><p><small><a href="{{ unsubscribeUrl }}">${stop}</a></small></p>`,
})

/** Publishes what the demo works with: a survey, a mail in three languages, and the journey that asks after delivery. */
export async function publishDefinitions(polyphon: Polyphon): Promise<void> {
  await done(
    'putSurvey',
    polyphon.feedback.PUT('/v1/surveys/{key}', { params: { path: { key: SURVEY } }, body: survey }),
  )
  await done(
    'putTemplate',
    polyphon.messaging.PUT('/v1/templates/{key}', { params: { path: { key: TEMPLATE } }, body: template }),
  )
  await done(
    'putJourney',
    polyphon.journey.PUT('/v1/journeys/{key}', { params: { path: { key: JOURNEY } }, body: journey }),
  )
}

const survey = {
  title: { pt: 'Seu pedido', de: 'Ihre Bestellung', en: 'Your order' },
  questions: [
    {
      id: 'score',
      kind: 'csat' as const,
      text: { pt: 'Como foi o seu pedido?', de: 'Wie war Ihre Bestellung?', en: 'How was your order?' },
      scale: { min: 1, max: 5 },
      required: true,
    },
    {
      id: 'comment',
      kind: 'text' as const,
      text: { pt: 'O que podemos fazer melhor?', de: 'Was können wir besser machen?', en: 'What can we do better?' },
      required: false,
    },
  ],
  ending: { pt: 'Obrigado!', de: 'Vielen Dank!', en: 'Thank you!' },
}

const template = {
  channel: 'email',
  fallbackLocale: 'en',
  variables: [],
  locales: {
    pt: mail(
      'Obrigado pelo seu pedido',
      'Seu pedido chegou. Obrigado! Como foi?',
      'Dar a sua opinião',
      'Não quero mais receber',
    ),
    de: mail(
      'Danke für Ihre Bestellung',
      'Ihre Bestellung ist da. Vielen Dank! Wie war es?',
      'Meinung sagen',
      'Nicht mehr fragen',
    ),
    en: mail(
      'Thank you for your order',
      'Your order has arrived. Thank you! How was it?',
      'Tell us',
      'Do not ask me again',
    ),
  },
}

const journey = {
  schema: 'polyphon.journey/1' as const,
  name: 'Ask after delivery',
  class: 'research' as const,
  entry: {
    triggers: [{ type: 'event' as const, event: 'Order Delivered' }],
    reentry: { mode: 'always' as const, concurrent: 100 },
  },
  exit: { rules: [] },
  start: 'ask',
  steps: {
    ask: {
      type: 'ask' as const,
      survey: SURVEY,
      template: TEMPLATE,
      topic: TOPIC,
      channels: ['email'],
      properties: { late: { path: 'event.properties.late' }, order: { path: 'event.properties.orderId' } },
      timeout: 'P30D',
      onAnswered: 'answered',
      next: 'silent',
    },
    answered: { type: 'exit' as const, outcome: 'answered' },
    silent: { type: 'exit' as const, outcome: 'no_answer' },
  },
}
