import { randomUUID } from 'node:crypto'
import type { ApiAccess } from './access.js'
import { identify } from './identify.js'

export const PEOPLE = 2_000
const EVENT = 'Order Shipped'

/** People with an address, a template, and a journey that sends as soon as the event is handled. */
export async function prepareShipping(stack: ApiAccess): Promise<void> {
  const content = (subject: string, text: string) => ({ subject, body: `<p>${text}</p>` })
  const locales = { de: content('Unterwegs', 'Ihr Paket ist unterwegs.'), en: content('Shipped', 'It is on its way.') }
  const template = { channel: 'email', fallbackLocale: 'en', variables: [], locales }
  await stack.must('messaging', 'PUT /v1/templates/shipped', { body: template })
  const journey = {
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'event', event: EVENT }], reentry: { mode: 'always', concurrent: 1000 } },
    start: 'send',
    steps: {
      send: {
        type: 'send',
        template: 'shipped',
        topic: 'orders',
        channels: ['email'],
        next: 'sent',
        onDrop: 'dropped',
      },
      sent: { type: 'exit', outcome: 'sent' },
      dropped: { type: 'exit', outcome: 'dropped' },
    },
  }
  await stack.must('journey', 'PUT /v1/journeys/shipped', { body: journey })
  const people = Array.from({ length: PEOPLE }, (_, person) => ({
    userId: `m${person}`,
    traits: { email: emailOf(person), locale: person % 2 === 0 ? 'de' : 'en' },
  }))
  await identify(stack, people)
}

export const emailOf = (person: number): string => `m${person}@example.test`

/** Tracks that something was shipped to a person, who then gets a mail about it. */
export async function trackShipped(stack: ApiAccess, person: number): Promise<void> {
  const body = { userId: `m${person}`, messageId: randomUUID(), event: EVENT, properties: {} }
  await stack.must('profile', 'POST /v1/track', { body })
}
