import { consentChanged, profileChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proof } from './calling.js'
import { addPerson, ago, DAY, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

interface Saying {
  readonly purpose?: string
  readonly at?: Date
  readonly expiresAt?: Date
  readonly token?: string
}
const person = (token: string | undefined) =>
  token === undefined ? {} : { key: profile.workspace.publishableKey, headers: { 'polyphon-person': token } }
const say = (profileId: string, state: string, { purpose = 'profiling', at, expiresAt, token }: Saying = {}) =>
  profile.call('PUT /v1/consents', {
    body: { profileId, purpose, state, proof: proof(at ?? NOW), expiresAt },
    ...person(token),
  })
const list = (profileId: string, query = '') => profile.call(`GET /v1/consents?profileId=${profileId}${query}`)
const check = async (profileIds: readonly string[], purposes: readonly string[]) =>
  (await profile.call('POST /v1/consents/check', { body: { profileIds, purposes } })).body.items
const tokenOf = async (profileId: string): Promise<string> =>
  (await profile.call('POST /v1/person-tokens', { body: { profileId } })).body.token
const merge = (survivorId: string, absorbedId: string) =>
  profile.call(`POST /v1/profiles/${survivorId}/merge`, { body: { absorbedId, reason: 'same person' } })

describe('a consent', () => {
  it('is recorded with its proof, and holds at once', async () => {
    const anna = await addPerson(profile)
    const identifier = { type: 'email', value: 'anna@größe.example' }
    const body = { profileId: anna, purpose: 'profiling', state: 'granted', proof: proof(ago(DAY)), identifier }
    const answer = await profile.call('PUT /v1/consents', { body })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      profileId: anna,
      purpose: 'profiling',
      state: 'granted',
      occurredAt: ago(DAY).toISOString(),
      expiresAt: null,
      conflict: false,
      record: { source: 'api', originId: anna, identifier, recordedAt: NOW.toISOString() },
    })
    expect(answer.body.record.proof).toMatchObject({
      noticeText: proof(NOW).noticeText,
      noticeVersion: '3',
      locale: 'de',
    })
    expect(answer.body.record.proof.noticeHash).toMatch(/^[0-9a-f]{64}$/)
    const { body: listed } = await list(anna)
    expect(listed.items).toMatchObject([{ purpose: 'profiling', state: 'granted', history: [{ state: 'granted' }] }])
    expect((await profile.call(`GET /v1/profiles/${anna}`)).body.consents).toMatchObject({
      profiling: { state: 'granted', conflict: false },
    })
  })

  it('is published once, with the person in the same revision', async () => {
    const ben = await addPerson(profile)
    await say(ben, 'granted')
    await say(ben, 'granted', { at: ago(1_000) })
    await say(ben, 'withdrawn')
    const changes = await profile.waitFor(consentChanged, 2, ({ data }) => data.profileId === ben)
    expect(changes.map(({ data }) => [data.purpose, data.state])).toEqual([
      ['profiling', 'granted'],
      ['profiling', 'withdrawn'],
    ])
    const snapshots = await profile.waitFor(profileChanged, 2, ({ data }) => data.profileId === ben)
    expect(snapshots.at(-1)?.data).toMatchObject({
      consents: { profiling: { state: 'withdrawn', occurredAt: NOW.toISOString() } },
      because: 'consent:profiling',
    })
  })

  it('is the latest by the time of the decision, and keeps every record', async () => {
    const cem = await addPerson(profile)
    await say(cem, 'withdrawn', { at: ago(DAY) })
    expect((await say(cem, 'granted', { at: ago(2 * DAY) })).body).toMatchObject({ state: 'withdrawn' })
    expect((await say(cem, 'granted', { at: ago(1_000), purpose: 'research' })).body).toMatchObject({
      state: 'granted',
    })
    const { body } = await list(cem)
    const seen = body.items.map(({ purpose, state, history }: never) => [purpose, state, (history as []).length])
    expect(seen).toEqual([
      ['profiling', 'withdrawn', 2],
      ['research', 'granted', 1],
    ])
    const first = await list(cem, '&limit=1')
    expect(first.body.items[0].history).toHaveLength(1)
    const second = await list(cem, `&limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.items).toMatchObject([{ purpose: 'profiling', history: [{ state: 'withdrawn' }] }])
    expect((await list(cem, '&state=granted')).body.items).toHaveLength(1)
    expect((await list(cem, '&purpose=analytics')).body.items).toEqual([])
  })

  it('ends when it expires, which is recorded and published', async () => {
    const dora = await addPerson(profile)
    const end = new Date(NOW.getTime() + 60_000)
    await say(dora, 'granted', { expiresAt: end })
    expect(await check([dora], ['profiling'])).toMatchObject([{ allowed: true, state: 'granted' }])
    await profile.advanceTo(end)
    const [, over] = await profile.waitFor(consentChanged, 2, ({ data }) => data.profileId === dora)
    expect(over?.data).toEqual({
      profileId: dora,
      purpose: 'profiling',
      state: 'expired',
      occurredAt: end.toISOString(),
    })
    const { body } = await list(dora)
    expect(body.items).toMatchObject([
      { state: 'expired', history: [{ source: 'expiry', proof: null }, { source: 'api' }] },
    ])
    await profile.advanceTo(NOW)
  })
})

describe('whether a purpose is allowed', () => {
  it('is answered for many at once, with the reason', async () => {
    const [emil, fritz] = [await addPerson(profile), await addPerson(profile)]
    await say(emil, 'granted')
    const nobody = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a99'
    const answers = await check([emil, fritz, nobody], ['profiling', 'service'])
    expect(answers.map(({ allowed, because }: never) => [allowed, because])).toEqual([
      [true, `profiling needs consent, granted on ${NOW.toISOString()}`],
      [true, 'service needs no consent, nothing was said'],
      [false, 'profiling needs consent, nothing was said'],
      [true, 'service needs no consent, nothing was said'],
      [false, 'nobody has this id'],
      [false, 'nobody has this id'],
    ])
  })
})

describe('two people who turn out to be one', () => {
  it('hold to the refusal of either, in conflict until something new is said, and keep both records', async () => {
    const [greta, hans] = [await addPerson(profile), await addPerson(profile)]
    await say(greta, 'granted', { at: ago(1_000) })
    await say(hans, 'withdrawn', { at: ago(DAY) })
    expect((await merge(greta, hans)).status).toBe(200)
    const changes = await profile.waitFor(consentChanged, 2, ({ data }) => data.profileId === greta)
    expect(changes.at(-1)?.data).toMatchObject({
      state: 'withdrawn',
      conflict: true,
      occurredAt: ago(1_000).toISOString(),
    })
    const { body } = await list(hans)
    expect(body.items).toMatchObject([{ state: 'withdrawn', conflict: true }])
    const records = body.items[0].history.map(({ source, originId, absorbedId }: never) => [
      source,
      originId,
      absorbedId,
    ])
    expect(records).toEqual([
      ['merge', greta, hans],
      ['api', hans, null],
      ['api', greta, null],
    ])
    expect((await say(hans, 'granted')).body).toMatchObject({ profileId: greta, state: 'granted', conflict: false })
  })

  it('have what only one of them has said', async () => {
    const [ida, jan] = [await addPerson(profile), await addPerson(profile)]
    await say(jan, 'granted', { expiresAt: new Date(NOW.getTime() + DAY) })
    await merge(ida, jan)
    expect(await check([ida, jan], ['profiling'])).toMatchObject([{ allowed: true }, { allowed: true }])
    await profile.waitFor(consentChanged, 1, ({ data }) => data.profileId === ida)
    await profile.advanceTo(new Date(NOW.getTime() + DAY))
    expect(await check([ida], ['profiling'])).toMatchObject([{ allowed: false, state: 'expired' }])
    await profile.waitFor(consentChanged, 2, ({ data }) => data.profileId === ida)
    await profile.advanceTo(NOW)
  })
})

describe('a page that reports consents with its events', () => {
  it('is heard once as a device, and never overrules somebody who is known', async () => {
    const { publishableKey: key } = profile.workspace
    const send = (messageId: string, analytics: boolean, at: Date) =>
      profile.call('POST /v1/track', {
        key,
        body: {
          anonymousId: 'gerät-1',
          event: 'Besuch',
          messageId,
          timestamp: at.toISOString(),
          context: { consent: { categoryPreferences: { Analytics: analytics, C0004: true } } },
        },
      })
    await send('consent-1', true, ago(9_000))
    await send('consent-2', true, ago(8_000))
    const found = await profile.call('GET /v1/profiles?identifier=anonymous_id:gerät-1')
    const { id } = found.body.items[0]
    const reported = await list(id)
    expect(reported.body.items).toMatchObject([
      {
        purpose: 'analytics',
        state: 'granted',
        occurredAt: ago(9_000).toISOString(),
        history: [{ source: 'device', proof: null, identifier: { type: 'anonymous_id', value: 'gerät-1' } }],
      },
    ])
    expect(reported.body.items[0].history).toHaveLength(1)
    await profile.waitFor(consentChanged, 1, ({ data }) => data.profileId === id && data.state === 'granted')
    await put('besucher', { did: 'Besuch' })
    expect(await isIn(id, 'besucher')).toBe(true)
    await send('consent-3', false, ago(7_000))
    expect(await isIn(id, 'besucher')).toBe(false)
    await say(id, 'withdrawn', { purpose: 'analytics', at: ago(6_000) })
    await send('consent-4', true, ago(5_000))
    expect((await list(id)).body.items).toMatchObject([{ state: 'withdrawn' }])
    await say(id, 'granted', { purpose: 'analytics', at: ago(4_000) })
    expect(await isIn(id, 'besucher')).toBe(true)
  })
})

const put = (key: string, condition: object) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition, purpose: 'analytics' } })
const isIn = async (profileId: string, segment: string): Promise<boolean> =>
  (await profile.call(`GET /v1/profiles/${profileId}`)).body.segments.includes(segment)

describe('a person token', () => {
  it('says and reads for this person alone', async () => {
    const [karl, lena] = [await addPerson(profile), await addPerson(profile)]
    const token = await tokenOf(karl)
    expect((await say(karl, 'objected', { token })).body).toMatchObject({
      state: 'objected',
      record: { source: 'person' },
    })
    const { body } = await profile.call('GET /v1/consents', person(token))
    expect(body.items).toMatchObject([{ profileId: karl, state: 'objected' }])
    const answered = await profile.call('POST /v1/consents/check', {
      body: { purposes: ['profiling'] },
      ...person(token),
    })
    expect(answered.body.items).toMatchObject([{ profileId: karl, allowed: false, state: 'objected' }])
    for (const refused of [
      await say(lena, 'granted', { token }),
      await profile.call(`GET /v1/consents?profileId=${lena}`, person(token)),
      await profile.call('POST /v1/consents/check', {
        body: { profileIds: [lena], purposes: ['profiling'] },
        ...person(token),
      }),
    ])
      expect([refused.status, refused.body.code]).toEqual([403, 'not_own_profile'])
    const without = await profile.call('GET /v1/consents', { key: profile.workspace.publishableKey })
    expect(without.status).toBe(403)
  })
})

describe('what is wrong', () => {
  it('is named by its field', async () => {
    const mia = await addPerson(profile)
    const good = { profileId: mia, purpose: 'profiling', state: 'granted', proof: proof(NOW) }
    const cases: readonly (readonly [object, number, string])[] = [
      [{ ...good, profileId: 'mia' }, 400, '/body/profileId'],
      [{ ...good, profileId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a99' }, 422, '/body/profileId'],
      [{ ...good, purpose: 'Größe' }, 400, '/body/purpose'],
      [{ ...good, state: 'expired' }, 400, '/body/state'],
      [{ ...good, proof: { ...proof(NOW), noticeText: '' } }, 400, '/body/proof/noticeText'],
      [{ ...good, proof: { ...proof(NOW), locale: 'deutsch!' } }, 400, '/body/proof/locale'],
      [{ ...good, proof: proof(new Date(NOW.getTime() + DAY)) }, 422, '/body/proof/occurredAt'],
      [{ ...good, expiresAt: ago(DAY) }, 422, '/body/expiresAt'],
      [{ ...good, state: 'denied', expiresAt: new Date(NOW.getTime() + DAY) }, 422, '/body/expiresAt'],
      [{ ...good, actor: 'ich' }, 400, '/body/actor'],
    ]
    for (const [body, status, pointer] of cases) {
      const refused = await profile.call('PUT /v1/consents', { body })
      expect([refused.status, refused.body.errors?.[0]?.pointer], JSON.stringify(body)).toEqual([status, pointer])
    }
    expect((await list(mia)).body.items).toEqual([])
    const withoutPerson = await profile.call('GET /v1/consents')
    expect([withoutPerson.status, withoutPerson.body.errors[0].pointer]).toEqual([400, '/query/profileId'])
    const unnamed = await profile.call('POST /v1/consents/check', { body: { purposes: ['profiling'] } })
    expect([unnamed.status, unnamed.body.errors[0].pointer]).toEqual([400, '/body/profileIds'])
    expect((await list('01930f6e-0c00-7a10-8f00-3f6c1d2b4a99')).body).toEqual({ items: [], nextCursor: null })
  })

  it('shows nobody what is another workspace’s', async () => {
    const foreign = await addPerson(profile, { workspaceId: profile.other.id })
    expect((await list(foreign)).body.items).toEqual([])
    expect((await say(foreign, 'granted')).status).toBe(422)
  })
})
