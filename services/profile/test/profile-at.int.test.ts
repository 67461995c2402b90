import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, callsOf, fresh, type Json, proof } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const { send, put, get, merge } = callsOf(() => profile)
const getAt = (id: string, moment: string) => profile.call(`GET /v1/profiles/${id}?at=${encodeURIComponent(moment)}`)
const asOf = async (id: string, moment: string) => (await getAt(id, moment)).body
const states = (user: string, minute: number, traits: Json, more: Json = {}) => ({
  type: 'identify',
  userId: user,
  messageId: fresh('m'),
  timestamp: at(minute),
  traits,
  ...more,
})
const historyOf = async (id: string, name: string) =>
  (await profile.call(`GET /v1/profiles/${id}/traits/${name}/history`)).body.items
const before = (moment: string): string => new Date(Date.parse(moment) - 1).toISOString()
// Every request takes longer than a millisecond, so what was answered before is known then, and nothing that follows.
const moment = (): string => new Date().toISOString()

describe('a person as of a moment', () => {
  it('has the traits, identifiers and language that were known then, to the millisecond', async () => {
    const user = fresh('anna')
    await send(states(user, 1, { plan: 'free' }, { context: { locale: 'de-DE', timezone: 'Europe/Berlin' } }))
    const id = await put(user)
    const first = moment()
    await send(states(user, 3, { plan: 'plus', nickname: 'Änne' }, { context: { locale: 'en-GB' } }))
    await put(user, { identifiers: [{ type: 'email', value: `${user}@example.org` }], traits: { nickname: null } })
    const [plus, free] = await historyOf(id, 'plan')
    expect((await asOf(id, first)).traits).toEqual({ plan: 'free' })
    expect((await asOf(id, plus.from)).traits).toEqual({ plan: 'plus', nickname: 'Änne' })
    expect((await asOf(id, before(plus.from))).traits).toEqual({ plan: 'free' })
    const then = await asOf(id, first)
    expect(then).toMatchObject({ id, canonicalId: id, locale: 'de-DE', timeZone: 'Europe/Berlin', absorbedIds: [] })
    expect(then.identifiers.map(({ value }: { value: string }) => value)).toEqual([user])
    expect(then.asOf).toEqual({ at: first, completeSince: null, unexplained: [], leftOut: [] })
    const gone = await getAt(id, before(free.from))
    expect([gone.status, gone.body.code]).toEqual([404, 'profile_unknown'])
    expect((await get(id)).asOf).toBeUndefined()
  })

  it('is told of by a late event from when it came, whatever it says of when it happened', async () => {
    const user = fresh('anna')
    await send(states(user, 5, { city: 'Ulm' }))
    const id = await put(user)
    const between = moment()
    await send(states(user, 2, { plan: 'free' }))
    expect((await asOf(id, between)).traits).toEqual({ city: 'Ulm' })
    expect((await asOf(id, moment())).traits).toEqual({ city: 'Ulm', plan: 'free' })
  })

  it('knows all of one millisecond or nothing of it', async () => {
    const user = fresh('anna')
    await send(states(user, 1, { plan: 'a' }), states(user, 1, { plan: 'b' }), states(user, 1, { city: 'Ulm' }))
    const id = await put(user)
    const [{ from }] = await historyOf(id, 'city')
    expect((await asOf(id, from)).traits).toEqual({ plan: 'b', city: 'Ulm' })
    expect((await getAt(id, before(from))).status).toBe(404)
  })

  it('is by an id that was merged somebody of their own until then', async () => {
    const [anna, jonas] = [fresh('anna'), fresh('jonas')]
    await send(states(anna, 1, { city: 'Ulm' }), states(jonas, 2, { city: 'Bonn' }))
    const [annaId, jonasId] = [await put(anna), await put(jonas)]
    const apart = moment()
    await merge(annaId, jonasId)
    await send(states(jonas, 3, { city: 'Köln' }))
    const theirs = await asOf(jonasId, apart)
    expect(theirs).toMatchObject({ id: jonasId, canonicalId: annaId, traits: { city: 'Bonn' }, absorbedIds: [] })
    expect(theirs.identifiers).toMatchObject([{ value: jonas }])
    expect(await asOf(annaId, apart)).toMatchObject({
      id: annaId,
      traits: { city: 'Ulm' },
      identifiers: [{ value: anna }],
    })
    const since = moment()
    for (const id of [annaId, jonasId])
      expect(await asOf(id, since)).toMatchObject({ id: annaId, traits: { city: 'Köln' }, absorbedIds: [jonasId] })
    await profile.call(`POST /v1/profiles/${annaId}/split`, {
      body: { identifiers: [{ type: 'user_id', value: jonas }], reason: 'two after all' },
    })
    expect((await asOf(annaId, since)).traits).toEqual({ city: 'Ulm' })
    expect(await asOf(jonasId, since)).toMatchObject({ canonicalId: jonasId, traits: { city: 'Köln' } })
  })

  it('is in the segments and has said of purposes what held then', async () => {
    const key = fresh('segment')
    const condition = { path: 'traits.plan', op: 'eq', value: 'plus' }
    expect((await profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })).status).toBe(201)
    const [anna, jonas] = [fresh('anna'), fresh('jonas')]
    const say = (profileId: string, state: string) =>
      profile.call('PUT /v1/consents', {
        body: { profileId, purpose: 'profiling', state, proof: proof('2026-11-20T10:00:00.000Z') },
      })
    const [annaId, jonasId] = [
      await put(anna, { traits: { plan: 'free' } }),
      await put(jonas, { traits: { plan: 'plus' } }),
    ]
    const first = moment()
    await put(anna, { traits: { plan: 'plus' } })
    expect((await say(annaId, 'granted')).status).toBeLessThan(300)
    const second = moment()
    await put(anna, { traits: { plan: 'free' } })
    await say(annaId, 'withdrawn')
    const third = moment()
    await merge(annaId, jonasId)
    await put(anna, { traits: { plan: 'max' } })
    const shown = async (id: string, time: string) => {
      const { segments, consents } = await asOf(id, time)
      return [segments, consents.profiling?.state]
    }
    expect(await shown(annaId, first)).toEqual([[], undefined])
    expect(await shown(annaId, second)).toEqual([[key], 'granted'])
    expect(await shown(annaId, third)).toEqual([[], 'withdrawn'])
    for (const time of [first, second, third]) expect(await shown(jonasId, time)).toEqual([[key], undefined])
    expect(await shown(annaId, moment())).toEqual([[], 'withdrawn'])
  })

  it('is in the accounts that were known then, however long it lasts', async () => {
    const key = fresh('weiss')
    const id = await put(fresh('anna'))
    const [user, other] = [fresh('jonas'), await put(fresh('mia'))]
    expect((await profile.call(`PUT /v1/accounts/${key}`, { body: { traits: { name: 'Weiß' } } })).status).toBe(201)
    const first = moment()
    const path = `/v1/accounts/${key}/members/${id}`
    expect((await profile.call(`PUT ${path}`, { body: { roles: ['lead'] } })).status).toBeLessThan(300)
    const second = moment()
    await profile.call(`PUT ${path}`, { body: { roles: ['customer'] } })
    const third = moment()
    await profile.call(`DELETE ${path}`)
    const rolesAt = async (who: string, time: string) =>
      (await asOf(who, time)).accounts.map(({ roles }: { roles: unknown }) => roles)
    expect(await rolesAt(id, first)).toEqual([])
    expect(await rolesAt(id, second)).toEqual([['lead']])
    expect(await rolesAt(id, third)).toEqual([['customer']])
    expect(await rolesAt(id, moment())).toEqual([])
    // By a call that came later than it happened.
    const jonasId = await put(user)
    const sooner = moment()
    await send({ type: 'group', groupId: key, userId: user, messageId: fresh('m'), timestamp: at(1) })
    expect(await rolesAt(jonasId, sooner)).toEqual([])
    expect(await rolesAt(jonasId, moment())).toEqual(
      (await get(jonasId)).accounts.map(({ roles }: { roles: unknown }) => roles),
    )
    expect(await rolesAt(jonasId, moment())).toHaveLength(1)
    expect(await rolesAt(other, moment())).toEqual([])
  })

  it('leaves out what is computed, as only its value of now is kept', async () => {
    const [user, name] = [fresh('anna'), fresh('kaeufe')]
    await profile.call(`PUT /v1/computed-traits/${name}`, { body: { name, compute: 'count', event: 'Kauf' } })
    await send(states(user, 1, { plan: 'free' }), { type: 'track', event: 'Kauf', userId: user, timestamp: at(2) })
    const id = await put(user)
    expect((await get(id)).traits[name]).toBe(1)
    expect(await asOf(id, moment())).toMatchObject({ traits: { plan: 'free' }, asOf: { leftOut: [name] } })
  })

  it('says what cannot be explained any more, and from when on nothing is missing', async () => {
    const user = fresh('anna')
    await send(states(user, 1, { plan: 'free', city: 'Ulm' }))
    const id = await put(user)
    const first = moment()
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      await tx.query('delete from interaction where workspace_id = $1 and profile_id = $2', [tx.workspaceId, id])
      await tx.query(
        `update profile set created_at = '2020-02-29T00:00:00Z', written_at = now() where workspace_id = $1 and profile_id = $2`,
        [tx.workspaceId, id],
      )
    })
    await send(states(user, 3, { plan: 'plus' }))
    const then = await asOf(id, first)
    expect(then.traits).toEqual({ city: 'Ulm' })
    expect(then.asOf).toMatchObject({ unexplained: ['city'], completeSince: expect.any(String) })
    expect((await asOf(id, '2020-02-29T00:00:00Z')).traits).toEqual({})
    expect((await getAt(id, '2020-02-28T23:59:59.999Z')).status).toBe(404)
  })

  it('shows no segment whose purpose they do not allow any more, nor one that looks at it', async () => {
    const [profiled, looking, computed] = [fresh('segment'), fresh('segment'), fresh('segment')]
    const trait = `t${computed.replaceAll('-', '')}`
    const counted = { name: trait, compute: 'count', event: trait, purpose: 'profiling' }
    expect((await profile.call(`PUT /v1/computed-traits/${trait}`, { body: counted })).status).toBe(201)
    const condition = { path: 'traits.plan', op: 'eq', value: 'nur hier' }
    const bodies = [
      [profiled, { name: profiled, condition, purpose: 'profiling' }],
      [looking, { name: looking, condition: { segment: profiled } }],
      [computed, { name: computed, condition: { path: `traits.${trait}`, op: 'gte', value: 1 } }],
    ] as const
    for (const [key, body] of bodies) expect((await profile.call(`PUT /v1/segments/${key}`, { body })).status).toBe(201)
    const user = fresh('anna')
    const profileId = await put(user)
    const say = (state: string) =>
      profile.call('PUT /v1/consents', {
        body: { profileId, purpose: 'profiling', state, proof: proof('2026-11-20T10:00:00.000Z') },
      })
    expect((await say('granted')).status).toBeLessThan(300)
    await put(user, { traits: { plan: 'nur hier' } })
    await send({ type: 'track', userId: user, event: trait })
    const then = moment()
    expect((await asOf(profileId, then)).segments).toEqual([profiled, looking, computed].toSorted())
    await say('withdrawn')
    expect((await asOf(profileId, then)).segments).toEqual([])
  })

  it('is who is restricted now, and nobody who was erased', async () => {
    const user = fresh('anna')
    const key = fresh('segment')
    const condition = { path: 'traits.plan', op: 'eq', value: 'free' }
    await profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })
    const id = await put(user, { traits: { plan: 'free' } })
    const first = moment()
    expect((await asOf(id, first)).segments).toContain(key)
    await profile.call(`PUT /v1/privacy/restrictions/${id}`, { body: { reason: 'asked for' } })
    expect(await asOf(id, first)).toMatchObject({ restricted: true, traits: { plan: 'free' }, segments: [] })
    const erased = await profile.call('POST /v1/privacy/erasures', {
      body: { profileId: id, reason: 'asked for' },
      headers: { 'idempotency-key': fresh('erasure') },
    })
    expect(erased.status).toBe(202)
    const found = await getAt(id, first)
    expect([found.status, found.body.code]).toEqual([404, 'profile_unknown'])
  })
})

describe('a moment', () => {
  it.each([
    ['2199-01-01T00:00:00Z', 422, 'at_in_future'],
    ['2026-02-29T10:00:00Z', 400, undefined],
    ['2026-10-25', 400, undefined],
    ['1790-01-01T00:00:00Z', 400, undefined],
    ['gestern', 400, undefined],
    ['', 400, undefined],
  ])('is refused by name: %s', async (text, status, code) => {
    const { status: answered, body } = await getAt(await put(fresh('anna')), text)
    expect([answered, body.errors?.[0]?.pointer]).toEqual([status, '/query/at'])
    if (code !== undefined) expect(body.code).toBe(code)
  })

  it.each([
    '2024-02-29T10:00:00Z',
    '2026-10-25T02:30:00.5+02:00',
    '2026-10-25T02:30:00.5+01:00',
    '2026-03-29T02:30:00+01:00',
  ])('may be any that is over, and nobody was known then: %s', async (text) => {
    expect((await getAt(await put(fresh('anna')), text)).status).toBe(404)
  })
})

describe('now', () => {
  it('is like any other moment: what is known of whomever, however they came to be', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          who: fc.nat(2),
          minute: fc.nat(9),
          value: fc.option(fc.nat(2)),
          name: fc.constantFrom('plan', 'city'),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ puts: fc.nat(2), value: fc.option(fc.nat(2)), name: fc.constantFrom('plan', 'city') }),
      },
      { weight: 1, arbitrary: fc.record({ survivor: fc.nat(2), absorbed: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ splits: fc.nat(2) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const users = ['a', 'b', 'c'].map((name) => fresh(name))
        const user = (index: number): string => users[index] ?? ''
        const ids: string[] = []
        for (const name of users) ids.push(await put(name, { traits: { email: `${name}@example.org` } }))
        const id = (index: number): string => ids[index] ?? ''
        for (const each of steps)
          if ('who' in each) await send(states(user(each.who), each.minute, { [each.name]: each.value }))
          else if ('puts' in each) await put(user(each.puts), { traits: { [each.name]: each.value } })
          else if ('survivor' in each) await merge(id(each.survivor), id(each.absorbed))
          else
            await profile.call(`POST /v1/profiles/${id(each.splits)}/split`, {
              body: { identifiers: [{ type: 'user_id', value: user(each.splits) }], reason: 'two after all' },
            })
        for (const each of ids) {
          const now = await get(each)
          const { asOf: how, updatedAt: _then, ...then } = await asOf(each, moment())
          const { updatedAt: _now, ...rest } = now
          expect(then).toEqual(rest)
          expect(how).toMatchObject({ completeSince: null, unexplained: [] })
          for (const name of ['plan', 'city']) {
            const standing = (await historyOf(each, name)).find(({ to }: { to: unknown }) => to === null)
            expect(standing?.value ?? null).toEqual(now.traits[name] ?? null)
          }
        }
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})
