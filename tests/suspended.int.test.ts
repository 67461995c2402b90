import { randomUUID } from 'node:crypto'
import { caller, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from './mail.js'
import { SERVICES, startTestStack, type Tenant, type TestStack } from './stack.js'
import { thankFor } from './thanks.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack.close())

const QUESTIONS = {
  profile: 'GET /v1/segments',
  journey: 'GET /v1/journeys',
  messaging: 'GET /v1/templates',
  feedback: 'GET /v1/surveys',
  analytics: 'GET /v1/metrics',
} as const

async function must(tenant: Tenant, service: (typeof SERVICES)[number], operation: string, body: unknown) {
  const answer = await tenant.call(service, operation, { body })
  if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.text}`)
}

/** Somebody who gets a mail twelve seconds after an event; answers once their run waits for that. */
async function letWait(tenant: Tenant, email: string): Promise<void> {
  const journey = await thankFor((...call) => must(tenant, ...call), 'Bestellt', 'PT12S')
  const person = { userId: email, traits: { email, name: 'Zoe' }, messageId: randomUUID() }
  await must(tenant, 'profile', 'POST /v1/identify', person)
  await must(tenant, 'profile', 'POST /v1/track', { userId: email, event: 'Bestellt', messageId: randomUUID() })
  await eventually(async () => {
    const { body } = await tenant.call('journey', `GET /v1/journeys/${journey}/runs`)
    expect(body.items).toHaveLength(1)
  })
}

describe('a workspace that is suspended', () => {
  it('is refused by all services and sends nothing, and loses nothing until it goes on', async () => {
    const operator = caller(stack.url('profile'), stack.adminToken)
    await letWait(stack.workspace, 'zoe@hofladen.example')
    const suspended = await operator(`POST /v1/workspaces/${stack.workspace.id}/suspend`)
    expect(suspended.status).toBe(200)
    for (const service of SERVICES)
      await eventually(async () => {
        const { status, body } = await stack.workspace.call(service, QUESTIONS[service])
        expect([service, status, body.code]).toEqual([service, 403, 'workspace_suspended'])
      })
    // Whoever begins later and waits as long has their mail: the other one would have had theirs.
    await letWait(stack.other, 'ada@bergstiefel.example')
    await eventually(() => expect(mailsTo(stack.mailFolder, 'ada@bergstiefel.example')).toHaveLength(1))
    expect(mailsTo(stack.mailFolder, 'zoe@hofladen.example')).toEqual([])
    await operator(`POST /v1/workspaces/${stack.workspace.id}/resume`)
    await eventually(() => expect(mailsTo(stack.mailFolder, 'zoe@hofladen.example')).toHaveLength(1))
    for (const service of SERVICES)
      await eventually(async () => {
        expect([service, (await stack.workspace.call(service, QUESTIONS[service])).status]).toEqual([service, 200])
      })
  }, 180_000)
})
