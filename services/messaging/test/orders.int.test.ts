import {
  feedbackRequested,
  messageDeferred,
  messageDropped,
  messagePlanned,
  messageQueued,
  messageSent,
  profileChanged,
  topicNames,
} from '@polyphon/contracts'
import { Database, uuidv7 } from '@polyphon/service-kit'
import { traceOf } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString()

function planned(profileId: string, more: Partial<Parameters<typeof order>[1]> = {}) {
  return order(profileId, more)
}

function order(
  profileId: string,
  more: { orderId?: string; profileRevision?: number; template?: string; expiresAt?: string; topic?: string },
) {
  const runId = uuidv7()
  return {
    orderId: `${runId}:thank-you:1`,
    runId,
    profileId,
    profileRevision: 1,
    channels: ['email'],
    template: 'parcel-arrived',
    data: { orderNumber: '50314' },
    class: 'service' as const,
    topic: 'orders',
    priority: 50,
    expiresAt: tomorrow(),
    ...more,
  }
}

const sentFor = async (profileId: string): Promise<string> => {
  const [event] = await messaging.waitFor(messageSent, 1, ({ data }) => data.profileId === profileId)
  return event?.data.messageId ?? ''
}

describe('an order of a journey', () => {
  it('becomes one message, however often it is delivered', async () => {
    const profileId = await messaging.person()
    const data = planned(profileId)
    const id = uuidv7()
    await messaging.publish(messagePlanned, messaging.workspace.id, data, { id })
    await messaging.publish(messagePlanned, messaging.workspace.id, data, { id })
    await messaging.publish(messagePlanned, messaging.workspace.id, data)
    const messageId = await sentFor(profileId)
    const next = planned(profileId)
    await messaging.publish(messagePlanned, messaging.workspace.id, next)
    await messaging.waitFor(messageSent, 2, ({ data: sent }) => sent.profileId === profileId)
    const { body } = await messaging.call(`GET /v1/messages?profileId=${profileId}`)
    expect(body.items).toHaveLength(2)
    expect(body.items[1]).toMatchObject({ id: messageId, orderId: data.orderId, runId: data.runId })
  })

  it.each([
    ['orders', 'facts'],
    ['facts', 'orders'],
  ] as const)('becomes one message, first among the %s and then among the %s', async (...ways) => {
    const topics = { facts: messagePlanned.topic, orders: topicNames.orders('journey') }
    const profileId = await messaging.person()
    const data = planned(profileId)
    const id = uuidv7()
    for (const [index, way] of ways.entries()) {
      await messaging.publish(messagePlanned, messaging.workspace.id, data, { id, topics: [topics[way]] })
      if (index === 0) await sentFor(profileId)
      const last = planned(profileId)
      await messaging.publish(messagePlanned, messaging.workspace.id, last, { topics: [topics[way]] })
      await messaging.waitFor(messageSent, 1, ({ data: sent }) => sent.orderId === last.orderId)
    }
    const ofOrder = messaging.published(messageQueued).filter(({ data: queued }) => queued.orderId === data.orderId)
    expect(ofOrder).toHaveLength(1)
  })

  it('is queued with the trace of the order that asked for it, though many are planned together', async () => {
    const digits = ['1', '2', '3', '4', '5', '6']
    const people = await Promise.all(digits.map(() => messaging.person()))
    // Who is not known yet is queued by the snapshot that brings them, which is another cause.
    for (const profileId of people) await messaging.publish(messagePlanned, messaging.workspace.id, planned(profileId))
    for (const profileId of people) await sentFor(profileId)
    const orders = people.map((profileId) => planned(profileId))
    const ids = await Promise.all(
      digits.map((digit, index) =>
        messaging.publish(messagePlanned, messaging.workspace.id, orders[index] ?? planned(''), {
          cause: { correlationId: `request-${digit}`, traceparent: traceOf(digit) },
        }),
      ),
    )
    const orderIds = new Set<unknown>(orders.map(({ orderId }) => orderId))
    const queued = await messaging.waitFor(messageQueued, digits.length, ({ data }) => orderIds.has(data.orderId))
    const causes = new Map(queued.map(({ data, cause }) => [data.orderId, cause]))
    for (const [index, digit] of digits.entries())
      expect(causes.get(orders[index]?.orderId)).toEqual({
        causationId: ids[index],
        correlationId: `request-${digit}`,
        traceparent: traceOf(digit),
      })
  })

  it('waits for a person whom a lagging copy has not read yet, while others go on', async () => {
    const known = await messaging.person()
    await messaging.publish(messagePlanned, messaging.workspace.id, planned(known))
    await sentFor(known)
    const late = uuidv7()
    const scans = { pool: 1, limitMs: 1_000 }
    const owner = new Database({ url: messaging.ownerUrl, pool: 1, scans, now: () => new Date(), newId: uuidv7 })
    try {
      // Nobody can be written into the copy as long as this lasts.
      await owner.transact(null, async (tx) => {
        await tx.query('lock table person in exclusive mode')
        await messaging.person({ profileId: late })
        await messaging.publish(messagePlanned, messaging.workspace.id, planned(late))
        await messaging.waitFor(messageDeferred, 1, ({ data }) => data.profileId === late)
        await messaging.publish(messagePlanned, messaging.workspace.id, planned(known))
        await messaging.waitFor(messageSent, 2, ({ data }) => data.profileId === known)
        const { body } = await messaging.call(`GET /v1/messages?profileId=${late}`)
        expect(body.items[0]).toMatchObject({ delivery: 'planned', reason: 'person_not_yet_known' })
        expect(body.items[0].verdicts[0]).toMatchObject({ rule: 'order', verdict: 'defer' })
      })
    } finally {
      await owner.close()
    }
    expect(await sentFor(late)).not.toBe('')
  })

  it('drops when this service has read everything and the person is still not known', async () => {
    const nobody = uuidv7()
    await messaging.publish(messagePlanned, messaging.workspace.id, planned(nobody))
    const [dropped] = await messaging.waitFor(messageDropped, 1, ({ data }) => data.profileId === nobody)
    expect(dropped?.data).toMatchObject({ reason: 'profile_not_seen' })
    expect(dropped?.data.verdicts).toEqual([{ rule: 'order', verdict: 'drop', reason: 'profile_not_seen' }])
  })

  it('is carried out for the person as we know them when nothing newer comes', async () => {
    const profileId = await messaging.person()
    await messaging.publish(messagePlanned, messaging.workspace.id, planned(profileId, { profileRevision: 7 }))
    expect(await sentFor(profileId)).not.toBe('')
  })

  it('drops when it has expired, and when its template never comes', async () => {
    const profileId = await messaging.person()
    await messaging.publish(
      messagePlanned,
      messaging.workspace.id,
      planned(profileId, { expiresAt: '2020-01-01T00:00:00.000Z' }),
    )
    await messaging.publish(messagePlanned, messaging.workspace.id, planned(profileId, { template: 'never-published' }))
    const dropped = await messaging.waitFor(messageDropped, 2, ({ data }) => data.profileId === profileId)
    expect(dropped.map(({ data }) => data.reason)).toEqual(['expired', 'template_missing'])
    const deferred = messaging.published(messageDeferred).filter(({ data }) => data.profileId === profileId)
    expect(deferred.map(({ data }) => data.reason)).toEqual(['template_not_yet_known'])
  })

  it('waits for a template that is published a moment later', async () => {
    const profileId = await messaging.person()
    await messaging.publish(messagePlanned, messaging.workspace.id, planned(profileId, { template: 'just-in-time' }))
    await messaging.waitFor(messageDeferred, 1, ({ data }) => data.profileId === profileId)
    await messaging.call('PUT /v1/templates/just-in-time', { body: parcel })
    expect((await messaging.mail(await sentFor(profileId))).subject).toContain('50314')
  })

  it('reaches the survivor when the person was merged meanwhile', async () => {
    const [survivor, absorbed] = [await messaging.person(), await messaging.person()]
    await messaging.publish(
      profileChanged,
      messaging.workspace.id,
      { profileId: absorbed, mergedInto: survivor, revision: 9 },
      { topics: ['polyphon.profile.people'] },
    )
    await messaging.publish(messagePlanned, messaging.workspace.id, planned(absorbed, { profileRevision: 8 }))
    const id = await sentFor(survivor)
    expect((await messaging.call(`GET /v1/messages/${id}`)).body.address).toBe(`${survivor}@example.test`)
  })
})

describe('an invitation to a survey', () => {
  const invitation = (profileId: string, more: { template?: string } = {}) => ({
    invitationId: uuidv7(),
    profileId,
    profileRevision: 1,
    survey: 'delivery',
    version: 1,
    url: 'https://feedback.example.test/v1/invitations/token?a=1&b=2',
    topic: 'orders',
    channels: ['email'],
    expiresAt: null,
    properties: { late: false },
    ...more,
  })
  const permit = (profileId: string) =>
    messaging.call('PUT /v1/permissions', {
      body: { profileId, channel: 'email', topic: 'orders', state: 'granted', proof: proof() },
    })

  it.each([
    ['de', 'Ihre Meinung ist uns wichtig', 'Guten Tag Änne,', 'Jetzt antworten: '],
    ['en-US', 'Your opinion matters to us', 'Hello Änne,', 'Answer now: '],
    ['pt-BR', 'Your opinion matters to us', 'Hello Änne,', 'Answer now: '],
  ])('comes with the built-in text in %s', async (locale, subject, greeting, link) => {
    const profileId = await messaging.person({ locale })
    await permit(profileId)
    const data = invitation(profileId)
    await messaging.publish(feedbackRequested, messaging.workspace.id, data)
    await messaging.publish(feedbackRequested, messaging.workspace.id, data)
    const id = await sentFor(profileId)
    const mail = await messaging.mail(id)
    expect(mail.subject).toBe(subject)
    expect(mail.text).toContain(greeting)
    expect(mail.text).toContain(`${link}${data.url}\n`)
    expect(mail.html).toContain('href="https://feedback.example.test/v1/invitations/token?a=1&amp;b=2"')
    const { body } = await messaging.call(`GET /v1/messages/${id}`)
    expect(body).toMatchObject({ class: 'research', invitationId: data.invitationId, template: { version: 0 } })
    expect((await messaging.call(`GET /v1/messages?profileId=${profileId}`)).body.items).toHaveLength(1)
  })

  it('uses the template that it names, which sees the link', async () => {
    const body = {
      channel: 'email',
      locales: { de: { subject: 'Frage', body: 'Antworten Sie hier: {{ url }}' } },
      variables: [],
    }
    await messaging.call('PUT /v1/templates/ask-after-delivery', { body })
    const profileId = await messaging.person()
    await permit(profileId)
    const data = invitation(profileId, { template: 'ask-after-delivery' })
    await messaging.publish(feedbackRequested, messaging.workspace.id, data)
    const mail = await messaging.mail(await sentFor(profileId))
    expect(mail.text).toBe(`Antworten Sie hier: ${data.url}`)
    expect(mail.html).toContain(`>${data.url.replaceAll('&', '&amp;')}</a>`)
  })

  it('is not sent without a permission', async () => {
    const profileId = await messaging.person()
    await messaging.publish(feedbackRequested, messaging.workspace.id, invitation(profileId))
    const [dropped] = await messaging.waitFor(messageDropped, 1, ({ data }) => data.profileId === profileId)
    expect(dropped?.data).toMatchObject({ reason: 'permission_missing', class: 'research' })
  })
})
