import { randomUUID } from 'node:crypto'
import { type CallOptions, caller, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from './mail.js'
import { type ServiceName, startTestStack, type TestStack } from './stack.js'
import { thankFor } from './thanks.js'

const MINUTE = 60_000
const DAY = 86_400_000
let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack.close())

/** A workspace of mode `test`, as its operator makes it; a service that has not heard of its key yet is called again. */
async function testWorkspace() {
  const operator = caller(stack.url('profile'), stack.adminToken)
  const body = { key: 'probe', name: 'Probe – Größe 38', mode: 'test', timeZone: 'Europe/Berlin', locale: 'de' }
  const made = await operator('POST /v1/workspaces', { body: { ...body, defaultRegion: 'DE' } })
  const { secret } = made.body.secretKey
  return (service: ServiceName, operation: string, options?: CallOptions) =>
    eventually(async () => {
      const answer = await caller(stack.url(service), secret)(operation, options)
      if (answer.status === 401 || answer.status >= 500) throw new Error(answer.text)
      return answer
    })
}

describe('thirty days', () => {
  it('pass in a moment in a test workspace: the mail of a journey is there, and all that time ends has ended', async () => {
    const call = await testWorkspace()
    const must = async (service: ServiceName, operation: string, body: unknown) => {
      const answer = await call(service, operation, { body })
      if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.text}`)
      return answer.body
    }
    const journey = await thankFor(async (...given) => void (await must(...given)), 'Bestellt', 'P30D')
    await must('feedback', 'PUT /v1/surveys/kurz', {
      title: { de: 'Kurz' },
      questions: [{ id: 'nps', kind: 'nps', text: { de: 'Würden Sie uns empfehlen?' } }],
    })
    const expiresAt = new Date(Date.now() + 20 * DAY).toISOString()
    const invitation = await must('feedback', 'POST /v1/surveys/kurz/invitations', {
      profileId: randomUUID(),
      expiresAt,
    })
    const link = `GET /v1/invitations/${invitation.url.split('/').at(-1)}`
    const email = 'zoe@hofladen.example'
    const person = { userId: email, traits: { email, name: 'Zoe' }, messageId: randomUUID() }
    await must('profile', 'POST /v1/identify', person)
    await must('profile', 'POST /v1/track', { userId: email, event: 'Bestellt', messageId: randomUUID() })
    const { wakeAt } = await eventually(async () => {
      const { body } = await call('journey', `GET /v1/journeys/${journey}/runs`)
      const [run] = body.items
      expect(run.wakeAt).toEqual(expect.any(String))
      return run
    })
    expect((await call('feedback', link)).status).toBe(200)
    await must('profile', 'POST /v1/test-clock', { now: new Date(Date.parse(wakeAt) + MINUTE).toISOString() })
    await eventually(() => expect(mailsTo(stack.mailFolder, email)).toHaveLength(1))
    await eventually(async () => expect((await call('feedback', link)).body.code).toBe('invitation_expired'))
    const [message] = (await call('messaging', 'GET /v1/messages')).body.items
    expect(Date.parse(message.plannedAt)).toBeGreaterThan(Date.now() + 29 * DAY)
    // What is asked after it is of that time too.
    const report = await call('analytics', 'GET /v1/reports/overview')
    expect(report.status).toBe(200)
    const refused = await stack.workspace.call('profile', 'POST /v1/test-clock', { body: { now: wakeAt } })
    expect([refused.status, refused.body.code]).toEqual([403, 'clock_of_live_workspace'])
  }, 180_000)
})
