import { interactionDeleted, profileChanged, segmentLeft } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, callsOf, fresh } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const { get, merge } = callsOf(() => profile)
const timelineOf = async (id: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/profiles/${id}/timeline?kind=interaction&limit=100`)).body.items.map(
    (item: { data: { messageId: string } }) => item.data.messageId,
  )
const remove = (messageId: string, key = profile.workspace.secretKey) =>
  profile.call(`DELETE /v1/events/${encodeURIComponent(messageId)}`, { key })
const trace = (messageId: string) => profile.call(`GET /v1/events/${encodeURIComponent(messageId)}/trace`)

/** Sends a call and answers its message and whose it is. */
async function came(kind: string, call: Record<string, unknown>) {
  const messageId = typeof call['messageId'] === 'string' ? call['messageId'] : fresh('m')
  await profile.call(`POST /v1/${kind}`, { body: { ...call, messageId } })
  return { messageId, id: (await trace(messageId)).body.profileId as string }
}

describe('an event that is deleted', () => {
  it('is in no timeline and has no trace, and does not come back when it is sent again', async () => {
    const userId = fresh('u')
    const kept = await came('track', { userId, event: 'Bleibt' })
    const call = { userId, event: 'Kauf', messageId: 'a/b?c#d%2F é 😀', timestamp: at(1) }
    const { id, messageId } = await came('track', call)
    expect((await remove(messageId)).status).toBe(204)
    expect(await timelineOf(id)).toEqual([kept.messageId])
    expect((await trace(messageId)).status).toBe(404)
    expect((await profile.call('POST /v1/track', { body: call })).body).toEqual({ success: true })
    expect(await timelineOf(id)).toEqual([kept.messageId])
    const again = await remove(messageId)
    expect([again.status, again.body.code]).toEqual([404, 'event_unknown'])
    const [event] = await profile.waitFor(interactionDeleted, 1, ({ data }) => data.profileId === id)
    expect(event?.data).toEqual({ messageId, profileId: id, kind: 'track', name: 'Kauf', occurredAt: at(1) })
  })

  it('has taught nothing: what others have said counts again, whatever came first', async () => {
    const userId = fresh('u')
    const { id } = await came('identify', { userId, timestamp: at(1), traits: { city: 'Köln', plan: 'plus' } })
    const wrong = await came('identify', {
      userId,
      timestamp: at(5),
      traits: { city: 'Ulm', plan: null, hobby: 'Segeln' },
      context: { locale: 'en-GB' },
    })
    await came('identify', { userId, timestamp: at(3), traits: { city: 'Größenwahn' }, context: { locale: 'de-DE' } })
    expect((await get(id)).traits).toEqual({ city: 'Ulm', hobby: 'Segeln' })
    const before = await get(id)
    await remove(wrong.messageId)
    const after = await get(id)
    expect([after.traits, after.locale]).toEqual([{ city: 'Größenwahn', plan: 'plus' }, 'de-DE'])
    expect(after.revision).toBe(before.revision + 1)
    const isLast = ({ data }: { readonly data: { readonly profileId: string; readonly revision: number } }) =>
      data.profileId === id && data.revision === after.revision
    const [last] = await profile.waitFor(profileChanged, 1, isLast)
    expect(last?.data).toMatchObject({ traits: after.traits })
  })

  it('does not come back by a merge and a split of people who had been merged before', async () => {
    const [anna, jonas] = [fresh('anna'), fresh('jonas')]
    const { id: annaId } = await came('identify', { userId: anna, timestamp: at(1), traits: { plan: 'plus' } })
    const first = { userId: jonas, timestamp: at(1), traits: { city: 'Köln' }, context: { locale: 'de-DE' } }
    const { id: jonasId } = await came('identify', first)
    const wrong = { userId: jonas, timestamp: at(5), traits: { hobby: 'Segeln' }, context: { locale: 'en-GB' } }
    const { messageId } = await came('identify', wrong)
    const join = () => merge(annaId, jonasId)
    const part = async () => {
      const body = { identifiers: [{ type: 'user_id', value: jonas }], reason: 'two after all' }
      expect((await profile.call(`POST /v1/profiles/${annaId}/split`, { body })).status).toBe(200)
    }
    await join()
    await part()
    await remove(messageId)
    await join()
    expect((await get(annaId)).traits).toEqual({ plan: 'plus', city: 'Köln' })
    await part()
    const { traits, locale } = await get(jonasId)
    expect([traits, locale]).toEqual([{ city: 'Köln' }, 'de-DE'])
    expect((await get(annaId)).traits).toEqual({ plan: 'plus' })
  })

  it('leaves what a request has said since, and what was newer anyway', async () => {
    const userId = fresh('u')
    const old = await came('identify', { userId, timestamp: at(1), traits: { city: 'Köln', hobby: 'Lesen' } })
    const { revision } = await get(old.id)
    const changed = await profile.call(`PATCH /v1/profiles/${old.id}`, {
      body: { traits: { city: 'Bonn' } },
      headers: { 'if-match': `"${revision}"` },
    })
    expect(changed.status).toBe(200)
    await remove(old.messageId)
    expect((await get(old.id)).traits).toEqual({ city: 'Bonn' })
  })

  it('is counted by no segment and no computed trait any more', async () => {
    await profile.call('PUT /v1/computed-traits/orders', {
      body: { name: 'Käufe', compute: 'count', event: 'Bestellt' },
    })
    await profile.call('PUT /v1/segments/twice-ordered', {
      body: { name: 'Zweimal', condition: { did: 'Bestellt', atLeast: 2 } },
    })
    const userId = fresh('u')
    const { id, messageId } = await came('track', { userId, event: 'Bestellt' })
    await came('track', { userId, event: 'Bestellt' })
    expect(await get(id)).toMatchObject({ segments: ['twice-ordered'], traits: { orders: 2 } })
    await remove(messageId)
    expect(await get(id)).toMatchObject({ segments: [], traits: { orders: 1 } })
    await profile.waitFor(segmentLeft, 1, ({ data }) => data.profileId === id)
  })

  it('of before a merge is gone for both, also once they are two again', async () => {
    const [anna, jonas] = [fresh('anna'), fresh('jonas')]
    const first = await came('identify', { userId: anna, timestamp: at(1), traits: { city: 'Köln' } })
    const early = await came('identify', { userId: jonas, timestamp: at(1), traits: { city: 'Ulm' } })
    const wrong = await came('identify', { userId: jonas, timestamp: at(2), traits: { city: 'Essen', hobby: 'Go' } })
    await profile.call(`POST /v1/profiles/${first.id}/merge`, { body: { absorbedId: early.id, reason: 'eine' } })
    expect((await get(first.id)).traits).toEqual({ city: 'Essen', hobby: 'Go' })
    await remove(wrong.messageId)
    expect((await get(first.id)).traits).toEqual({ city: 'Köln' })
    const split = await profile.call(`POST /v1/profiles/${first.id}/split`, {
      body: { identifiers: [{ type: 'user_id', value: jonas }], reason: 'doch zwei' },
    })
    expect([split.body.newId, split.body.unexplained]).toEqual([early.id, 0])
    expect((await get(early.id)).traits).toEqual({ city: 'Ulm' })
    expect((await get(first.id)).traits).toEqual({ city: 'Köln' })
    expect(await timelineOf(early.id)).toEqual([early.messageId])
  })

  it('that says nothing of anybody is gone as well', async () => {
    const messageId = fresh('m')
    await profile.call('POST /v1/track', { body: { userId: 'null', event: 'X', messageId } })
    expect((await remove(messageId)).status).toBe(204)
    expect((await trace(messageId)).status).toBe(404)
  })

  it('goes once where many ask for it at the same moment, also while more comes', async () => {
    const userId = fresh('u')
    const { id, messageId } = await came('identify', { userId, timestamp: at(1), traits: { city: 'Ulm' } })
    const answers = await Promise.all([
      remove(messageId),
      profile.call('POST /v1/identify', {
        body: { userId, timestamp: at(0), traits: { city: 'Köln' }, messageId: fresh('m') },
      }),
      remove(messageId),
      remove(messageId),
    ])
    const statuses = [answers[0], answers[2], answers[3]].map((answer) => answer?.status)
    expect(statuses.toSorted()).toEqual([204, 404, 404])
    expect((await get(id)).traits).toEqual({ city: 'Köln' })
  })
})

describe('what is refused', () => {
  it('is an event that nobody has sent here, and whoever may not', async () => {
    const { messageId } = await came('track', { userId: fresh('u'), event: 'X' })
    const tried = async (...what: Parameters<typeof remove>) => {
      const { status, body } = await remove(...what)
      return [status, body?.code]
    }
    expect(await tried(fresh('nie'))).toEqual([404, 'event_unknown'])
    expect(await tried('x'.repeat(129))).toEqual([400, 'input_invalid'])
    expect(await tried(messageId, profile.other.secretKey)).toEqual([404, 'event_unknown'])
    expect((await remove(messageId, profile.workspace.publishableKey)).status).toBe(403)
    expect((await trace(messageId)).status).toBe(200)
  })
})
