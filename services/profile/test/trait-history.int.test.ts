import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, callsOf, fresh, type Json } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const { send, put, get, merge } = callsOf(() => profile)
const historyOf = async (id: string, name: string, query = '') =>
  (await profile.call(`GET /v1/profiles/${id}/traits/${encodeURIComponent(name)}/history${query}`)).body
const valuesOf = async (id: string, name: string): Promise<readonly unknown[]> =>
  (await historyOf(id, name)).items.map(({ value }: { value: unknown }) => value)
const states = (user: string, minute: number, traits: Json, messageId = fresh('m')) => ({
  type: 'identify',
  userId: user,
  messageId,
  timestamp: at(minute),
  traits,
})

describe('the history of a trait', () => {
  it('says what was known, since when, and what said so', async () => {
    const user = fresh('anna')
    const first = states(user, 1, { plan: 'free' })
    await send(first)
    const id = await put(user, { traits: { plan: 'plus' } })
    const late = states(user, 2, { plan: 'trial' })
    await send(late)
    await send(states(user, 3, { plan: 'plus' }))
    const { items, nextCursor, completeSince } = await historyOf(id, 'plan')
    expect([nextCursor, completeSince]).toEqual([null, null])
    expect(items).toMatchObject([
      {
        value: 'trial',
        source: { kind: 'event', messageId: late.messageId, requestId: null, profileId: id, occurredAt: at(2) },
        lostTo: { value: 'plus', source: { kind: 'request', messageId: null } },
        merge: null,
      },
      { value: 'plus', to: null, source: { kind: 'request' }, lostTo: null },
      { value: 'free', to: items[1].from, source: { kind: 'event', messageId: first.messageId }, lostTo: null },
    ])
    expect(items[0].from).toBe(items[0].to)
    expect(items[1].source.requestId).toEqual(expect.any(String))
    expect(await historyOf(id, 'nobody has said this')).toEqual({ items: [], nextCursor: null, completeSince: null })
  })

  it('has an entry where a trait was removed, and names with any letters', async () => {
    const user = fresh('anna')
    const name = 'Größe/in cm.%'
    await send(states(user, 1, { [name]: 180 }), states(user, 2, { [name]: null }), states(user, 3, { [name]: '181' }))
    const id = await put(user)
    expect(await valuesOf(id, name)).toEqual(['181', null, 180])
  })

  it('reads traits of the context too, and none that is only of a group', async () => {
    const user = fresh('anna')
    await send(
      { type: 'track', event: 'Kauf', userId: user, timestamp: at(1), context: { traits: { plan: 'free' } } },
      { type: 'group', groupId: 'firma', userId: user, timestamp: at(2), traits: { plan: 'of the firm' } },
    )
    expect(await valuesOf(await put(user), 'plan')).toEqual(['free'])
  })

  it('goes on in the survivor, and is their own before', async () => {
    const [anna, jonas] = [fresh('anna'), fresh('jonas')]
    await send(states(anna, 1, { city: 'Ulm' }), states(jonas, 2, { city: 'Bonn' }))
    const [annaId, jonasId] = [await put(anna), await put(jonas)]
    await merge(annaId, jonasId)
    await send(states(anna, 3, { city: 'Köln' }))
    expect(await valuesOf(annaId, 'city')).toEqual(['Köln', 'Bonn', 'Ulm'])
    expect(await valuesOf(jonasId, 'city')).toEqual(['Köln', 'Ulm', 'Bonn'])
    const { items } = await historyOf(annaId, 'city')
    expect(items[1]).toMatchObject({
      source: { profileId: jonasId },
      merge: { survivorId: annaId, absorbedId: jonasId },
    })
    const [, lost] = (await historyOf(jonasId, 'city')).items
    expect(lost).toMatchObject({ value: 'Ulm', lostTo: { value: 'Bonn' }, merge: { absorbedId: jonasId } })
  })

  it('is of each their own after a split', async () => {
    const [anna, jonas] = [fresh('anna'), fresh('jonas')]
    await send(states(anna, 1, { city: 'Ulm' }), states(jonas, 2, { city: 'Bonn' }))
    const [annaId, jonasId] = [await put(anna), await put(jonas)]
    await merge(annaId, jonasId)
    await send(states(jonas, 3, { city: 'Köln' }), states(anna, 4, { plan: 'plus' }))
    await profile.call(`POST /v1/profiles/${annaId}/split`, {
      body: { identifiers: [{ type: 'user_id', value: jonas }], reason: 'two after all' },
    })
    expect(await valuesOf(annaId, 'city')).toEqual(['Ulm'])
    expect(await valuesOf(jonasId, 'city')).toEqual(['Köln', 'Bonn'])
    expect(await valuesOf(jonasId, 'plan')).toEqual([])
    await merge(annaId, jonasId)
    expect(await valuesOf(annaId, 'city')).toEqual(['Köln', 'Ulm'])
  })

  it('is told page by page, the same as in one', async () => {
    const user = fresh('anna')
    const numbers = Array.from({ length: 60 }, (_, minute) => minute)
    await send(...numbers.map((minute) => states(user, minute, { visits: minute })))
    const id = await put(user)
    const pages: unknown[] = []
    let cursor = ''
    do {
      const { items, nextCursor } = await historyOf(id, 'visits', `?limit=25${cursor}`)
      pages.push(...items)
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
    } while (cursor !== '')
    expect(pages).toEqual((await historyOf(id, 'visits', '?limit=500')).items)
    expect(pages).toMatchObject(numbers.toReversed().map((value) => ({ value })))
    const other = await profile.call(
      `GET /v1/profiles/${id}/traits/plan/history?limit=25&cursor=${(await historyOf(id, 'visits', '?limit=25')).nextCursor}`,
    )
    expect([other.status, other.body.code]).toEqual([400, 'cursor_invalid'])
  })

  it('shows what is computed now, and what was stated under its name', async () => {
    const user = fresh('anna')
    const name = fresh('kaeufe')
    await send(states(user, 1, { [name]: 'viele' }), { type: 'track', event: 'Kauf', userId: user, timestamp: at(2) })
    const id = await put(user)
    await profile.call(`PUT /v1/computed-traits/${name}`, { body: { name, compute: 'count', event: 'Kauf' } })
    await eventually(async () => expect((await get(id)).traits[name]).toBe(1))
    const { items } = await historyOf(id, name)
    expect(items).toMatchObject([
      { value: 1, from: null, to: null, source: { kind: 'computed' } },
      { value: 'viele', source: { kind: 'event' } },
    ])
  })

  it('does not have what an event stated and was left out, behind however many warnings', async () => {
    const user = fresh('anna')
    const names = Array.from({ length: 25 }, (_, index) => `${fresh('n')}-${index}`)
    for (const name of names)
      await profile.call(`PUT /v1/computed-traits/${name}`, { body: { name, compute: 'count', event: 'Kauf' } })
    const traits = Object.fromEntries(names.map((name) => [name, 'stated']))
    await send(states(user, 1, { ...traits, plan: 'plus' }))
    const id = await put(user)
    expect(await valuesOf(id, 'plan')).toEqual(['plus'])
    for (const name of names)
      expect((await historyOf(id, name)).items.filter(({ value }: { value: unknown }) => value === 'stated')).toEqual(
        [],
      )
  })
})

describe('what is missing', () => {
  it('is said, where events were dropped', async () => {
    const user = fresh('anna')
    await send(states(user, 1, { plan: 'free', city: 'Ulm' }))
    await send(states(user, 2, { plan: 'plus' }))
    const id = await put(user)
    await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query('delete from interaction where workspace_id = $1 and profile_id = $2', [tx.workspaceId, id]),
    )
    expect((await historyOf(id, 'city')).items).toMatchObject([
      { value: 'Ulm', from: null, to: null, source: { kind: 'unknown', messageId: null, occurredAt: at(1) } },
    ])
    await send(states(user, 3, { plan: 'max' }))
    expect((await historyOf(id, 'plan')).items).toMatchObject([{ value: 'max', source: { kind: 'event' } }])
    await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query(
        `update profile set created_at = now() - interval '9 days', written_at = now() where workspace_id = $1 and profile_id = $2`,
        [tx.workspaceId, id],
      ),
    )
    expect((await historyOf(id, 'plan')).completeSince).toEqual(expect.any(String))
  })

  it('is somebody who is not known', async () => {
    const found = await profile.call('GET /v1/profiles/019aa5c0-0000-7000-8000-000000000009/traits/plan/history')
    expect([found.status, found.body.code]).toEqual([404, 'profile_unknown'])
  })
})
