import { randomUUID } from 'node:crypto'
import { eventCollected } from '@polyphon/contracts'
import { ADMIN_TOKEN, caller, eventually, startTestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'
import type { Profile } from './harness.js'

// Ten minutes before the clocks of Berlin go back: the day there began at 22:00 UTC and has 25 hours.
const BEFORE = new Date('2026-10-25T00:50:00.000Z')
let profile: Profile
beforeAll(async () => {
  profile = await startTestService(profileService, { at: BEFORE })
})
afterAll(() => profile.close())

const track = (messageId: string) => ({ type: 'track', event: 'Größe gewählt', anonymousId: 'a-1', messageId })
const send = (batch: readonly object[]) => profile.call('POST /v1/batch', { body: { batch } })
const usage = async (query = '') => {
  const { status, body } = await profile.call(`GET /v1/usage${query}`)
  expect(status).toBe(200)
  return body
}
const countsOf = async (query: string): Promise<Record<string, number>> => {
  const { days } = await usage(query)
  return Object.fromEntries(days.map(({ day, count }: { day: string; count: number }) => [day, count]))
}

describe('the usage of a workspace', () => {
  it('counts each accepted event once, on the day of the workspace’s zone, in an hour that comes twice too', async () => {
    const { body } = await send([track('m1'), track('m1'), track('m2'), { type: 'track', anonymousId: 'a-1' }])
    expect(body.rejected).toHaveLength(1)
    await send([track('m1'), track('m3')])
    await profile.call('PUT /v1/profiles/by/user_id/nobody-counts-this', { body: { traits: { name: 'Anna' } } })
    expect(await countsOf('?from=2026-10-24&to=2026-10-26')).toEqual({
      '2026-10-24': 0,
      '2026-10-25': 3,
      '2026-10-26': 0,
    })
    await profile.advanceTo(new Date('2026-10-25T01:10:00.000Z'))
    await send([track('m4')])
    await profile.advanceTo(new Date('2026-10-25T22:59:59.999Z'))
    await send([track('m5')])
    await profile.advanceTo(new Date('2026-10-25T23:00:00.000Z'))
    await send([track('m6'), track('m5')])
    expect(await countsOf('?from=2026-10-25&to=2026-10-26')).toEqual({ '2026-10-25': 5, '2026-10-26': 1 })
  })

  it('is that of the last 30 days unless something else is asked for', async () => {
    const { days, ...rest } = await usage()
    expect(rest).toEqual({ counts: 'events', timeZone: 'Europe/Berlin' })
    expect([days.length, days[0].day, days.at(-1)]).toEqual([30, '2026-09-27', { day: '2026-10-26', count: 1 }])
  })

  it('counts what comes by the log when it came, and once when it is read again', async () => {
    const event = {
      messageId: 'by-log',
      kind: 'track' as const,
      name: 'Bestellt',
      receivedAt: '2026-10-20T22:30:00.000Z',
      occurredAt: '2026-10-20T22:30:00.000Z',
    }
    for (const _ of [1, 2])
      await profile.publish(eventCollected, profile.workspace.id, { ...eventCollected.example, ...event })
    await eventually(async () =>
      expect(await countsOf('?from=2026-10-20&to=2026-10-21')).toMatchObject({ '2026-10-21': 1 }),
    )
    expect(await countsOf('?from=2026-10-20&to=2026-10-21')).toEqual({ '2026-10-20': 0, '2026-10-21': 1 })
  })

  it('is exact when many send at once, the same messages among them', async () => {
    const before = (await countsOf('?from=2026-10-26&to=2026-10-26'))['2026-10-26'] ?? 0
    const ids = Array.from({ length: 200 }, () => randomUUID())
    const parts = Array.from({ length: 24 }, (_, at) => ids.slice((at % 8) * 25, (at % 8) * 25 + 25))
    await Promise.all(parts.map((part) => send(part.map(track))))
    expect((await countsOf('?from=2026-10-26&to=2026-10-26'))['2026-10-26']).toBe(before + 200)
  })

  it('is refused for days that are none', async () => {
    const refusal = async (query: string) => {
      const { status, body } = await profile.call(`GET /v1/usage?${query}`)
      return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code]
    }
    expect(await refusal('from=2026-11-31')).toEqual([400, '/query/from', 'invalid_format'])
    expect(await refusal('to=yesterday')).toEqual([400, '/query/to', 'invalid_format'])
    expect(await refusal('from=2026-02-02&to=2026-02-01')).toEqual([400, '/query/to', 'days_reversed'])
    expect(await refusal('from=2020-01-01&to=2026-01-01')).toEqual([400, '/query/from', 'too_many_days'])
    expect(await refusal('day=2026-01-01')).toEqual([400, '/query/day', 'parameter_unknown'])
  })
})

describe('the operator', () => {
  it('sees what each workspace has used today, in its own zone, and one workspace day by day', async () => {
    const made = await profile.call('POST /v1/workspaces', {
      key: ADMIN_TOKEN,
      body: { key: 'honolulu', name: 'Honolulu', timeZone: 'Pacific/Honolulu' },
    })
    const other = caller(profile.url, made.body.secretKey.secret)
    await other('POST /v1/batch', { body: { batch: [track('m1'), track('m2')] } })
    const { body } = await profile.call('GET /v1/usage/workspaces', { key: ADMIN_TOKEN })
    const ofToday = new Map(body.items.map((item: { workspaceId: string }) => [item.workspaceId, item]))
    expect(ofToday.get(made.body.workspace.id)).toEqual({
      workspaceId: made.body.workspace.id,
      key: 'honolulu',
      timeZone: 'Pacific/Honolulu',
      day: '2026-10-25',
      endsAt: '2026-10-26T10:00:00.000Z',
      count: 2,
    })
    expect(ofToday.get(profile.workspace.id)).toMatchObject({ day: '2026-10-26', count: 201 })
    const page = await profile.call('GET /v1/usage/workspaces?limit=1&sort=createdAt', { key: ADMIN_TOKEN })
    const rest = `GET /v1/usage/workspaces?sort=createdAt&cursor=${page.body.nextCursor}`
    expect([...page.body.items, ...(await profile.call(rest, { key: ADMIN_TOKEN })).body.items]).toEqual(
      body.items.toReversed(),
    )
    const path = `GET /v1/workspaces/${made.body.workspace.id}/usage?from=2026-10-25&to=2026-10-25`
    const day = await profile.call(path, { key: ADMIN_TOKEN })
    expect(day.body).toEqual({
      counts: 'events',
      timeZone: 'Pacific/Honolulu',
      days: [{ day: '2026-10-25', count: 2 }],
    })
    expect((await profile.call(path)).body.code).toBe('admin_required')
    expect((await profile.call('GET /v1/usage/workspaces')).body.code).toBe('admin_required')
    const unknown = await profile.call(`GET /v1/workspaces/${randomUUID()}/usage`, { key: ADMIN_TOKEN })
    expect([unknown.status, unknown.body.code]).toEqual([404, 'workspace_unknown'])
  })
})
