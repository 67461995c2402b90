import { randomUUID } from 'node:crypto'
import { messageDeferred, messagePlanned, workspaceChanged } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { type Call, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

// An hour before midnight in Berlin, on the day on which the clocks go back.
const EVENING = new Date('2026-10-25T22:00:00.000Z')
const MIDNIGHT = new Date('2026-10-25T23:00:00.000Z')
let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging({}, { at: EVENING })
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

let version = 1
/** Says, as profile would, how many messages may be sent a day. */
async function bound(messagesPerDay: number | null): Promise<void> {
  version += 1
  const { id } = messaging.workspace
  const workspace = { ...workspaceChanged.example, workspaceId: id, key: `test-${id}`, mode: 'live' as const, version }
  await messaging.publish(workspaceChanged, id, {
    ...workspace,
    timeZone: 'Europe/Berlin',
    quotas: { eventsPerDay: null, messagesPerDay },
  })
  await eventually(async () => {
    const known = await messaging.deps.workspaces.workspace(id)
    expect(known?.quotas.messagesPerDay).toBe(messagesPerDay)
  })
}

async function permitted(): Promise<string> {
  const profileId = await messaging.person()
  const body = { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof(EVENING.toISOString()) }
  expect((await messaging.call('PUT /v1/permissions', { body })).status).toBeLessThan(300)
  return profileId
}

const order = (profileId: string, kind = 'marketing') => ({
  profileId,
  template: { key: 'parcel-arrived' },
  data: { orderNumber: '1' },
  class: kind,
  topic: 'news',
})
/** Orders a message by call, once: who is answered 503 comes again under the same key. */
function post(profileId: string, kind?: string): Promise<Call> {
  const headers = { 'idempotency-key': randomUUID() }
  return eventually(async () => {
    const answer = await messaging.call('POST /v1/messages', { body: order(profileId, kind), headers })
    if (answer.status === 503) throw new Error(answer.text)
    return answer
  })
}

/** Orders a message as a journey does, and answers its id. */
async function planned(profileId: string): Promise<string> {
  const orderId = `order-${randomUUID()}`
  await messaging.publish(messagePlanned, messaging.workspace.id, {
    ...messagePlanned.example,
    ...order(profileId),
    template: 'parcel-arrived',
    class: 'marketing' as const,
    orderId,
    runId: uuidv7(),
    profileRevision: 1,
    expiresAt: '2026-11-30T00:00:00.000Z',
  })
  return eventually(async () => {
    const { body } = await messaging.call(`GET /v1/messages?profileId=${profileId}`)
    const found = body.items.find((item: { orderId: string }) => item.orderId === orderId)
    if (found === undefined) throw new Error('The message is not planned yet.')
    return String(found.id)
  })
}

describe('a quota of messages', () => {
  it('refuses a call beyond it until midnight, and lets through what somebody waits for', async () => {
    await bound(10)
    const profileId = await permitted()
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(profileId)))
    const taken = answers.filter(({ status }) => status === 202)
    expect(taken).toHaveLength(10)
    for (const answer of answers.filter(({ status }) => status !== 202)) {
      expect([answer.status, answer.body.code]).toEqual([429, 'quota_exceeded'])
      expect(answer.headers.get('retry-after')).toBe('3600')
    }
    for (const { body } of taken) await messaging.settled(body.id, 'sent')
    for (const kind of ['transactional', 'service']) {
      const { status, body } = await post(profileId, kind)
      expect(status).toBe(202)
      await messaging.settled(body.id, 'sent')
    }
    expect((await messaging.call('GET /v1/usage')).body.days.at(-1)).toMatchObject({ count: 12 })
    const { text } = await messaging.call('GET /metrics')
    expect(text).toMatch(/polyphon_quota_reached_total{[^}]*percent="80"[^}]*} 1/)
    expect(text).toMatch(/polyphon_quota_reached_total{[^}]*percent="100"[^}]*} 1/)
  })

  it('has what journeys order wait for the next day, with a verdict that says so, and lose nothing', async () => {
    const profileId = await permitted()
    const id = await planned(profileId)
    const waiting = await messaging.settled(id, 'deferred')
    expect(waiting.reason).toBe('quota_exceeded')
    expect(waiting.verdicts).toContainEqual({
      rule: 'quota',
      verdict: 'defer',
      reason: 'quota_exceeded',
      until: MIDNIGHT.toISOString(),
    })
    const [event] = await messaging.waitFor(messageDeferred, 1, ({ data }) => data.messageId === id)
    expect(event?.data.reason).toBe('quota_exceeded')
    expect(messaging.mailIds()).not.toContain(id)
    await messaging.advanceTo(MIDNIGHT)
    await messaging.settled(id, 'sent')
    expect((await messaging.call('GET /v1/usage')).body.days.at(-1)).toMatchObject({ day: '2026-10-26', count: 1 })
  })

  it('is passed by no claim, however many orders come at once, and counts none twice', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => permitted()))
    const ids = await Promise.all(people.map(planned))
    let at = MIDNIGHT.getTime()
    const settled = await eventually(async () => {
      // Whoever waits for a person to be known is looked at again.
      at += 1_000
      await messaging.advanceTo(new Date(at))
      const all = await Promise.all(ids.map((id) => messaging.call(`GET /v1/messages/${id}`)))
      const states = all.map(({ body }) => `${body.delivery} ${body.reason}`)
      expect(new Set(states)).toEqual(new Set(['sent null', 'deferred quota_exceeded']))
      return states
    })
    expect(settled.filter((state) => state === 'sent null')).toHaveLength(9)
    await bound(null)
    const { status, body } = await post(people[0] ?? '')
    expect(status).toBe(202)
    await messaging.settled(body.id, 'sent')
  })
})
