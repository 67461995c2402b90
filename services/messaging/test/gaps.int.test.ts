import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, startMessaging } from './harness.js'

const KIND = { class: 'transactional', topic: 'orders' }
const TO = { ...KIND, to: { channel: 'email', address: 'g@example.test' } }

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
})
afterAll(() => messaging.close())

describe('a mail', () => {
  it('is dropped rather than sent with a gap, by the name of what is missing', async () => {
    const texts = { subject: '{{ data.subject }}', body: '{{ data.body }}' }
    await messaging.call('PUT /v1/templates/gaps', {
      body: { channel: 'email', locales: { en: texts }, variables: [] },
    })
    const variable = async (data: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const id = await messaging.send({ ...TO, template: { key: 'gaps' }, data })
      const message = await messaging.settled(id, 'dropped')
      expect(messaging.mailIds()).not.toContain(id)
      return [message.reason, message.verdicts.at(-1).variable]
    }
    const brought = { subject: 'Hi', body: 'Hello' }
    expect(await variable({ ...brought, body: null })).toEqual(['variable_missing', 'data.body'])
    expect(await variable({ ...brought, body: { a: 1 } })).toEqual(['variable_missing', 'data.body'])
    expect(await variable({ ...brought, subject: '' })).toEqual(['variable_missing', 'subject'])
    expect(await variable({ ...brought, subject: ' \n\u200b' })).toEqual(['variable_missing', 'subject'])
    expect(await variable({ ...brought, body: '\n' })).toEqual(['variable_missing', 'body'])
  })

  it('goes out with a picture alone, which is something to see', async () => {
    const texts = { subject: 'Hi', body: '<p><img src="https://example.test/a.png"></p>' }
    await messaging.call('PUT /v1/templates/picture', { body: { channel: 'email', locales: { en: texts } } })
    const id = await messaging.send({ ...TO, template: { key: 'picture' } })
    expect((await messaging.settled(id, 'sent')).locale).toBe('en')
  })

  it('speaks the language and the zone of the person, or of the workspace, and so does its preview', async () => {
    const body = '{{ data.at | date: "%d. %B %H:%M" }} {{ data.total }}'
    const locales = { de: { subject: 'Termin', body }, en: { subject: 'Date', body } }
    await messaging.call('PUT /v1/templates/spoken', { body: { channel: 'email', locales } })
    const brought = {
      ...KIND,
      template: { key: 'spoken' },
      data: { at: '2026-03-05T23:30:00Z', total: { amount: '12.5', currency: 'EUR' } },
    }
    const preview = async (question: Readonly<Record<string, unknown>>): Promise<unknown> =>
      (await messaging.call('POST /v1/templates/spoken/preview', { body: { data: brought.data, ...question } })).body
        .text
    const text = async (to: Readonly<Record<string, unknown>>): Promise<string> =>
      (await messaging.mail(await messaging.send({ ...brought, ...to }))).text
    const viennese = await messaging.person({ locale: 'de-AT', timeZone: 'America/New_York' })
    expect(await text({ profileId: viennese })).toBe('05. März 18:30 €\u00a012,50')
    expect(await preview({ profileId: viennese })).toBe('05. März 18:30 €\u00a012,50')
    const stranger = await messaging.person({ locale: 'en-GB' })
    expect(await text({ profileId: stranger })).toBe('06. March 00:30 €12.50')
    expect(await preview({ person: { locale: 'en-GB', timeZone: 'Asia/Tokyo' } })).toBe('06. March 08:30 €12.50')
    const bare = { to: { channel: 'email', address: 'bare@example.test' } }
    expect(await text(bare)).toBe('06. März 00:30 12,50\u00a0€')
    expect(await preview({})).toBe('06. März 00:30 12,50\u00a0€')
  })
})
