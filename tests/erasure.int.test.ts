import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineForEverybody } from './everybodys-definitions.js'
import { mailsTo } from './mail.js'
import { SERVICES, type ServiceName, startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
  await define()
}, 120_000)
afterAll(() => stack?.close())

const must: TestStack['workspace']['must'] = (...call) => stack.workspace.must(...call)

/** What everybody is taken through; nobody is named in it. */
async function define(): Promise<void> {
  await defineForEverybody(stack.workspace)
  for (const service of SERVICES)
    await must(service, 'PUT /v1/webhooks/away', { url: 'http://127.0.0.1:1024/', types: ['*'] })
}

interface Canary {
  /** Stands in everything that is written of them. */
  readonly word: string
  readonly profileId: string
  readonly address: string
}

/** Brings somebody in through every door. */
async function newCanary(word: string): Promise<Canary> {
  const address = `${word}@example.test`
  const { id: profileId } = await must('profile', `PUT /v1/profiles/by/user_id/kunde-${word}`, {
    traits: { email: address, firstName: `Änne ${word}` },
  })
  const event = { userId: `kunde-${word}`, event: 'Order Completed', properties: { note: word } }
  await must('profile', 'POST /v1/track', event)
  // Refused, with the address in what is said of it.
  await must('profile', 'POST /v1/batch', {
    batch: [{ type: address, userId: `kunde-${word}`, messageId: randomUUID() }],
  })
  await must('profile', 'POST /v1/work', { why: `Zurückrufen: ${word}`, profileId })
  await must('messaging', 'PUT /v1/permissions', {
    profileId,
    channel: 'email',
    topic: 'news',
    state: 'granted',
    proof: {
      noticeKey: 'news',
      noticeVersion: '1',
      noticeText: `Ja, ${word}`,
      locale: 'de',
      mechanism: 'checkbox',
      occurredAt: new Date().toISOString(),
      actor: word,
    },
  })
  const message = { profileId, template: { key: 'hello' }, data: { word }, class: 'marketing', topic: 'news' }
  await must('messaging', 'POST /v1/messages', message)
  await must('messaging', 'POST /v1/messages', { ...message, sendAt: new Date(Date.now() + 86_400_000).toISOString() })
  await must('feedback', 'POST /v1/surveys/delivery/invitations', { profileId, properties: { word } })
  await must('feedback', 'POST /v1/answers', {
    survey: 'delivery',
    profileId,
    answers: { why: `Weil ${word}` },
    properties: { word },
    complete: true,
  })
  await eventually(() => must('journey', 'POST /v1/journeys/waiting/runs', { profileId, data: { word } }))
  await eventually(() => expect(mailsTo(stack.mailFolder, address)).not.toEqual([]))
  await eventually(async () => expect(await tablesThatSay('analytics', [profileId])).not.toEqual([]))
  return { word, profileId, address }
}

/** Every table of a service in which a row says one of these words. */
async function tablesThatSay(service: ServiceName, words: readonly string[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl(service) })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const { rowCount } = await client.query(
        `select from ${name} it
          where exists (select from unnest($1::text[]) as word where position(lower(word) in lower(it::text)) > 0)`,
        [words],
      )
      if ((rowCount ?? 0) > 0) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

const mails = (): string =>
  readdirSync(stack.mailFolder)
    .map((name) => readFileSync(join(stack.mailFolder, name), 'utf8'))
    .join('\n')

/** Nothing is taken of whoever is named by an id that is gone, by no service and in no file. */
async function expectRefused(profileId: string): Promise<void> {
  const writes: readonly (readonly [ServiceName, string, object])[] = [
    [
      'messaging',
      'POST /v1/messages',
      { profileId, template: { key: 'hello' }, data: {}, class: 'service', topic: 'news' },
    ],
    ['feedback', 'POST /v1/answers', { survey: 'delivery', profileId, answers: { why: 'x' }, complete: true }],
    ['feedback', 'POST /v1/surveys/delivery/invitations', { profileId }],
    ['journey', 'POST /v1/journeys/waiting/runs', { profileId }],
    ['profile', 'POST /v1/work', { why: 'x', profileId }],
  ]
  for (const [service, operation, body] of writes) {
    const headers = { 'idempotency-key': randomUUID() }
    const { status, body: problem } = await stack.workspace.call(service, operation, { headers, body })
    expect([operation, status, problem.code]).toEqual([operation, 422, 'person_erased'])
    expect(problem.errors).toMatchObject([{ pointer: '/body/profileId' }])
  }
  const row = { profileId, survey: 'delivery', answers: { why: 'x' }, occurredAt: new Date().toISOString() }
  const sent = await stack.workspace.call('feedback', 'POST /v1/imports?kind=answers', {
    headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/x-ndjson' },
    body: JSON.stringify(row),
  })
  const { items } = await eventually(async () => {
    const { jobId } = JSON.parse(sent.text)
    expect(await must('feedback', `GET /v1/jobs/${jobId}`)).toMatchObject({ state: 'succeeded' })
    return must('feedback', `GET /v1/imports/${jobId}/rows?outcome=rejected`)
  })
  expect(items).toMatchObject([{ line: 1, faults: [{ pointer: '/profileId', code: 'person_erased' }] }])
}

/** Where the id, which leads nowhere, may stand: that it was erased, and what was published of that. */
const OF_THE_ERASURE = new Set([
  'erasure',
  'erased_person',
  'outbox',
  'recent_event',
  'webhook_delivery',
  'idempotency',
])

describe.each(['erase', 'anonymise'] as const)('somebody who is forgotten (%s)', (mode) => {
  it('is found in no table and no mail of any service within a minute, and others are as they were', async () => {
    const [gone, stays] = [await newCanary(`zaunkoenig-${mode}`), await newCanary(`feldlerche-${mode}`)]
    const before = await Promise.all(SERVICES.map((service) => tablesThatSay(service, [stays.word])))
    const facts = async () => (await must('analytics', 'GET /v1/metrics/interactions.count')).value
    const counted = mode === 'anonymise' ? await facts() : undefined
    const { jobId } = await must('profile', 'POST /v1/privacy/erasures', {
      profileId: gone.profileId,
      mode,
      reason: 'Antrag',
    })
    const erasure = await eventually(
      async () => {
        const body = await must('profile', `GET /v1/privacy/erasures/${jobId}`)
        expect(body).toMatchObject({ state: 'succeeded', progress: { done: 5, total: 5 } })
        return body
      },
      { timeoutMs: 60_000 },
    )
    expect(erasure.receipts.map(({ service }: { service: string }) => service)).toEqual([...SERVICES])
    for (const service of SERVICES) {
      await eventually(async () =>
        expect([service, await tablesThatSay(service, [gone.word, gone.address])]).toEqual([service, []]),
      )
      const named = (await tablesThatSay(service, [gone.profileId])).map((name) => name.replace(/_p?\d+.*$/, ''))
      expect([service, named.filter((name) => !OF_THE_ERASURE.has(name))]).toEqual([service, []])
    }
    expect(mails()).not.toContain(gone.word)
    expect(mails()).toContain(stays.word)
    expect(await Promise.all(SERVICES.map((service) => tablesThatSay(service, [stays.word])))).toEqual(before)
    if (counted !== undefined) expect(await facts()).toEqual(counted)
    await expectRefused(gone.profileId)
  }, 180_000)
})
