import { interactionsMoved, profileChanged, profileSplit } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const at = (minute: number): string => new Date(Date.UTC(2026, 9, 1, 10, minute)).toISOString()

const put = async (path: string, body: unknown): Promise<string> =>
  (await profile.call(`PUT /v1/profiles/by/${path}`, { body })).body.id
const get = async (id: string) => (await profile.call(`GET /v1/profiles/${id}`)).body
const send = (...events: readonly object[]) => profile.call('POST /v1/batch', { body: { batch: events } })
const merge = (survivorId: string, absorbedId: string) =>
  profile.call(`POST /v1/profiles/${survivorId}/merge`, { body: { absorbedId, reason: 'taken for one' } })
const split = (id: string, identifiers: readonly { type: string; value: string }[], query = '') =>
  profile.call(`POST /v1/profiles/${id}/split${query}`, { body: { identifiers, reason: 'two after all' } })
const timelineOf = async (id: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/profiles/${id}/timeline?kind=interaction&limit=100`)).body.items
    .map((item: { data: { messageId: string } }) => item.data.messageId)
    .toSorted()
const identifiersOf = (body: { identifiers: { type: string; value: string }[] }): readonly string[] =>
  body.identifiers.map(({ type, value }) => `${type}:${value}`).toSorted()

/** A person with a user id, an address and a first event. */
async function person(name: string, minute = 1) {
  const user = fresh(name)
  const event = { type: 'identify', userId: user, messageId: fresh('m'), timestamp: at(minute) }
  await send({ ...event, traits: { email: `${user}@example.org`, city: name, locale: 'de-DE' } })
  const [id] = (await profile.call(`GET /v1/profiles?identifier=user_id:${user}`)).body.items.map(
    (found: { id: string }) => found.id,
  )
  return { user, id: id ?? (await put(`user_id/${user}`, {})), first: event.messageId }
}

describe('splitting what was merged', () => {
  it('gives each back what was theirs, also what has come since', async () => {
    const [anna, jonas] = [await person('anna'), await person('jonas', 2)]
    await merge(anna.id, jonas.id)
    const since = {
      anna: { type: 'track', event: 'Kauf', userId: anna.user, messageId: fresh('m'), timestamp: at(5) },
      jonas: { type: 'identify', userId: jonas.user, messageId: fresh('m'), timestamp: at(6), traits: { city: 'Ulm' } },
      device: {
        type: 'track',
        event: 'Blick',
        userId: jonas.user,
        anonymousId: fresh('a'),
        messageId: fresh('m'),
        timestamp: at(7),
      },
    }
    await send(...Object.values(since))
    expect((await get(anna.id)).traits['city']).toBe('Ulm')
    const before = await get(anna.id)
    const dry = await split(anna.id, [{ type: 'user_id', value: jonas.user }], '?dryRun=true')
    expect([dry.status, dry.body.dryRun, dry.body.newId]).toEqual([200, true, jonas.id])
    expect(await get(anna.id)).toEqual(before)
    const done = await split(anna.id, [{ type: 'user_id', value: jonas.user }])
    expect(done.body).toEqual({ ...dry.body, dryRun: false })
    expect(done.body).toMatchObject({ survivorId: anna.id, newId: jonas.id, unexplained: 0 })
    expect(done.body.moved.events).toBe(3)
    const [left, right] = [await get(anna.id), await get(jonas.id)]
    expect([left.canonicalId, right.canonicalId]).toEqual([anna.id, jonas.id])
    expect(left.traits).toEqual({ city: 'anna', email: `${anna.user}@example.org`, locale: 'de-DE' })
    expect(right.traits).toEqual({ city: 'Ulm', email: `${jonas.user}@example.org`, locale: 'de-DE' })
    expect(identifiersOf(left)).toEqual([`email:${anna.user}@example.org`, `user_id:${anna.user}`])
    expect(identifiersOf(right)).toEqual([
      `anonymous_id:${since.device.anonymousId}`,
      `email:${jonas.user}@example.org`,
      `user_id:${jonas.user}`,
    ])
    expect(await timelineOf(anna.id)).toEqual([anna.first, since.anna.messageId].toSorted())
    expect(await timelineOf(jonas.id)).toEqual([jonas.first, since.jonas.messageId, since.device.messageId].toSorted())
    expect([left.absorbedIds, right.absorbedIds]).toEqual([[], []])
    // What comes next is each one's again.
    await send({ type: 'track', event: 'Kauf', anonymousId: since.device.anonymousId, messageId: fresh('m') })
    expect(await timelineOf(jonas.id)).toHaveLength(4)
  })

  it('publishes both as they are now, that they are two, and which events have changed hands', async () => {
    const [anna, jonas] = [await person('anna'), await person('jonas')]
    await merge(anna.id, jonas.id)
    const late = { type: 'track', event: 'Kauf', userId: jonas.user, messageId: fresh('m'), timestamp: at(9) }
    await send(late)
    await split(anna.id, [{ type: 'email', value: `${jonas.user}@example.org` }])
    const [fact] = await profile.waitFor(profileSplit, 1, ({ data }) => data.survivorId === anna.id)
    expect(fact?.data).toMatchObject({ survivorId: anna.id, newId: jonas.id })
    const [moved] = await profile.waitFor(interactionsMoved, 1, ({ data }) => data.from === anna.id)
    expect(moved?.data).toMatchObject({ to: jonas.id, messageIds: [late.messageId] })
    const merged = profile
      .published(profileChanged)
      .findLast(({ data }) => data.profileId === jonas.id && 'mergedInto' in data)
    const snapshot = profile
      .published(profileChanged)
      .findLast(({ data }) => data.profileId === jonas.id && 'traits' in data)
    expect(snapshot?.data.revision).toBeGreaterThan(merged?.data.revision ?? 0)
  })
})

describe('what is refused', () => {
  it('is who is not known, what they do not have, and what leaves nobody', async () => {
    const anna = await person('anna')
    const theirs = [
      { type: 'user_id', value: anna.user },
      { type: 'email', value: `${anna.user}@example.org` },
    ]
    expect((await split('019aa5c0-0000-7000-8000-000000000009', theirs)).status).toBe(404)
    const unknown = await split(anna.id, [
      theirs[0] ?? { type: '', value: '' },
      { type: 'email', value: 'wer@example.org' },
    ])
    expect([unknown.status, unknown.body.code, unknown.body.errors[0].pointer]).toEqual([
      422,
      'identifier_unknown',
      '/body/identifiers/1',
    ])
    const all = await split(anna.id, theirs)
    expect([all.status, all.body.code]).toEqual([422, 'split_leaves_nobody'])
    await eventually(async () => expect(identifiersOf(await get(anna.id))).toHaveLength(2))
  })
})

describe('splitting off what came by no merge', () => {
  it('takes it along with what its events say, under an id of its own', async () => {
    const anna = await person('anna')
    const card = fresh('karte')
    await put(`user_id/${anna.user}`, { identifiers: [{ type: 'card', value: card }] })
    const byCard = {
      type: 'identify',
      messageId: fresh('m'),
      timestamp: at(8),
      traits: { hobby: 'Segeln' },
      context: { externalIds: [{ id: card, type: 'card', collection: 'users', encoding: 'none' }] },
      anonymousId: fresh('a'),
    }
    await send(byCard)
    const done = await split(anna.id, [{ type: 'card', value: card }])
    expect(done.status).toBe(200)
    const [left, right] = [await get(anna.id), await get(done.body.newId)]
    expect(done.body.newId).not.toBe(anna.id)
    expect(left.traits['hobby']).toBeUndefined()
    expect(right.traits).toEqual({ hobby: 'Segeln' })
  })
})

describe('what was asked for of both', () => {
  it('holds for both, and what was asked for of one for that one alone', async () => {
    const restricted = async (id: string) => (await get(id)).restricted
    const restrict = (id: string) => profile.call(`PUT /v1/privacy/restrictions/${id}`, { body: {} })
    const [anna, jonas] = [await person('anna'), await person('jonas')]
    await restrict(anna.id)
    await merge(anna.id, jonas.id)
    await split(anna.id, [{ type: 'user_id', value: jonas.user }])
    expect([await restricted(anna.id), await restricted(jonas.id)]).toEqual([true, false])
    await profile.call(`DELETE /v1/privacy/restrictions/${anna.id}`)
    await merge(anna.id, jonas.id)
    await restrict(anna.id)
    await split(anna.id, [{ type: 'user_id', value: jonas.user }])
    expect([await restricted(anna.id), await restricted(jonas.id)]).toEqual([true, true])
  })
})

describe('what is computed of an event that states it', () => {
  it('is folded in by no split', async () => {
    await profile.call('PUT /v1/computed-traits/buys', { body: { name: 'Käufe', compute: 'count', event: 'Kauf' } })
    const [anna, jonas] = [await person('anna'), await person('jonas')]
    await merge(anna.id, jonas.id)
    await send({ type: 'identify', userId: jonas.user, messageId: fresh('m'), traits: { buys: 9, plan: 'plus' } })
    await send({ type: 'track', event: 'Kauf', userId: jonas.user, messageId: fresh('m') })
    await split(anna.id, [{ type: 'user_id', value: jonas.user }])
    expect((await get(jonas.id)).traits).toMatchObject({ buys: 1, plan: 'plus' })
    expect((await get(anna.id)).traits).not.toHaveProperty('buys')
    await profile.call('POST /v1/computed-traits/buys/archive', { body: {} })
    await eventually(async () => expect((await get(jonas.id)).traits).not.toHaveProperty('buys'))
  })
})
