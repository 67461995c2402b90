import { profileChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, fresh } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const { get } = callsOf(() => profile)
const identifiersOf = async (id: string): Promise<readonly string[]> =>
  (await get(id)).identifiers.map(({ type, value }: { type: string; value: string }) => `${type}:${value}`).toSorted()

/** Whose the event is. */
async function came(call: Record<string, unknown>): Promise<string> {
  const messageId = fresh('message')
  await profile.call('POST /v1/track', { body: { event: 'X', messageId, ...call } })
  return (await profile.call(`GET /v1/events/${messageId}/trace`)).body.profileId
}

const release = (identifier: { type: string; value: string }, more: object = {}, key = profile.workspace.secretKey) =>
  profile.call('POST /v1/shared-identifiers/release', {
    body: { identifier, reason: 'gehört jetzt jemandem', ...more },
    key,
  })

const all = async (query = 'type=anonymous_id'): Promise<readonly { value: string; profileIds: string[] }[]> =>
  (await profile.call(`GET /v1/shared-identifiers?${query}&limit=100`)).body.items

/** A device that two people use who have a user id each, and, where it was used by itself, its anonymous person. */
async function shared({ alone = false, value = fresh('Gerät/ß ü') } = {}) {
  const [anna, jonas] = [fresh('anna'), fresh('jonas')]
  const ids = {
    anna: await came({ userId: anna, anonymousId: value }),
    jonas: await came({ userId: jonas, anonymousId: value }),
  }
  // The rules say that it is shared; only whoever uses it with an id of their own has it.
  await came({ userId: anna, anonymousId: value })
  const home = alone ? await came({ anonymousId: value }) : null
  return { device: { type: 'anonymous_id', value }, anna, jonas, ids, home }
}

describe('identifiers that are shared', () => {
  it('are listed with who has them', async () => {
    const { device, ids, home } = await shared({ alone: true })
    const found = (await all()).find(({ value }) => value === device.value)
    expect(found).toEqual({
      ...device,
      profileIds: [ids.anna, ids.jonas, home].toSorted(),
      isMore: false,
      anonymousId: home,
    })
    expect((await all('type=email')).map(({ value }) => value)).not.toContain(device.value)
  })

  it('are read page by page, and no value stands in what continues the list', async () => {
    const values = [await shared(), await shared(), await shared()].map(({ device }) => device.value)
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await profile.call(`GET /v1/shared-identifiers?limit=1${cursor}`)
      seen.push(...body.items.map(({ value }: { value: string }) => value))
      const next = String(body.nextCursor ?? '')
      expect(Buffer.from(next, 'base64url').toString()).not.toContain('Gerät')
      cursor = next === '' ? '' : `&cursor=${next}`
    } while (cursor !== '')
    expect(new Set(seen).size).toBe(seen.length)
    for (const value of values) expect(seen).toContain(value)
  })

  it('are those of the workspace alone', async () => {
    const { device } = await shared()
    const other = await profile.call('GET /v1/shared-identifiers', { key: profile.other.secretKey })
    expect(other.body.items).toEqual([])
    expect((await release(device, {}, profile.other.secretKey)).status).toBe(404)
    expect((await release(device, {}, profile.workspace.publishableKey)).status).toBe(403)
  })
})

describe('a shared identifier that is released', () => {
  it('to nobody is whose the next event says, and all lose it, which is published', async () => {
    const { device, anna, ids, home } = await shared({ alone: true })
    const answer = await release(device)
    expect([answer.status, answer.body]).toEqual([200, { ...device, profileId: null, people: 3, isMore: false }])
    expect(await identifiersOf(ids.anna)).toEqual([`user_id:${anna}`])
    expect(await identifiersOf(home ?? '')).toEqual([])
    expect((await all()).map(({ value }) => value)).not.toContain(device.value)
    const { revision } = await get(ids.anna)
    const isLast = ({ data }: { readonly data: { readonly profileId: string; readonly revision: number } }) =>
      data.profileId === ids.anna && data.revision === revision
    const [last] = await profile.waitFor(profileChanged, 1, isLast)
    expect(last?.data).toMatchObject({ identifiers: [{ type: 'user_id', value: anna }] })
    const fritz = await came({ userId: fresh('fritz'), anonymousId: device.value })
    expect(await came({ anonymousId: device.value })).toBe(fritz)
    expect([ids.anna, ids.jonas, home]).not.toContain(fritz)
  })

  it('to somebody is theirs, by any id that they ever had, and joins people again', async () => {
    const { device, ids, anna } = await shared()
    const old = await came({ userId: fresh('alt') })
    await profile.call(`POST /v1/profiles/${ids.anna}/merge`, { body: { absorbedId: old, reason: 'eine' } })
    const answer = await release(device, { profileId: old })
    expect(answer.body).toEqual({ ...device, profileId: ids.anna, people: 1, isMore: false })
    expect(await came({ anonymousId: device.value })).toBe(ids.anna)
    expect(await identifiersOf(ids.anna)).toContain(`anonymous_id:${device.value}`)
    expect(await identifiersOf(ids.jonas)).not.toContain(`anonymous_id:${device.value}`)
    expect(await came({ userId: anna, anonymousId: device.value })).toBe(ids.anna)
  })

  it('to somebody who never had it is theirs, in any spelling', async () => {
    const phone = fresh('+49301234')
    const [first, second] = [await came({ userId: fresh('u') }), await came({ userId: fresh('u') })]
    for (const id of [fresh('u'), fresh('u')])
      await profile.call('POST /v1/identify', { body: { userId: id, traits: { phone }, messageId: fresh('m') } })
    const number = phone.replace('-', '')
    expect((await all('type=phone')).map(({ value }) => value)).toContain(number)
    const spelled = { type: 'phone', value: number.replace('+49', '0') }
    expect((await release(spelled, { profileId: second })).body).toMatchObject({ value: number, profileId: second })
    expect(await identifiersOf(second)).toContain(`phone:${number}`)
    expect(first).not.toBe(second)
  })

  it('may be shared anew', async () => {
    const { device, anna, jonas } = await shared()
    await release(device)
    await came({ userId: anna, anonymousId: device.value })
    await came({ userId: jonas, anonymousId: device.value })
    expect((await all()).map(({ value }) => value)).toContain(device.value)
  })

  it('by more than are changed at once stays shared until the last of them has lost it', async () => {
    const { device } = await shared({ alone: true })
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      await tx.query(
        `with made as (
           insert into profile (workspace_id, profile_id, revision, traits, trait_times, observed, created_at, updated_at)
           select $1, gen_random_uuid(), 1, '{}', '{}', '{}', $2, $2 from generate_series(1, 199)
           returning profile_id)
         insert into profile_identifier (workspace_id, profile_id, type, value, first_seen_at, last_seen_at)
         select $1, profile_id, 'anonymous_id', $3, $2, $2 from made
         returning 1`,
        [tx.workspaceId, tx.now, device.value],
      )
    })
    expect((await release(device)).body).toMatchObject({ people: 200, isMore: true, profileId: null })
    const found = (await all()).find(({ value }) => value === device.value)
    expect(found?.profileIds).toHaveLength(2)
    expect((await release(device)).body).toMatchObject({ people: 2, isMore: false })
    expect((await release(device)).status).toBe(404)
  })

  it('is judged anew by segments that look at it', async () => {
    await profile.call('PUT /v1/segments/with-device', {
      body: { name: 'Gerät', condition: { path: 'identifiers.anonymous_id', op: 'exists' } },
    })
    const { device, ids } = await shared()
    expect((await get(ids.anna)).segments).toContain('with-device')
    await release(device, { profileId: ids.jonas })
    expect((await get(ids.anna)).segments).not.toContain('with-device')
    expect((await get(ids.jonas)).segments).toContain('with-device')
  })

  it('is released once by many who ask at the same moment, also while people are merged', async () => {
    const { device, ids } = await shared({ alone: true })
    const answers = await Promise.all([
      release(device, { profileId: ids.anna }),
      profile.call(`POST /v1/profiles/${ids.anna}/merge`, { body: { absorbedId: ids.jonas, reason: 'eine' } }),
      release(device, { profileId: ids.jonas }),
      release(device),
    ])
    const statuses = [answers[0], answers[2], answers[3]].map((answer) => answer?.status)
    expect(statuses.toSorted()).toEqual([200, 404, 404])
    expect(answers[1]?.status).toBe(200)
    const { rows } = await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query<{ ambiguous: boolean }>('select ambiguous from identifier where workspace_id = $1 and value = $2', [
        tx.workspaceId,
        device.value,
      ]),
    )
    expect(rows).toEqual([{ ambiguous: false }])
  })
})

describe('what is refused', () => {
  it('is named', async () => {
    const { device } = await shared()
    const tried = async (identifier: { type: string; value: string }, more: object = {}) => {
      const { status, body } = await release(identifier, more)
      return [status, body.code, body.errors?.[0]?.pointer]
    }
    const unknown = '019aa5c0-0000-7000-8000-00000000dead'
    expect(await tried({ type: 'anonymous_id', value: fresh('nie') })).toEqual([
      404,
      'shared_identifier_unknown',
      undefined,
    ])
    expect(await tried({ type: 'email', value: 'keine' })).toEqual([422, 'identifier_invalid', '/body/identifier'])
    expect(await tried(device, { profileId: unknown })).toEqual([422, 'profile_unknown', '/body/profileId'])
    expect(await tried(device, { profileId: 'x' })).toEqual([400, 'input_invalid', '/body/profileId'])
    expect(await tried(device, { reason: '' })).toEqual([400, 'input_invalid', '/body/reason'])
    expect((await release(device)).status).toBe(200)
    expect(await tried(device)).toEqual([404, 'shared_identifier_unknown', undefined])
  })

  it('is to give somebody more of a type than one may have', async () => {
    const card = fresh('karte')
    const withCard = (userId: string, ...ids: readonly string[]) =>
      came({
        userId,
        context: { externalIds: ids.map((id) => ({ id, type: 'card', collection: 'users', encoding: 'none' })) },
      })
    await withCard(fresh('u'), card)
    await withCard(fresh('u'), card)
    const full = await withCard(fresh('u'), ...[1, 2, 3, 4, 5].map((number) => `${card}-${number}`))
    const { status, body } = await release({ type: 'card', value: card }, { profileId: full })
    expect([status, body.code, body.errors[0]]).toMatchObject([
      409,
      'identifiers_conflict',
      { pointer: '/body/profileId', code: 'over_limit' },
    ])
    expect((await all('type=card')).map(({ value }) => value)).toContain(card)
  })
})

describe('a split of people who have shared something', () => {
  it('gives it to whoever has got it since', async () => {
    const { device, ids, jonas } = await shared()
    await release(device, { profileId: ids.jonas })
    await profile.call(`POST /v1/profiles/${ids.anna}/merge`, { body: { absorbedId: ids.jonas, reason: 'eine' } })
    const split = await profile.call(`POST /v1/profiles/${ids.anna}/split`, {
      body: { identifiers: [{ type: 'user_id', value: jonas }], reason: 'doch zwei' },
    })
    expect(split.body).toMatchObject({ survivorId: ids.anna, newId: ids.jonas })
    expect(await identifiersOf(ids.jonas)).toEqual([`anonymous_id:${device.value}`, `user_id:${jonas}`])
    expect(await came({ anonymousId: device.value })).toBe(ids.jonas)
  })
})
