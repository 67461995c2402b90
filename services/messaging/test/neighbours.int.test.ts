import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging({ SEND_CONCURRENCY: '40' })
})
afterAll(() => messaging.close())

// Some tens of milliseconds of a thread for each mail, within what a template may cost.
const slow =
  '{% for i in (1..1500) %}{% if data.missing %}{% endif %}{% assign d = i | times: 2 | plus: 1 %}{% endfor %}'
const SLOW = 200

const template = (body: string): Readonly<Record<string, unknown>> => ({
  channel: 'email',
  locales: { en: { subject: 'Hello', body } },
  fallbackLocale: 'en',
})
const order = (kind: string): Readonly<Record<string, unknown>> => ({
  to: { channel: 'email', address: `${randomUUID()}@example.test` },
  template: { key: 'mail' },
  class: kind,
  topic: 'orders',
})

// When a mail was written says more than when it was looked for: the tests' own process is busy as well.
const writtenAt = (id: string): number => statSync(join(messaging.mailFolder, `${id}.eml`)).mtimeMs

describe('two hundred slow mails of one workspace', () => {
  it('let the transactional mail of another one pass, and one of their own workspace too', async () => {
    const other = messaging.as(messaging.other.secretKey)
    expect((await messaging.call('PUT /v1/templates/mail', { body: template(`${slow}Slow`) })).status).toBe(201)
    expect((await other('PUT /v1/templates/mail', { body: template('Quick') })).status).toBe(201)
    const many: string[] = []
    while (many.length < SLOW)
      many.push(...(await Promise.all(Array.from({ length: 20 }, () => messaging.send(order('service'))))))
    const answer = await other('POST /v1/messages', {
      body: order('transactional'),
      headers: { 'idempotency-key': randomUUID() },
    })
    const ofOther = { id: String(answer.body.id), acceptedAt: Date.now() }
    const fromSameWorkspace = { id: await messaging.send(order('transactional')), acceptedAt: Date.now() }
    await eventually(() => expect(messaging.mailIds()).toHaveLength(SLOW + 2), { timeoutMs: 100_000 })
    for (const { id, acceptedAt } of [ofOther, fromSameWorkspace]) {
      const left = many.filter((messageId) => writtenAt(messageId) > acceptedAt)
      const ahead = left.filter((messageId) => writtenAt(messageId) < writtenAt(id))
      // What a machine sends as fast as it is ordered has no line to pass.
      if (left.length < SLOW / 2) continue
      expect(ahead.length).toBeLessThan(left.length / 2)
    }
  }, 150_000)
})
