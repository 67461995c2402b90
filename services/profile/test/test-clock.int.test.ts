import { clockChanged, interactionRecorded, segmentLeft } from '@polyphon/contracts'
import { type Call, caller, eventually, type TestWorkspace } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

const DAY = 86_400_000
let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const testWorkspace = (): Promise<TestWorkspace> => profile.newWorkspace({ mode: 'test' })
const as = ({ secretKey }: TestWorkspace) => caller(profile.url, secretKey)
const move = (workspace: TestWorkspace, now: unknown): Promise<Call> =>
  as(workspace)('POST /v1/test-clock', { body: { now } })
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString()
const clockOf = async (workspace: TestWorkspace) => (await as(workspace)('GET /v1/test-clock')).body

describe('the clock of a test workspace', () => {
  it('is the real time until it is moved, and goes on from there', async () => {
    const workspace = await testWorkspace()
    const before = await clockOf(workspace)
    expect(before).toMatchObject({ offsetMs: 0, changedAt: null })
    expect(Math.abs(Date.parse(before.now) - Date.now())).toBeLessThan(10_000)
    const to = inDays(30)
    const moved = await move(workspace, to)
    expect([moved.status, moved.body.now]).toEqual([200, to])
    await eventually(async () => expect(Date.parse((await clockOf(workspace)).now)).toBeGreaterThan(Date.parse(to)))
    const [published] = await profile.waitFor(clockChanged, 1, (event) => event.workspace === workspace.id)
    expect(published).toMatchObject({
      key: `${workspace.id}:clock`,
      topic: 'polyphon.profile.workspaces',
      data: { offsetMs: moved.body.offsetMs, changedAt: moved.body.changedAt },
    })
  })

  it('goes forward only; told the same once more it stays as it is', async () => {
    const workspace = await testWorkspace()
    const to = inDays(30)
    const first = await move(workspace, to)
    const again = await move(workspace, to)
    expect([again.status, again.body.offsetMs]).toEqual([200, first.body.offsetMs])
    const back = await move(workspace, inDays(29))
    expect([back.status, back.body.code]).toEqual([422, 'clock_backwards'])
    expect(back.body.errors).toMatchObject([{ pointer: '/body/now', code: 'clock_backwards' }])
    expect((await move(workspace, new Date(Date.now() - 1_000).toISOString())).body.code).toBe('clock_backwards')
    await profile.waitFor(clockChanged, 1, (event) => event.workspace === workspace.id)
    expect(profile.published(clockChanged, workspace.id)).toHaveLength(1)
  })

  it('is ten years ahead at most', async () => {
    const workspace = await testWorkspace()
    const far = await move(workspace, inDays(3_653))
    expect([far.status, far.body.code, far.body.errors[0].pointer]).toEqual([422, 'clock_too_far', '/body/now'])
    expect((await move(workspace, inDays(3_651))).status).toBe(200)
    expect((await move(workspace, inDays(3_653))).body.code).toBe('clock_too_far')
  })

  it('is moved to a moment and nothing else', async () => {
    const workspace = await testWorkspace()
    for (const now of ['tomorrow', '2026-13-01T00:00:00Z', 17, null, undefined, '9999-01-01T00:00:00Z']) {
      const { status, body } = await move(workspace, now)
      expect([now, status, body.errors[0].pointer]).toEqual([now, 400, '/body/now'])
    }
  })

  it('of a live workspace is the real time, and nobody moves it', async () => {
    const { status, body } = await profile.call('POST /v1/test-clock', { body: { now: inDays(1) } })
    expect([status, body.code]).toEqual([403, 'clock_of_live_workspace'])
    const clock = await profile.call('GET /v1/test-clock')
    expect([clock.status, clock.body.offsetMs]).toEqual([200, 0])
  })

  it('is not moved by a publishable key', async () => {
    const { publishableKey: key } = await testWorkspace()
    expect((await profile.call('POST /v1/test-clock', { key, body: { now: inDays(1) } })).status).toBe(403)
  })

  it('moved by five at the same moment stands where the last one of them has put it, and each is told once', async () => {
    const workspace = await testWorkspace()
    const days = [50, 10, 40, 20, 30]
    const answers = await Promise.all(days.map((day) => move(workspace, inDays(day))))
    expect(answers.every(({ status, body }) => status === 200 || body.code === 'clock_backwards')).toBe(true)
    expect(Date.parse((await clockOf(workspace)).now)).toBeGreaterThan(Date.now() + 49 * DAY)
    const moved = answers.filter(({ status }) => status === 200)
    const published = await profile.waitFor(clockChanged, moved.length, (event) => event.workspace === workspace.id)
    const offsets = published.map(({ data }) => data.offsetMs)
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
  })

  it('has people leave segments that time ends, each at its own moment, and nobody of another workspace', async () => {
    const [moving, staying] = [await testWorkspace(), await testWorkspace()]
    for (const workspace of [moving, staying]) {
      const call = as(workspace)
      await call('PUT /v1/segments/neulich', {
        body: { name: 'Neulich da', condition: { did: 'Besuch', within: 'P7D' } },
      })
      expect((await call('POST /v1/track', { body: { userId: 'jürgen', event: 'Besuch' } })).status).toBe(200)
      await eventually(async () => expect((await call('GET /v1/segments/neulich/members')).body.items).toHaveLength(1))
    }
    const [visit] = await profile.waitFor(interactionRecorded, 1, (event) => event.workspace === moving.id)
    await move(moving, inDays(30))
    const [left] = await profile.waitFor(segmentLeft, 1, (event) => event.workspace === moving.id)
    expect(left?.data).toMatchObject({
      because: 'time',
      occurredAt: new Date(Date.parse(visit?.data.occurredAt ?? '') + 7 * DAY).toISOString(),
    })
    expect((await as(moving)('GET /v1/segments/neulich/members')).body.items).toEqual([])
    expect((await as(staying)('GET /v1/segments/neulich/members')).body.items).toHaveLength(1)
  })

  it('times what is collected after it: by its own time, and by that of a page, which knows nothing of the move', async () => {
    const workspace = await testWorkspace()
    await move(workspace, inDays(30))
    const sentAt = new Date()
    const events = [
      { messageId: 'ohne-zeit', event: 'Gelesen' },
      {
        messageId: 'von-seite',
        event: 'Gelesen',
        timestamp: new Date(sentAt.getTime() - 5_000).toISOString(),
        sentAt: sentAt.toISOString(),
      },
      { messageId: 'dort', event: 'Gelesen', timestamp: inDays(28) },
    ]
    for (const event of events) await as(workspace)('POST /v1/track', { body: { userId: 'jürgen', ...event } })
    const recorded = await profile.waitFor(interactionRecorded, 3, (event) => event.workspace === workspace.id)
    const daysAhead = (messageId: string): number => {
      const found = recorded.find(({ data }) => data.messageId === messageId)
      return (Date.parse(found?.data.occurredAt ?? '') - Date.now()) / DAY
    }
    expect(daysAhead('ohne-zeit')).toBeCloseTo(30, 2)
    expect(daysAhead('von-seite')).toBeCloseTo(30, 2)
    expect(daysAhead('dort')).toBeCloseTo(28, 2)
  })

  it('leaves alone how long credentials are good for', async () => {
    const workspace = await testWorkspace()
    const key = await as(workspace)('POST /v1/keys', {
      body: { kind: 'secret', scopes: ['profile:read'], expiresAt: inDays(1) },
    })
    expect(key.status).toBe(201)
    await move(workspace, inDays(30))
    expect((await caller(profile.url, key.body.secret)('GET /v1/segments')).status).toBe(200)
    const usage = await as(workspace)('GET /v1/usage')
    expect(usage.status).toBe(200)
  })
})
