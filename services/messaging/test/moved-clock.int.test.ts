import { clockChanged, messageDropped, messageQueued, messageSent } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, startMessaging } from './harness.js'

const DAY = 86_400_000
let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/paket', { body: parcel })
})
afterAll(() => messaging.close())

const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString()
const order = (profileId: string, more: object) => ({
  profileId,
  template: { key: 'paket' },
  class: 'service',
  topic: 'orders',
  data: { orderNumber: 'A-1' },
  ...more,
})
const move = async (days: number): Promise<void> => {
  const { id } = messaging.workspace
  await messaging.publish(clockChanged, id, { offsetMs: days * DAY, changedAt: new Date().toISOString() })
  await eventually(() => expect(messaging.deps.db.clocks.offsetOf(id)).toBe(days * DAY))
}

describe('messages of a workspace that moves its clock', () => {
  it('that are planned for later go out after the move, queued at the moment for which they were planned', async () => {
    const profileId = await messaging.person()
    const sendAt = inDays(20)
    const planned = await messaging.send(order(profileId, { sendAt }))
    const later = await messaging.send(order(profileId, { sendAt: inDays(40) }))
    await move(30)
    await messaging.mail(planned)
    const [queued] = await messaging.waitFor(messageQueued, 1, ({ data }) => data.messageId === planned)
    expect(queued?.data.occurredAt).toBe(sendAt)
    const [sent] = await messaging.waitFor(messageSent, 1, ({ data }) => data.messageId === planned)
    // It is sent when it is then, by the time of the workspace.
    expect(Date.parse(sent?.data.occurredAt ?? '')).toBeGreaterThan(Date.now() + 29 * DAY)
    expect(messaging.mailIds()).not.toContain(later)
  })

  it('that are ordered after it go out at once, and those that have expired on the way are dropped', async () => {
    const profileId = await messaging.person()
    const expiring = await messaging.send(order(profileId, { sendAt: inDays(34), expiresAt: inDays(35) }))
    const now = await messaging.send(order(profileId, {}))
    await messaging.mail(now)
    await move(50)
    await eventually(async () => {
      const { body } = await messaging.call(`GET /v1/messages/${expiring}`)
      expect(['expired', 'sent']).toContain(body.delivery)
    })
    // Queued when it was due, and then the gate looks at what time it is.
    const dropped = await messaging.waitFor(messageDropped, 1, ({ data }) => data.messageId === expiring)
    expect(dropped.map(({ data }) => data.reason)).toEqual(['expired'])
  })
})
