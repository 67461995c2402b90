import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveRejections, trimRejections } from '../src/tracking/store/rejections.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const collect = (body: unknown) =>
  profile.call('POST /v1/batch', {
    body,
    key: profile.workspace.publishableKey,
    headers: { 'content-type': 'text/plain' },
  })
const list = async (query = '') => (await profile.call(`GET /v1/rejected-events${query}`)).body
const metric = async (name: string): Promise<number> =>
  (await profile.call('GET /metrics')).text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)

describe('an event that is refused', () => {
  it('is counted and listed, with the field to blame and nothing of what it said', async () => {
    const before = await metric('polyphon_events_rejected_total')
    const messageId = fresh('refused')
    await collect({
      batch: [
        { type: 'track', userId: 'secret-person', messageId },
        { type: 'none', userId: 'u' },
      ],
    })
    const { items } = await list()
    expect(items).toMatchObject([
      { messageId: null, pointer: '/type', code: 'type_unknown' },
      { messageId, pointer: '/event', code: 'event_name_invalid' },
    ])
    expect(items[0].keyId).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.stringify(items)).not.toContain('secret-person')
    expect(await metric('polyphon_events_rejected_total')).toBe(before + 2)
  })

  it('may be a whole request', async () => {
    expect((await collect('{"batch":')).status).toBe(400)
    expect((await collect({ batch: 'x' })).status).toBe(400)
    expect((await list()).items.slice(0, 2)).toMatchObject([
      { messageId: null, pointer: '/body/batch', code: 'invalid_type' },
      { messageId: null, pointer: '/body', code: 'json_invalid' },
    ])
  })

  it('is found by code and time, page by page', async () => {
    for (let n = 0; n < 3; n += 1) await collect({ batch: [{ type: 'page', messageId: fresh('nobody') }] })
    const first = await list('?code=identity_required&limit=2')
    const second = await list(`?code=identity_required&limit=2&cursor=${first.nextCursor}`)
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    const later = new Date(profile.deps.now().getTime() + 60_000).toISOString()
    expect((await list(`?from=${later}`)).items).toEqual([])
    expect((await list(`?to=${later}&code=identity_required`)).items).toHaveLength(3)
    expect(await profile.call('GET /v1/rejected-events?from=gestern')).toMatchObject({ status: 400 })
    const publishable = await profile.call('GET /v1/rejected-events', { key: profile.workspace.publishableKey })
    expect(publishable.status).toBe(403)
  })

  it('is kept for a while, and no more than the newest', async () => {
    const { db, now, newId } = profile.deps
    await db.transact(profile.other.id, async (tx) => {
      const rejection = { messageId: null, pointer: '', code: 'x', detail: 'x' }
      await saveRejections(
        tx,
        newId(),
        Array.from({ length: 8 }, () => rejection),
      )
      await trimRejections(tx, new Date(0), 5)
    })
    const listed = () => profile.call('GET /v1/rejected-events', { key: profile.other.secretKey })
    expect((await listed()).body.items).toHaveLength(5)
    await db.transact(profile.other.id, (tx) => trimRejections(tx, new Date(now().getTime() + 60_000), 5))
    expect((await listed()).body.items).toEqual([])
  })

  it('is no warning, and a warning is counted', async () => {
    const before = await metric('polyphon_event_fields_rejected_total')
    await collect({ batch: [{ type: 'page', userId: 'u', messageId: fresh('warned'), properties: [] }] })
    expect(await metric('polyphon_event_fields_rejected_total')).toBe(before + 1)
  })
})
