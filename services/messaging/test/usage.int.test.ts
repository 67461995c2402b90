import { dayOf } from '@polyphon/service-kit/usage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, class: 'service', topic: 'orders' }

describe('the usage of messaging', () => {
  it('counts messages by channel once a provider has taken them', async () => {
    const profileId = await messaging.person()
    const sent = [await messaging.send({ ...order, profileId }), await messaging.send({ ...order, profileId })]
    const to = { channel: 'sms', address: '+49 151 1234567' }
    const dropped = await messaging.send({ ...order, to })
    for (const id of sent) await messaging.settled(id, 'sent')
    await messaging.settled(dropped, 'dropped')
    const { day } = dayOf(new Date(), 'Europe/Berlin')
    const { body } = await messaging.call('GET /v1/usage')
    expect(body).toMatchObject({ counts: 'messages', timeZone: 'Europe/Berlin' })
    expect(body.days.at(-1)).toEqual({ day, count: 2, by: { email: 2 } })
  })
})
