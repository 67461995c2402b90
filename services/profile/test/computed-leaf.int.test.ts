import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
  await put('revenue', { compute: 'sum', event: 'Order Completed', property: 'total', within: 'P7D' })
  await put('likes', { compute: 'unique_list', event: 'Order Completed', property: 'item' })
  await put('last-visit', { compute: 'last', event: 'Visit' })
})
afterAll(() => profile.close())

const put = async (key: string, body: object) => {
  const answer = await profile.call(`PUT /v1/computed-traits/${key}`, { body: { name: key, ...body } })
  expect(answer.status, answer.text).toBeLessThan(300)
}
const putSegment = (key: string, condition: object) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })
const collect = async (...batch: readonly object[]): Promise<void> => {
  const answer = await profile.call('POST /v1/batch', { body: { batch } })
  expect([answer.status, answer.body.rejected ?? []], answer.text).toEqual([200, []])
}
const order = (userId: string, properties: object, at = NOW) => ({
  type: 'track',
  event: 'Order Completed',
  userId,
  timestamp: at.toISOString(),
  properties,
})
const find = async (userId: string) =>
  (await profile.call(`GET /v1/profiles?identifier=user_id:${userId}`)).body.items[0]
const why = async (userId: string, segment: string) =>
  (await profile.call(`GET /v1/profiles/${(await find(userId)).id}/segments/${segment}/why`)).body

describe('a comparison with a computed trait', () => {
  it('looks at what is computed, never at what was stated under the name', async () => {
    expect((await putSegment('big', { computed: 'revenue', op: 'gte', value: 500 })).status).toBe(201)
    expect((await putSegment('none', { computed: 'revenue', op: 'exists', value: false })).status).toBe(201)
    await collect({ type: 'identify', userId: 'ida', traits: { likes: ['Tee'] } }, order('jan', { total: 500 }))
    expect(await find('jan')).toMatchObject({ traits: { revenue: 500 }, segments: ['big'] })
    expect(await find('ida')).toMatchObject({ segments: ['none'] })
    const { leaves } = await why('ida', 'big')
    expect(leaves).toMatchObject([{ path: '', holds: false }])
    await profile.advanceTo(new Date(NOW.getTime() + 7 * DAY))
    expect((await find('jan')).segments).toEqual(['none'])
    await profile.advanceTo(NOW)
  })

  it('is found among many people as it is in one, and inside a where', async () => {
    await collect(order('kim', { total: 700, item: 'Tee' }), { type: 'track', event: 'Visit', userId: 'kim' })
    const likes = { computed: 'likes', op: 'contains', value: 'Tee' }
    const recent = { did: 'Visit', where: { computed: 'last-visit', op: 'after', value: 'now-P1D' } }
    const condition = { all: [likes, recent, { computed: 'revenue', op: 'in', value: [700, 800] }] }
    expect((await profile.call('POST /v1/segments/preview', { body: { condition } })).body.count).toBe(1)
    expect((await putSegment('tea', condition)).status).toBe(201)
    expect((await find('kim')).segments).toContain('tea')
    await profile.advanceTo(new Date(NOW.getTime() + DAY))
    expect((await find('kim')).segments).not.toContain('tea')
    await profile.advanceTo(NOW)
  })

  it.each([
    ['a key that nobody published', { computed: 'fame', op: 'gte', value: 1 }, 'computed_trait_unknown', '/computed'],
    ['part of a number', { computed: 'revenue', op: 'contains', value: '5' }, 'op_does_not_fit', '/op'],
    ['a number with a moment', { computed: 'revenue', op: 'after', value: 'now' }, 'op_does_not_fit', '/op'],
    ['a number with a text', { computed: 'revenue', op: 'eq', value: '500' }, 'value_does_not_fit', '/value'],
    ['a list with a number', { computed: 'likes', op: 'gte', value: 5 }, 'op_does_not_fit', '/op'],
    ['a moment with a number', { computed: 'last-visit', op: 'lt', value: 5 }, 'value_does_not_fit', '/value'],
    [
      'what is wrong in a where',
      { did: 'Visit', where: { any: [{ computed: 'fame', op: 'exists' }] } },
      'computed_trait_unknown',
      '/where/any/0/computed',
    ],
  ])('is refused for %s', async (_name, condition, code, pointer) => {
    for (const answer of [
      await putSegment('wrong', condition),
      await profile.call('POST /v1/segments/preview', { body: { condition } }),
    ]) {
      expect([answer.status, answer.body.code], answer.text).toEqual([422, 'condition_invalid'])
      expect(answer.body.errors).toMatchObject([{ pointer: `/body/condition${pointer}`, code }])
    }
  })

  it('holds the trait that it names: it is neither archived nor made into another kind of value', async () => {
    await put('visits', { compute: 'count', event: 'Visit' })
    expect((await putSegment('visitors', { computed: 'visits', op: 'gte', value: 1 })).status).toBe(201)
    const archive = (path: string) => profile.call(`POST ${path}/archive`, { body: {} })
    const used = await archive('/v1/computed-traits/visits')
    expect([used.status, used.body.code]).toEqual([409, 'computed_trait_in_use'])
    const { body } = await profile.call('GET /v1/computed-traits/visits/uses')
    expect(JSON.stringify(body)).toContain('visitors')
    const other = await profile.call('PUT /v1/computed-traits/visits', {
      body: { name: 'visits', compute: 'last', event: 'Visit' },
    })
    expect([other.status, other.body.code]).toEqual([422, 'computed_trait_invalid'])
    expect(other.body.errors).toMatchObject([{ pointer: '/body/compute', code: 'value_does_not_fit' }])
    expect((await archive('/v1/segments/visitors')).status).toBe(200)
    expect((await archive('/v1/computed-traits/visits')).status).toBe(200)
    const restored = await profile.call('POST /v1/segments/visitors/restore', { body: {} })
    expect([restored.status, restored.body.errors?.[0]?.code]).toEqual([422, 'computed_trait_archived'])
  })
})

describe('why somebody has a computed trait', () => {
  const explain = async (userId: string, key: string) =>
    (await profile.call(`GET /v1/profiles/${(await find(userId)).id}/computed-traits/${key}/why`)).body

  it('says from what it came, in a segment that compares it too', async () => {
    await collect(order('lea', { total: 0.1 }), order('lea', { total: 499.9 }, new Date(NOW.getTime() - DAY)))
    const because = 'sum of 2 values in total of 2 × "Order Completed" within P7D'
    expect(await explain('lea', 'revenue')).toEqual({
      value: 500,
      reason: 'worked_out',
      because,
      purpose: { name: 'service', allowed: true, because: 'service needs no consent, nothing was said' },
      events: 2,
      values: 2,
      since: new Date(NOW.getTime() - 7 * DAY).toISOString(),
      oldest: new Date(NOW.getTime() - DAY).toISOString(),
      newest: NOW.toISOString(),
      until: new Date(NOW.getTime() + 6 * DAY).toISOString(),
    })
    expect((await why('lea', 'big')).leaves).toEqual([
      { path: '', holds: true, because: `revenue is 500 (${because}), asked: gte 500` },
    ])
  })

  it('says why there is none', async () => {
    await put('taste', { compute: 'most_frequent', event: 'Order Completed', property: 'item', purpose: 'profiling' })
    await collect(order('mia', { total: 'viel', item: 'Tee' }))
    expect(await explain('mia', 'last-visit')).toMatchObject({ value: null, reason: 'nothing_counts', events: 0 })
    expect(await explain('mia', 'revenue')).toMatchObject({ value: null, reason: 'no_values', events: 1, values: 1 })
    expect(await explain('mia', 'taste')).toMatchObject({
      value: null,
      reason: 'not_allowed',
      events: 0,
      since: null,
      purpose: { name: 'profiling', allowed: false },
    })
    const restriction = `/v1/privacy/restrictions/${(await find('mia')).id}`
    expect((await profile.call(`PUT ${restriction}`, { body: {} })).status).toBeLessThan(300)
    expect(await explain('mia', 'likes')).toMatchObject({ value: null, reason: 'restricted', events: 0 })
    const { id } = await find('lea')
    await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query(`update profile set computed = '{}', written_at = $3 where workspace_id = $1 and profile_id = $2`, [
        tx.workspaceId,
        id,
        tx.now,
      ]),
    )
    expect(await explain('lea', 'revenue')).toMatchObject({ value: null, reason: 'under_way', events: 2 })
    const unknown = await profile.call(`GET /v1/profiles/${id}/computed-traits/fame/why`)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'computed_trait_unknown'])
  })
})

describe('deleting a computed trait', () => {
  const remove = (key: string, headers = {}) => profile.call(`DELETE /v1/computed-traits/${key}`, { headers })

  it('takes its value from everybody, and its draft; nobody may name it meanwhile', async () => {
    await put('rides', { compute: 'count', event: 'Ride' })
    expect((await putSegment('riders', { computed: 'rides', op: 'gte', value: 1 })).status).toBe(201)
    expect((await putSegment('walkers', { path: 'traits.walks', op: 'exists', value: false })).status).toBe(201)
    await put('walks', { compute: 'count', event: 'Walk' })
    await collect({ type: 'track', event: 'Walk', userId: 'nora' }, { type: 'track', event: 'Ride', userId: 'nora' })
    expect((await find('nora')).segments).toEqual(expect.arrayContaining(['riders']))
    const inUse = await remove('rides')
    expect([inUse.status, inUse.body.code]).toEqual([409, 'computed_trait_in_use'])
    expect((await profile.call('POST /v1/segments/walkers/archive', { body: {} })).status).toBe(200)
    expect((await remove('walks', { 'if-match': '"7"' })).status).toBe(412)
    const body = { name: 'Walks', compute: 'count', event: 'Walked' }
    expect((await profile.call('PUT /v1/computed-traits/walks?publish=false', { body })).status).toBe(202)
    expect((await remove('walks')).status).toBe(204)
    expect((await profile.call('GET /v1/computed-traits/walks/draft')).status).toBe(404)
    await profile.advanceTo(new Date(NOW.getTime() + 1_000))
    expect((await find('nora')).traits).toEqual({ rides: 1 })
    expect((await profile.call('GET /v1/computed-traits')).body.items).not.toContainEqual(
      expect.objectContaining({ key: 'walks' }),
    )
    expect((await remove('walks')).status).toBe(204)
    expect((await profile.call('POST /v1/computed-traits/walks/restore', { body: {} })).status).toBe(200)
    await profile.advanceTo(new Date(NOW.getTime() + 2_000))
    expect((await find('nora')).traits).toEqual({ rides: 1, walks: 1 })
    expect((await remove('fame')).status).toBe(404)
    await profile.advanceTo(NOW)
  })
})
