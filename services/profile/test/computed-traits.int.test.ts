import { computedTraitPublished, profileChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveRecomputed } from '../src/computed/steps/save-with-computed.js'
import { lockProfiles } from '../src/people/store/profiles.js'
import { proof } from './calling.js'
import { DAY, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const put = async (key: string, body: object) => {
  const answer = await profile.call(`PUT /v1/computed-traits/${key}`, { body: { name: key, ...body } })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}
const collect = async (...batch: readonly object[]): Promise<void> => {
  const answer = await profile.call('POST /v1/batch', { body: { batch } })
  expect([answer.status, answer.body.rejected ?? []], answer.text).toEqual([200, []])
}
let count = 0
const order = (userId: string, properties: object, at = NOW, messageId = `o-${(count += 1)}`) => ({
  type: 'track',
  event: 'Order Completed',
  userId,
  messageId,
  timestamp: at.toISOString(),
  properties,
})
const find = async (userId: string) =>
  (await profile.call(`GET /v1/profiles?identifier=user_id:${userId}`)).body.items[0]
const traits = async (userId: string) => (await find(userId)).traits
const before = (ms: number, moment = NOW): Date => new Date(moment.getTime() - ms)

describe('a computed trait', () => {
  it('stands among the traits with the event, late, twice or in time', async () => {
    await put('orders', { compute: 'count', event: 'Order Completed' })
    await put('revenue', { compute: 'sum', event: 'Order Completed', property: 'total' })
    await put('first_item', { compute: 'first', event: 'Order Completed', property: 'item' })
    await collect(
      order('anna', { total: 0.1, item: 'Tee' }),
      order('anna', { total: 0.2, item: 'Kanne' }, NOW, 'twice'),
    )
    await collect(order('anna', { total: 0.2, item: 'Kanne' }, NOW, 'twice'))
    await collect(order('anna', { total: 0.4, item: 'Sieb' }, before(DAY)))
    expect(await traits('anna')).toEqual({ orders: 3, revenue: 0.7, first_item: 'Sieb' })
    await profile.waitFor(profileChanged, 1, ({ data }) => 'traits' in data && data.traits['revenue'] === 0.7)
  })

  it('can be asked for by conditions, and moves people between segments as time passes', async () => {
    await put('week_orders', { compute: 'count', event: 'Order Completed', within: 'P7D' })
    const condition = { path: 'traits.week_orders', op: 'gte', value: 2 }
    await profile.call('PUT /v1/segments/regular', { body: { name: 'Regular', condition } })
    await collect(order('ben', {}, before(6 * DAY)), order('ben', {}, before(DAY)))
    expect((await find('ben')).segments).toEqual(['regular'])
    expect((await profile.call('POST /v1/segments/preview', { body: { condition } })).body.count).toBe(1 + 1)
    await profile.advanceTo(new Date(NOW.getTime() + DAY - 1))
    expect((await traits('ben')).week_orders).toBe(2)
    await profile.advanceTo(new Date(NOW.getTime() + DAY))
    expect(await find('ben')).toMatchObject({ traits: { week_orders: 1 }, segments: [] })
    await profile.advanceTo(new Date(NOW.getTime() + 6 * DAY))
    expect((await traits('ben')).week_orders).toBeUndefined()
    const used = await profile.call('POST /v1/computed-traits/week_orders/archive', { body: {} })
    expect([used.status, used.body.code]).toEqual([409, 'computed_trait_in_use'])
    await profile.advanceTo(NOW)
  })

  it('turns with the calendar of the workspace', async () => {
    await put('today', { compute: 'count', event: 'Besuch', calendar: 'day' })
    await collect({ type: 'track', event: 'Besuch', userId: 'cem', timestamp: before(2 * 3_600_000).toISOString() })
    expect((await traits('cem')).today).toBe(1)
    const midnight = new Date('2026-11-23T00:00:00.000Z')
    const zone = (await profile.call('GET /v1/workspace')).body.timeZone
    const turn = zone === 'UTC' ? midnight : before(3_600_000, midnight)
    await profile.advanceTo(before(1, turn))
    expect((await traits('cem')).today).toBe(1)
    await profile.advanceTo(turn)
    expect((await traits('cem')).today).toBeUndefined()
    await profile.advanceTo(NOW)
  })

  it('is worked out for everybody once it is published, and gone once it is archived', async () => {
    await collect({ type: 'identify', userId: 'dora', traits: { visits: 'as stated' } })
    await collect({ type: 'track', event: 'Visit', userId: 'dora' }, { type: 'track', event: 'Visit', userId: 'dora' })
    expect((await traits('dora')).visits).toBe('as stated')
    expect(await put('visits', { compute: 'count', event: 'Visit' })).toMatchObject({ version: 1, status: 'ready' })
    expect((await traits('dora')).visits).toBe(2)
    const [published] = await profile.waitFor(computedTraitPublished, 1, ({ data }) => data.key === 'visits')
    expect(published?.data).toMatchObject({ compute: 'count', event: 'Visit', purpose: 'service' })
    await put('visits', { compute: 'last', event: 'Visit' })
    expect((await traits('dora')).visits).toBe(NOW.toISOString())
    expect((await profile.call('POST /v1/computed-traits/visits/archive', { body: {} })).status).toBe(200)
    await profile.advanceTo(new Date(NOW.getTime() + 1_000))
    expect((await traits('dora')).visits).toBe('as stated')
    await profile.advanceTo(NOW)
  })

  it('cannot be stated: 409 by a request, and a warning of an event', async () => {
    const answer = await profile.call('PUT /v1/profiles/by/user_id/emil', { body: { traits: { orders: 5, a: 1 } } })
    expect([answer.status, answer.body.code]).toEqual([409, 'trait_computed'])
    expect(answer.body.errors).toMatchObject([{ pointer: '/body/traits/orders', code: 'trait_computed' }])
    await collect({ type: 'identify', userId: 'emil', messageId: 'stated', traits: { orders: 5, a: 1 } })
    const emil = await find('emil')
    expect(emil.traits).toEqual({ a: 1 })
    const { body: trace } = await profile.call('GET /v1/events/stated/trace')
    expect(trace.warnings).toMatchObject([{ pointer: '/traits/orders', code: 'trait_computed' }])
    const update = await profile.call(`PATCH /v1/profiles/${emil.id}`, {
      body: { traits: { orders: null } },
      headers: { 'if-match': '*' },
    })
    expect([update.status, update.body.code]).toEqual([409, 'trait_computed'])
  })

  it('has a value of nobody who does not allow its purpose, from the moment of the decision', async () => {
    await put('taste', { compute: 'most_frequent', event: 'Order Completed', property: 'item', purpose: 'profiling' })
    await collect(order('fritz', { item: 'Tee' }))
    const { id: profileId } = await find('fritz')
    expect((await traits('fritz')).taste).toBeUndefined()
    const say = (state: string) =>
      profile.call('PUT /v1/consents', { body: { profileId, purpose: 'profiling', state, proof: proof(NOW) } })
    expect((await say('granted')).status).toBe(200)
    expect((await traits('fritz')).taste).toBe('Tee')
    expect((await say('withdrawn')).status).toBe(200)
    expect((await traits('fritz')).taste).toBeUndefined()
    expect((await traits('fritz')).orders).toBe(1)
    const restriction = `/v1/privacy/restrictions/${profileId}`
    expect((await profile.call(`PUT ${restriction}`, { body: {} })).status).toBeLessThan(300)
    expect((await traits('fritz')).orders).toBeUndefined()
    expect((await profile.call(`DELETE ${restriction}`)).status).toBeLessThan(300)
    expect((await traits('fritz')).orders).toBe(1)
  })

  it('is folded anew from the interactions that are somebody’s now', async () => {
    await collect(order('gabi', { total: 1 }, NOW, 'away'), order('gabi', { total: 2 }))
    expect(await traits('gabi')).toMatchObject({ orders: 2, revenue: 3 })
    const { id } = await find('gabi')
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      const { people } = await lockProfiles(tx, [id])
      await tx.query('delete from interaction where workspace_id = $1 and message_id = $2', [tx.workspaceId, 'away'])
      await saveRecomputed(tx, people, { because: 'test', everything: true })
    })
    expect(await traits('gabi')).toMatchObject({ orders: 1, revenue: 2 })
  })

  it('says which field cannot be worked out', async () => {
    const refused = async (body: object) => {
      const answer = await profile.call('PUT /v1/computed-traits/falsch', {
        body: { name: 'F', event: 'Order Completed', ...body },
      })
      return [
        answer.status,
        answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
      ]
    }
    expect(await refused({ compute: 'sum' })).toEqual([422, ['/body/property property_missing']])
    expect(await refused({ compute: 'count', property: 'a' })).toEqual([422, ['/body/property property_unused']])
    expect(await refused({ compute: 'sum', property: 'a[*]' })).toEqual([422, ['/body/property property_path']])
    expect(await refused({ compute: 'count', within: 'P1D', calendar: 'day' })).toEqual([
      422,
      ['/body/calendar window_twice'],
    ])
    const where = {
      all: [
        { path: 'event.properties.a', op: 'exists' },
        { path: 'traits.b', op: 'exists' },
      ],
    }
    expect(await refused({ compute: 'count', where })).toEqual([422, ['/body/where/all/1 not_of_the_event']])
  })
})
