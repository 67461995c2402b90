import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging({})
})
afterAll(() => messaging.close())

interface Item {
  readonly channel: string
  readonly topic: string
  readonly state: string
  readonly history: readonly { readonly id: string; readonly state: string }[]
}

let minute = 0

/** Each decision is a minute later than the one before. */
async function decide(profileId: string, topic: string, state: string, noticeText: string): Promise<string> {
  const proof = {
    noticeKey: 'newsletter',
    noticeVersion: '3',
    noticeText,
    locale: 'de',
    mechanism: 'checkbox',
    occurredAt: new Date(Date.UTC(2026, 0, 22, 10, (minute += 1))).toISOString(),
    actor: 'person',
  }
  const answer = await messaging.call('PUT /v1/permissions', {
    body: { profileId, channel: 'email', topic, state, proof },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return String(answer.body.id)
}

/** All pages of a person's permissions, as they come. */
async function pagesOf(profileId: string, limit: number): Promise<readonly (readonly Item[])[]> {
  const pages: (readonly Item[])[] = []
  for (let cursor = ''; ; ) {
    const more = cursor === '' ? '' : `&cursor=${cursor}`
    const { status, body } = await messaging.call(`GET /v1/permissions?profileId=${profileId}&limit=${limit}${more}`)
    expect(status).toBe(200)
    pages.push(body.items)
    if (body.nextCursor === null) return pages
    cursor = String(body.nextCursor)
  }
}

const idsOf = (pages: readonly (readonly Item[])[]): readonly string[] =>
  pages.flat().flatMap(({ topic, history }) => history.map(({ id }) => `${topic} ${id}`))

describe('what a person has allowed', () => {
  it('comes in pages of so many records, and a page goes on where the one before it ended', async () => {
    const profileId = randomUUID()
    const written: string[] = []
    for (const [topic, states] of [
      ['neues', ['granted', 'withdrawn', 'granted', 'withdrawn', 'granted']],
      ['orders', ['granted', 'withdrawn']],
      ['zz', ['withdrawn']],
    ] as const) {
      const ofTopic: string[] = []
      for (const state of states) ofTopic.unshift(`${topic} ${await decide(profileId, topic, state, 'Größe ß')}`)
      written.push(...ofTopic)
    }
    for (const limit of [1, 3, 50]) {
      const pages = await pagesOf(profileId, limit)
      expect(idsOf(pages)).toEqual(written)
      expect(pages.map((items) => items.flatMap(({ history }) => history).length)).toEqual(
        { 1: [1, 1, 1, 1, 1, 1, 1, 1], 3: [3, 3, 2], 50: [8] }[limit],
      )
      for (const { topic, state } of pages.flat())
        expect([topic, state]).toEqual([topic, { neues: 'granted', orders: 'withdrawn', zz: 'withdrawn' }[topic]])
    }
    expect((await pagesOf(profileId, 50))[0]?.map(({ topic }) => topic)).toEqual(['neues', 'orders', 'zz'])
  })

  it('comes in pages of about 1 MiB, however long the notices were', async () => {
    const profileId = randomUUID()
    const notice = 'ß'.repeat(20_000)
    for (let i = 0; i < 30; i += 1) await decide(profileId, 'news', i % 2 === 0 ? 'granted' : 'withdrawn', notice)
    const pages = await pagesOf(profileId, 500)
    expect(pages.length).toBeGreaterThan(1)
    for (const items of pages) expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThanOrEqual(1_060_000)
    expect(new Set(idsOf(pages)).size).toBe(30)
  })

  it('says which cursors belong to no list of its own', async () => {
    const path = `GET /v1/permissions?profileId=${randomUUID()}&cursor=`
    for (const cursor of ['x', Buffer.from('["email","news"]').toString('base64url')])
      expect((await messaging.call(`${path}${cursor}`)).body).toMatchObject({ status: 400, code: 'cursor_invalid' })
  })
})

describe('imports', () => {
  const rowsOf = async (kind: string, type: string, body: string) => {
    const headers = { 'content-type': type, 'idempotency-key': randomUUID() }
    const sent = await messaging.call(`POST /v1/imports?kind=${kind}`, { headers, body })
    expect(sent.status, sent.text).toBe(202)
    await eventually(async () =>
      expect((await messaging.call(`GET /v1/jobs/${sent.body.jobId}`)).body.state).toBe('succeeded'),
    )
    return (await messaging.call(`GET /v1/imports/${sent.body.jobId}/rows`)).body.items
  }

  it('of permissions record each with its proof, as putPermission does', async () => {
    const profileId = randomUUID()
    const proof = ['noticeKey', 'noticeVersion', 'noticeText', 'locale', 'mechanism', 'occurredAt', 'actor']
    const header = ['profileId', 'channel', 'topic', 'state', ...proof.map((name) => `proof.${name}`)].join(',')
    const row = (channel: string, state: string, occurredAt: string): string =>
      `${profileId},${channel},news,${state},newsletter,3,"Ja, ""gern""",de,paper,${occurredAt},Kundendienst`
    const csv = [
      header,
      row('email', 'granted', '2026-01-22T10:00:00Z'),
      row('email', 'granted', '2026-01-22T11:00:00Z'),
      row('pigeon', 'granted', '2026-01-22T10:00:00Z'),
      row('email', 'withdrawn', new Date(Date.now() + 86_400_000).toISOString()),
      row('email', 'perhaps', '2026-01-22T10:00:00Z'),
    ].join('\r\n')
    expect(await rowsOf('permissions', 'text/csv', csv)).toMatchObject([
      { line: 2, outcome: 'applied' },
      { line: 3, outcome: 'unchanged' },
      { line: 4, faults: [{ pointer: '/channel', code: 'channel_unknown' }] },
      { line: 5, faults: [{ pointer: '/proof/occurredAt', code: 'occurred_at_in_future' }] },
      { line: 6, faults: [{ pointer: '/state' }] },
    ])
    const [permission] = (await messaging.call(`GET /v1/permissions?profileId=${profileId}`)).body.items
    expect(permission).toMatchObject({ channel: 'email', topic: 'news', state: 'granted' })
    expect(permission.history).toMatchObject([
      { source: 'api', proof: { noticeText: 'Ja, "gern"' } },
      { source: 'api' },
    ])
  })

  it('of suppressions stop everything to addresses, as putSuppression does', async () => {
    const row = (address: string, reason = 'unzustellbar') => JSON.stringify({ channel: 'email', address, reason })
    const lines = [row('Eins@Straße.de'), row('Eins@straße.de'), row('keine'), row('zwei@example.org', '')]
    expect(await rowsOf('suppressions', 'application/x-ndjson', lines.join('\n'))).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'unchanged' },
      { faults: [{ pointer: '/address', code: 'address_invalid' }] },
      { faults: [{ pointer: '/reason', code: 'too_small' }] },
    ])
  })

  it('of people are for profile', async () => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() }
    const sent = await messaging.call('POST /v1/imports?kind=people', { headers, body: 'a' })
    expect([sent.status, sent.body.code]).toEqual([422, 'kind_elsewhere'])
  })
})
