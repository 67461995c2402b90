import { randomUUID } from 'node:crypto'
import { messageAccepted, messageDropped, messageQueued, messageSent, templatePublished } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, startMessaging } from './harness.js'
import { decodeWords } from './read-mail.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const order = (more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  template: { key: 'parcel-arrived' },
  data: { orderNumber: '50314' },
  class: 'service',
  topic: 'orders',
  ...more,
})

describe('a message to a person', () => {
  it('arrives in the language of the person, with umlauts in subject, name and text', async () => {
    const profileId = await messaging.person()
    const id = await messaging.send(order({ profileId }))
    const mail = await messaging.mail(id)
    expect(mail.subject).toBe('Ihre Bestellung 50314 ist da – Größe „M“')
    expect(mail.html).toContain('Guten Tag Änne,')
    expect(mail.text).toBe('Guten Tag Änne,\n\nIhr Paket ist da. Ansehen (https://example.test/50314)')
    expect(decodeWords(mail.headers.get('to') ?? '')).toContain('Änne Weiß')
    expect(decodeWords(mail.headers.get('from') ?? '')).toBe('Größe & Maß GmbH <hallo@example.test>')
    expect(mail.headers.get('message-id')).toBe(`<${id}@example.test>`)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.has('list-unsubscribe')).toBe(false)
    const message = await messaging.settled(id, 'sent')
    expect(message.locale).toBe('de')
    expect(message.evidence.map((line: { event: string }) => line.event)).toEqual(['accepted', 'sent'])
    expect(
      message.verdicts.map((verdict: { rule: string; verdict: string }) => [verdict.rule, verdict.verdict]),
    ).toEqual([
      ['expiry', 'allow'],
      ['permission', 'allow'],
      ['suppression', 'allow'],
      ['restriction', 'allow'],
      ['channel', 'allow'],
      ['content', 'allow'],
    ])
  })

  it('is published as queued, and as sent with the time at which it was accepted', async () => {
    const profileId = await messaging.person({ locale: 'en-GB' })
    const id = await messaging.send(order({ profileId }))
    const sent = await messaging.waitFor(messageSent, 1, ({ data }) => data.messageId === id)
    expect(sent[0]?.data).toMatchObject({ profileId, channel: 'email', template: 'parcel-arrived', templateVersion: 1 })
    expect(sent[0]?.data.locale).toBe('en')
    const isOfMessage = (event: { data: { messageId: string } }): boolean => event.data.messageId === id
    expect(messaging.published(messageQueued).filter(isOfMessage)).toHaveLength(1)
    expect(sent[0]?.data.reached).toEqual({ accepted: sent[0]?.data.occurredAt })
    expect(messaging.published(messageAccepted).filter(isOfMessage)).toEqual([])
    expect((await messaging.mail(id)).subject).toBe('Your order 50314 has arrived')
  })

  it('is answered with 202 and planned', async () => {
    const profileId = await messaging.person()
    const answer = await messaging.call('POST /v1/messages', {
      body: order({ profileId }),
      headers: { 'idempotency-key': randomUUID() },
    })
    expect(answer.status).toBe(202)
    expect(answer.body).toEqual({ id: expect.any(String), delivery: 'planned' })
  })

  it('waits for its time, and can be stopped until then', async () => {
    const profileId = await messaging.person()
    const soon = new Date(Date.now() + 400).toISOString()
    const late = await messaging.send(order({ profileId, sendAt: soon }))
    const never = await messaging.send(order({ profileId, sendAt: new Date(Date.now() + 3_600_000).toISOString() }))
    expect((await messaging.call(`GET /v1/messages/${never}`)).body.delivery).toBe('planned')
    const canceled = await messaging.call(`POST /v1/messages/${never}/cancel`)
    expect(canceled.body.delivery).toBe('canceled')
    expect((await messaging.call(`POST /v1/messages/${never}/cancel`)).status).toBe(200)
    const message = await messaging.settled(late, 'sent')
    expect(message.evidence[0].at >= soon).toBe(true)
    expect((await messaging.call(`POST /v1/messages/${late}/cancel`)).body.code).toBe('message_not_cancelable')
    const dropped = await messaging.waitFor(messageDropped, 1, ({ data }) => data.messageId === never)
    expect(dropped[0]?.data.reason).toBe('canceled')
  })

  it('is dropped when nobody knows an address', async () => {
    const profileId = await messaging.person({ email: 'keine Adresse', traits: {} })
    const id = await messaging.send(order({ profileId }))
    const message = await messaging.settled(id, 'dropped')
    expect(message.reason).toBe('no_address')
    expect(message.verdicts.at(-1)).toMatchObject({ rule: 'channel', verdict: 'drop', reason: 'no_address' })
  })

  it('takes the first channel that can be sent by', async () => {
    const profileId = await messaging.person()
    const id = await messaging.send(order({ profileId, channels: ['sms', 'email'] }))
    const message = await messaging.settled(id, 'sent')
    expect(message.channel).toBe('email')
    expect(message.verdicts).toContainEqual(
      expect.objectContaining({ verdict: 'substitute', reason: 'channel_unavailable', channel: 'sms' }),
    )
    const none = await messaging.send(order({ profileId, channels: ['sms'] }))
    expect((await messaging.settled(none, 'dropped')).reason).toBe('channel_unavailable')
  })

  it('is dropped when its content cannot be made, and never sent half', async () => {
    await messaging.call('PUT /v1/templates/strict', {
      body: {
        ...parcel,
        variables: [],
        locales: { en: { subject: 'Hi', body: 'Dear {{ person.traits.title }}, hello' } },
      },
    })
    const profileId = await messaging.person()
    const id = await messaging.send({ ...order({ profileId }), template: { key: 'strict' } })
    const message = await messaging.settled(id, 'dropped')
    expect(message.verdicts.at(-1)).toMatchObject({
      rule: 'content',
      verdict: 'drop',
      reason: 'variable_missing',
      variable: 'person.traits.title',
    })
    expect(messaging.mailIds()).not.toContain(id)
  })
})

describe('a message to a bare address', () => {
  it('is sent without anybody being known', async () => {
    const id = await messaging.send(
      order({ to: { channel: 'email', address: 'Jörg.Müller@example.test' }, class: 'transactional' }),
    )
    const message = await messaging.settled(id, 'sent')
    expect(message).toMatchObject({ profileId: null, address: 'jörg.müller@example.test', locale: 'de' })
    expect((await messaging.mail(id)).html).toContain('Guten Tag zusammen')
  })

  it('is no way around a permission', async () => {
    const to = { channel: 'email', address: 'fremd@example.test' }
    const id = await messaging.send(order({ to, class: 'marketing' }))
    expect((await messaging.settled(id, 'dropped')).reason).toBe('permission_missing')
  })
})

describe('what is wrong with an order', () => {
  const post = (body: unknown, headers: Readonly<Record<string, string>> = { 'idempotency-key': randomUUID() }) =>
    messaging.call('POST /v1/messages', { body, headers })

  it('is named, field by field', async () => {
    const profileId = uuidv7()
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, number, string])[] = [
      [order({ profileId, class: 'spam' }), 400, '/body/class'],
      [order({ profileId, topic: '' }), 400, '/body/topic'],
      [order({ profileId: 'wer?' }), 400, '/body/profileId'],
      [order({}), 400, '/body/profileId'],
      [order({ profileId, to: { channel: 'email', address: 'a@b.de' } }), 400, '/body/profileId'],
      [order({ profileId, wann: 'morgen' }), 400, '/body/wann'],
      [order({ profileId, priority: 101 }), 400, '/body/priority'],
      [order({ profileId, sendAt: 'morgen' }), 400, '/body/sendAt'],
      [order({ to: { channel: 'email', address: 'Straße5' } }), 422, '/body/to/address'],
      [order({ to: { channel: 'email', address: 'Straße 5' } }), 422, '/body/to/address'],
      [order({ to: { channel: 'email', address: '-f@example.test' } }), 422, '/body/to/address'],
      [order({ profileId, template: { key: 'unknown' } }), 422, '/body/template'],
      [order({ profileId, template: { key: 'parcel-arrived', version: 9 } }), 422, '/body/template'],
      [order({ profileId, data: {} }), 422, '/body/data/orderNumber'],
      [order({ profileId, expiresAt: '2020-01-01T00:00:00Z' }), 422, '/body/expiresAt'],
    ]
    for (const [body, status, pointer] of cases) {
      const answer = await post(body)
      expect([answer.status, answer.body.errors[0]?.pointer], JSON.stringify(body)).toEqual([status, pointer])
    }
    expect((await post(order({ profileId, template: { key: 'unknown' } }))).body.code).toBe('template_unknown')
  })

  it('includes a missing Idempotency-Key', async () => {
    const answer = await post(order({ profileId: uuidv7() }), {})
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency_key_required'])
  })

  it('includes a wrong key, a publishable one, and messages of others', async () => {
    const body = order({ profileId: await messaging.person() })
    const headers = { 'idempotency-key': randomUUID() }
    expect((await messaging.call('POST /v1/messages', { body, headers, key: 'sk_live_wrong' })).status).toBe(401)
    expect((await messaging.call('POST /v1/messages', { body, headers, key: null })).status).toBe(401)
    const { publishableKey } = messaging.workspace
    expect((await messaging.call('POST /v1/messages', { body, headers, key: publishableKey })).status).toBe(403)
    const id = await messaging.send(body)
    const foreign = messaging.as(messaging.other.secretKey)
    const [theirs, unknown] = [await foreign(`GET /v1/messages/${id}`), await foreign(`GET /v1/messages/${uuidv7()}`)]
    expect(theirs.status).toBe(404)
    expect({ ...theirs.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect((await foreign(`POST /v1/messages/${id}/cancel`)).status).toBe(404)
    expect((await foreign('GET /v1/messages')).body.items).toEqual([])
    // A template of one workspace is none of another.
    expect((await foreign('POST /v1/messages', { body, headers })).body.code).toBe('template_unknown')
  })
})

describe('an Idempotency-Key', () => {
  it('sends once, however often and however simultaneously it is used', async () => {
    const body = order({ profileId: await messaging.person() })
    const headers = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => messaging.call('POST /v1/messages', { body, headers })),
    )
    const ids = new Set(answers.filter(({ status }) => status === 202).map((answer) => answer.body.id))
    expect(ids.size).toBe(1)
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true)
    const [id] = ids
    await messaging.settled(String(id), 'sent')
    const { body: list } = await messaging.call(`GET /v1/messages?profileId=${String(body['profileId'])}`)
    expect(list.items).toHaveLength(1)
    const other = await messaging.call('POST /v1/messages', { body: { ...body, topic: 'anders' }, headers })
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })
})

describe('the list of messages', () => {
  it('comes newest first, page by page, of one person', async () => {
    const profileId = await messaging.person()
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.unshift(await messaging.send(order({ profileId })))
    const first = await messaging.call(`GET /v1/messages?profileId=${profileId}&limit=2`)
    const second = await messaging.call(
      `GET /v1/messages?profileId=${profileId}&limit=2&cursor=${first.body.nextCursor}`,
    )
    const shown = [...first.body.items, ...second.body.items].map((item: { id: string }) => item.id)
    expect(shown).toEqual(ids)
    expect(second.body.nextCursor).toBeNull()
    expect((await messaging.call('GET /v1/messages?cursor=quatsch')).status).toBe(400)
  })
})

describe('many messages at once', () => {
  it('all leave, each once', async () => {
    const profileId = await messaging.person()
    const ids: string[] = []
    while (ids.length < 150) {
      ids.push(...(await Promise.all(Array.from({ length: 15 }, () => messaging.send(order({ profileId }))))))
    }
    await eventually(() => expect(ids.every((id) => messaging.mailIds().includes(id))).toBe(true))
    await messaging.waitFor(messageSent, 150, ({ data }) => ids.includes(data.messageId))
    expect(messaging.published(messageSent).filter(({ data }) => ids.includes(data.messageId))).toHaveLength(150)
  })
})

describe('a published template', () => {
  it('is published with what others need to refer to it', async () => {
    const [event] = await messaging.waitFor(templatePublished, 1, ({ data }) => data.key === 'parcel-arrived')
    expect(event?.data).toMatchObject({
      version: 1,
      channel: 'email',
      fallbackLocale: 'en',
      variables: ['orderNumber'],
    })
    expect(event?.data.locales.toSorted()).toEqual(['de', 'en'])
  })
})
