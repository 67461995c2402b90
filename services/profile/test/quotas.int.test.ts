import { randomUUID } from 'node:crypto'
import { eventCollected, workspaceChanged } from '@polyphon/contracts'
import { ADMIN_TOKEN, eventually, startTestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'
import type { Profile } from './harness.js'

// Two minutes before midnight in Berlin, on the day on which the clocks go forward: it has 23 hours.
const NEAR_MIDNIGHT = new Date('2026-03-29T21:58:00.000Z')
const MIDNIGHT = new Date('2026-03-29T22:00:00.000Z')
let profile: Profile
beforeAll(async () => {
  profile = await startTestService(profileService, { at: NEAR_MIDNIGHT })
})
afterAll(() => profile.close())

const track = (messageId = randomUUID() as string) => ({
  type: 'track',
  event: 'Größe gewählt',
  userId: `u-${messageId}`,
  messageId,
})
const many = (count: number) => Array.from({ length: count }, () => track())
const send = (batch: readonly object[], at = profile) => at.call('POST /v1/batch', { body: { batch } })
const single = (kind: string, body: object) => profile.call(`POST /v1/${kind}`, { body })
const quotasPath = (at = profile) => `PUT /v1/workspaces/${at.workspace.id}/quotas`
const bound = async (body: unknown, at = profile) => {
  const answer = await at.call(quotasPath(at), { key: ADMIN_TOKEN, body })
  expect([answer.status, answer.body.quotas]).toEqual([200, expect.objectContaining({ messagesPerDay: null })])
  return answer
}
const usedToday = async (at = profile): Promise<number> => {
  const { body } = await at.call('GET /v1/usage')
  return body.days.at(-1).count
}
const isApplied = async (messageId: string): Promise<boolean> =>
  (await profile.call(`GET /v1/events/${messageId}/trace`)).body.accepted === true
const reached = async (percent: number): Promise<string> => {
  const { text } = await profile.call('GET /metrics')
  return new RegExp(`polyphon_quota_reached_total{[^}]*percent="${percent}"[^}]*} (\\d+)`).exec(text)?.[1] ?? '0'
}

describe('quotas', () => {
  it('are the operator’s alone, are told to all services, and seen by the workspace', async () => {
    const before = (await profile.call('GET /v1/workspace')).body
    expect(before.quotas).toEqual({ eventsPerDay: null, messagesPerDay: null })
    const put = await bound({ eventsPerDay: 1_000_000 })
    expect(put.body.version).toBe(before.version + 1)
    expect(put.headers.get('etag')).toBe(`"${put.body.version}"`)
    expect((await bound({ eventsPerDay: 1_000_000, messagesPerDay: null })).body.version).toBe(put.body.version)
    expect((await profile.call('GET /v1/workspace')).body.quotas).toEqual({
      eventsPerDay: 1_000_000,
      messagesPerDay: null,
    })
    const listed = await profile.call('GET /v1/workspaces', { key: ADMIN_TOKEN })
    const item = listed.body.items.find(({ id }: { id: string }) => id === profile.workspace.id)
    expect(item.quotas.eventsPerDay).toBe(1_000_000)
    const [event] = await profile.waitFor(workspaceChanged, 1, ({ workspace }) => workspace === profile.workspace.id)
    expect(event?.data.quotas).toEqual({ eventsPerDay: 1_000_000, messagesPerDay: null })
    const byKey = await profile.call(quotasPath(), { body: { eventsPerDay: 5 } })
    expect([byKey.status, byKey.body.code]).toEqual([403, 'admin_required'])
    const byItself = await profile.call('PATCH /v1/workspace', {
      body: { quotas: { eventsPerDay: 5 } },
      headers: { 'if-match': `"${put.body.version}"` },
    })
    expect([byItself.status, byItself.body.errors[0].pointer]).toEqual([400, '/body/quotas'])
    const stale = await profile.call(quotasPath(), {
      key: ADMIN_TOKEN,
      body: {},
      headers: { 'if-match': `"${before.version}"` },
    })
    expect([stale.status, stale.body.code]).toEqual([412, 'version_mismatch'])
  })

  it.each([
    [{ eventsPerDay: -1 }, '/body/eventsPerDay'],
    [{ eventsPerDay: 0 }, '/body/eventsPerDay'],
    [{ messagesPerDay: 2 ** 53 }, '/body/messagesPerDay'],
    [{ messagesPerDay: 1.5 }, '/body/messagesPerDay'],
    [{ eventsPerDay: 'viele' }, '/body/eventsPerDay'],
    [{ eventsPerDay: 5, eventsPerHour: 5 }, '/body/eventsPerHour'],
  ])('are refused where they are none: %j', async (body, pointer) => {
    const { status, body: problem } = await profile.call(quotasPath(), { key: ADMIN_TOKEN, body })
    expect([status, problem.errors[0].pointer]).toEqual([400, pointer])
  })

  it('of a workspace that is not there are 404', async () => {
    const path = `PUT /v1/workspaces/${randomUUID()}/quotas`
    expect((await profile.call(path, { key: ADMIN_TOKEN, body: {} })).body.code).toBe('workspace_unknown')
  })
})

describe('a quota of events', () => {
  it('refuses what goes beyond it, event by event, keeps what was taken, and warns once at 80 and at 100 percent', async () => {
    await bound({ eventsPerDay: 10 })
    expect((await send(many(7))).body).toEqual({ success: true })
    expect(await reached(80)).toBe('0')
    const batch = [
      track('in-1'),
      track('in-1'),
      { type: 'track', userId: 'x' },
      ...many(2),
      track('out-1'),
      track('out-1'),
    ]
    const { status, body, headers } = await send(batch)
    expect([status, headers.get('x-polyphon-rejected')]).toEqual([200, '3'])
    expect(body.rejected.map(({ index, code }: { index: number; code: string }) => [index, code]).toSorted()).toEqual([
      [2, 'event_name_invalid'],
      [5, 'quota_exceeded'],
      [6, 'quota_exceeded'],
    ])
    expect(body.rejected.find(({ index }: { index: number }) => index === 5).detail).toContain(MIDNIGHT.toISOString())
    expect([await usedToday(), await isApplied('in-1'), await isApplied('out-1')]).toEqual([10, true, false])
    expect([await reached(80), await reached(100)]).toEqual(['1', '1'])
  })

  it('answers 429 with the time until midnight where nothing of a request was taken', async () => {
    for (const answer of [await send(many(3)), await single('track', track()), await single('page', { userId: 'u' })]) {
      expect([answer.status, answer.body.code]).toEqual([429, 'quota_exceeded'])
      expect(answer.headers.get('retry-after')).toBe('120')
      expect(answer.text).toContain('10 events a day')
    }
    const pixel = await profile.call('GET /v1/pixel/track?userId=u&event=Gesehen')
    expect([pixel.status, pixel.headers.get('x-polyphon-rejected')]).toEqual([200, '1'])
    expect(await usedToday()).toBe(10)
  })

  it('never refuses who somebody is, and counts it', async () => {
    expect((await single('identify', { userId: 'u-1', traits: { name: 'Änne' } })).status).toBe(200)
    expect((await single('alias', { userId: 'u-1', previousId: 'a-9' })).status).toBe(200)
    expect((await single('group', { userId: 'u-1', groupId: 'g' })).status).toBe(200)
    const { status, body } = await send([{ type: 'identify', userId: 'u-2', traits: {} }, track()])
    expect([status, body.rejected.map(({ index }: { index: number }) => index)]).toEqual([200, [1]])
    expect(await usedToday()).toBe(14)
    expect((await profile.call('PUT /v1/profiles/by/user_id/u-1', { body: { traits: { name: 'Anna' } } })).status).toBe(
      200,
    )
  })

  it('ends at midnight in the workspace’s zone; what was refused may come again', async () => {
    await profile.advanceTo(new Date(MIDNIGHT.getTime() - 1))
    expect((await send([track('out-1')])).status).toBe(429)
    await profile.advanceTo(MIDNIGHT)
    expect((await send([track('out-1'), track('in-1')])).body).toEqual({ success: true })
    expect([await usedToday(), await isApplied('out-1')]).toEqual([1, true])
  })

  it('is passed by nobody, however many send at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => single('track', track())))
    const statuses = answers.map(({ status }) => status)
    expect([statuses.filter((status) => status === 200).length, await usedToday()]).toEqual([9, 10])
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true)
  })

  it('follows a change at once, up and down', async () => {
    await bound({ eventsPerDay: 12 })
    const { body } = await send(many(3))
    expect(body.rejected.map(({ code }: { code: string }) => code)).toEqual(['quota_exceeded'])
    await bound({ eventsPerDay: 5 })
    expect((await send(many(1))).status).toBe(429)
    await bound({})
    expect((await send(many(3))).body).toEqual({ success: true })
    expect(await usedToday()).toBe(15)
  })

  it('does not hold what the log has accepted, and what others order of people', async () => {
    await bound({ eventsPerDay: 1 })
    const event = { ...eventCollected.example, messageId: 'accepted-before', receivedAt: MIDNIGHT.toISOString() }
    await profile.publish(eventCollected, profile.workspace.id, { ...event, kind: 'track', name: 'Bestellt' })
    await eventually(async () => expect(await isApplied('accepted-before')).toBe(true))
  })
})

describe('a quota of events where the log is what they are accepted into', () => {
  it('refuses before the log has them', async () => {
    const byLog = await startTestService(profileService, { at: NEAR_MIDNIGHT, env: { INGEST_MODE: 'log' } })
    try {
      await bound({ eventsPerDay: 10 }, byLog)
      const { status, body } = await send(many(12), byLog)
      expect([status, body.rejected.length]).toEqual([202, 2])
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(many(1), byLog)))
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([429]))
      await eventually(async () => expect(await usedToday(byLog)).toBe(10))
      expect((await send(many(1), byLog)).status).toBe(429)
      await byLog.advanceTo(MIDNIGHT)
      expect((await send(many(1), byLog)).status).toBe(202)
    } finally {
      await byLog.close()
    }
  })
})
