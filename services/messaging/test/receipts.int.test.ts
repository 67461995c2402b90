import { randomUUID } from 'node:crypto'
import { messageBounced, messageClicked, messageDelivered, messageRead } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageOfOrder } from '../src/messages/domain/orders.js'
import { planMessages } from '../src/messages/steps/plan-messages.js'
import { CALLBACK_SECRET, type Messaging, parcel, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

async function sent(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const profileId = await messaging.person()
  const id = await messaging.send({
    profileId,
    template: { key: 'parcel-arrived' },
    data: { orderNumber: '50314' },
    class: 'transactional',
    topic: 'orders',
    ...more,
  })
  await messaging.settled(id, 'sent')
  return id
}

const event = (messageId: string, name: string, second = 0, reason?: string) => ({
  id: randomUUID(),
  messageId,
  event: name,
  occurredAt: new Date(Date.UTC(2026, 10, 22, 10, 0, second)).toISOString(),
  ...(reason === undefined ? {} : { reason }),
})

function callback(body: unknown, more: { id?: string; secret?: string; at?: Date; path?: string } = {}) {
  const id = more.id ?? randomUUID()
  const at = more.at ?? new Date()
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return messaging.call(`POST /v1/callbacks/${more.path ?? 'generic'}`, {
    body: text,
    key: null,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(more.secret ?? CALLBACK_SECRET).sign(id, at, text),
    },
  })
}

describe('receipts of a provider', () => {
  it('say the same in whatever order and however often they come', async () => {
    const [first, second] = [await sent(), await sent()]
    const events = (id: string) => [
      event(id, 'delivered', 1),
      event(id, 'read', 2),
      event(id, 'clicked', 3),
      event(id, 'read', 4),
      event(id, 'failed', 5, 'smtp_452'),
    ]
    const [forward, backward] = [events(first), events(second).toReversed()]
    for (const given of [...forward, ...backward]) {
      const answer = await callback({ events: [given] })
      expect([answer.status, answer.body]).toEqual([200, { applied: 1, unknown: 0, rejected: [] }])
    }
    await callback({ events: [...forward, ...backward].toReversed() })
    const seen = await Promise.all(
      [first, second].map(async (id) => {
        const { body } = await messaging.call(`GET /v1/messages/${id}`)
        return { delivery: body.delivery, engagement: body.engagement, evidence: body.evidence.length }
      }),
    )
    expect(seen[0]).toEqual(seen[1])
    expect(seen[0]).toEqual({
      delivery: 'delivered',
      evidence: 7,
      engagement: {
        read: { first: '2026-11-22T10:00:02.000Z', last: '2026-11-22T10:00:04.000Z', count: 2, confidence: 'low' },
        clicked: { first: '2026-11-22T10:00:03.000Z', last: '2026-11-22T10:00:03.000Z', count: 1 },
      },
    })
    for (const definition of [messageRead, messageClicked]) {
      const published = await messaging.waitFor(definition, 2, ({ data }) => [first, second].includes(data.messageId))
      expect(published).toHaveLength(2)
    }
    // Of the second one the provider said first that it was read; so it has been delivered as well.
    const read = messaging.published(messageRead).filter(({ data }) => data.messageId === second)
    expect(read.map(({ data }) => data.reached)).toEqual([{ delivered: '2026-11-22T10:00:04.000Z' }])
    expect(messaging.published(messageDelivered).filter(({ data }) => data.messageId === second)).toEqual([])
    const [delivered] = messaging.published(messageDelivered).filter(({ data }) => data.messageId === first)
    expect(delivered?.data.occurredAt).toBe('2026-11-22T10:00:01.000Z')
  })

  it('end an address that bounces for good, and not one whose mailbox is full', async () => {
    const [hard, soft] = [await sent(), await sent()]
    await callback({
      events: [event(hard, 'bounced', 1, '550 5.1.1 mailbox unknown'), event(soft, 'bounced', 1, 'mailbox_full')],
    })
    const [hardly, softly] = await Promise.all([hard, soft].map((id) => messaging.call(`GET /v1/messages/${id}`)))
    expect([hardly?.body.delivery, hardly?.body.reason]).toEqual(['bounced', '550 5.1.1 mailbox unknown'])
    const { body } = await messaging.call('GET /v1/suppressions?limit=500')
    const suppressed = body.items.map((item: { address: string; reason: string }) => [item.address, item.reason])
    expect(suppressed).toContainEqual([hardly?.body.address, 'bounce'])
    expect(JSON.stringify(suppressed)).not.toContain(softly?.body.address)
    const [bounced] = await messaging.waitFor(messageBounced, 1, ({ data }) => data.messageId === hard)
    expect(bounced?.data.reason).toBe('550 5.1.1 mailbox unknown')
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['the type of its bounce in other words', { reason: 'user unknown', bounce: 'Hard' }],
    ['no type', { reason: '550 5.1.1', bounce: null }],
    ['a type of another kind', { reason: '550 5.1.1', bounce: { type: 5 } }],
    ['a list for a reason', { reason: ['5.1.1'] }],
    ['a number for an id', { id: 123_456, reason: '5.1.1' }],
    ['no time', { occurredAt: undefined, reason: '5.1.1' }],
    ['a time that is none', { occurredAt: 'gestern', reason: '5.1.1' }],
    ['seconds', { occurredAt: 1_795_000_000, reason: '5.1.1' }],
    ['a time as databases print it', { occurredAt: '2026-11-28 03:00:00+00', reason: '5.1.1' }],
    ['its name in other letters', { event: 'Bounced', reason: '5.1.1' }],
  ])('counts with %s', async (_name, more) => {
    const id = await sent()
    const { body } = await callback({ events: [{ ...event(id, 'bounced'), ...more }] })
    expect(body).toEqual({ applied: 1, unknown: 0, rejected: [] })
    const message = (await messaging.call(`GET /v1/messages/${id}`)).body
    expect(message.delivery).toBe('bounced')
    const path = `/v1/suppressions?channel=email&address=${encodeURIComponent(message.address)}`
    expect((await messaging.call(`DELETE ${path}`)).status).toBe(204)
  })

  it('counts by the Message-ID of the mail', async () => {
    const id = await sent()
    const { body } = await callback({ events: [{ ...event(id, 'delivered'), messageId: `<${id}@mail.example>` }] })
    expect(body.applied).toBe(1)
  })

  it('end an address whose owner complains', async () => {
    const id = await sent()
    await callback({ events: [event(id, 'complained')] })
    const message = (await messaging.call(`GET /v1/messages/${id}`)).body
    expect([message.delivery, message.engagement.complained.count]).toEqual(['delivered', 1])
    const again = await messaging.send({
      profileId: message.profileId,
      template: { key: 'parcel-arrived' },
      data: { orderNumber: '1' },
      class: 'transactional',
      topic: 'orders',
    })
    expect((await messaging.settled(again, 'dropped')).reason).toBe('suppressed')
  })

  it('are kept when nobody knows the message, and belong to its own workspace', async () => {
    const foreign = messaging.as(messaging.other.secretKey)
    await foreign('PUT /v1/templates/parcel-arrived', { body: parcel })
    const to = { channel: 'email', address: 'jemand@example.test' }
    const body = {
      to,
      template: { key: 'parcel-arrived' },
      data: { orderNumber: '1' },
      class: 'transactional',
      topic: 't',
    }
    const { id } = (await foreign('POST /v1/messages', { body, headers: { 'idempotency-key': randomUUID() } })).body
    const stray = uuidv7()
    const answer = await callback({ events: [event(id, 'delivered'), event(stray, 'delivered')] })
    expect(answer.body).toEqual({ applied: 1, unknown: 1, rejected: [] })
    expect((await foreign(`GET /v1/messages/${id}`)).body.delivery).toBe('delivered')
    const kept = await messaging.deps.db.transact('00000000-0000-0000-0000-000000000000', async (tx) => {
      const { rows } = await tx.query<{ event: string }>('select event from stray_receipt where message_id = $1', [
        stray,
      ])
      return rows
    })
    expect(kept).toEqual([{ event: 'delivered' }])
  })

  it('are given to a message that becomes known later', async () => {
    const messageId = uuidv7()
    expect((await callback({ events: [event(messageId, 'read')] })).body.unknown).toBe(1)
    const profileId = await messaging.person()
    const runId = uuidv7()
    const order = {
      orderId: `${runId}:step:1`,
      runId,
      profileId,
      profileRevision: 1,
      channels: ['email'],
      template: 'parcel-arrived',
      data: { orderNumber: '1' },
      class: 'service' as const,
      topic: 'orders',
      priority: 50,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    }
    await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      planMessages(tx, [messageOfOrder(messageId, order)], messaging.deps.tools),
    )
    const message = await messaging.settled(messageId, 'delivered')
    expect(message.engagement.read.count).toBe(1)
  })
})

describe('a callback', () => {
  it('must be signed with our secret, now, for this body', async () => {
    const body = { events: [event(uuidv7(), 'delivered')] }
    expect((await callback(body, { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).status).toBe(401)
    expect((await callback(body, { at: new Date(Date.now() - 3_600_000) })).status).toBe(401)
    const bare = await messaging.call('POST /v1/callbacks/generic', { body, key: null })
    expect([bare.status, bare.body.code]).toEqual([401, 'signature_invalid'])
    expect((await callback(body, { path: 'carrier-pigeon' })).status).toBe(404)
  })

  it('may come again under the same id', async () => {
    const id = await sent()
    const body = { events: [event(id, 'read')] }
    const again = { id: randomUUID() }
    expect([(await callback(body, again)).status, (await callback(body, again)).status]).toEqual([200, 200])
    expect((await messaging.call(`GET /v1/messages/${id}`)).body.engagement.read.count).toBe(1)
  })

  it('is kept even if it says nothing that we understand, and loses nothing good for something bad', async () => {
    expect((await callback('kein JSON')).body).toEqual({
      applied: 0,
      unknown: 0,
      rejected: [{ index: -1, reason: 'json_invalid' }],
    })
    expect((await callback({ etwas: 'anderes' })).body.rejected).toEqual([{ index: -1, reason: 'body_invalid' }])
    const id = await sent()
    const mixed = await callback({
      events: [{ ...event(id, 'delivered'), messageId: 'gestern' }, event(id, 'delivered'), event(id, 'gegessen')],
    })
    expect(mixed.status).toBe(200)
    expect(mixed.body).toEqual({
      applied: 1,
      unknown: 0,
      rejected: [
        { index: 0, reason: 'messageId' },
        { index: 2, reason: 'event' },
      ],
    })
    const kept = await messaging.deps.db.transact('00000000-0000-0000-0000-000000000000', async (tx) => {
      const { rows } = await tx.query<{ payload: string }>("select payload from callback where payload = 'kein JSON'")
      return rows
    })
    expect(kept).toHaveLength(1)
  })
})
