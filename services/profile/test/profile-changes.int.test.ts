import { profileChanged, profileMerged, segmentEntered } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const put = (path: string, body: unknown, key?: string) =>
  profile.call(`PUT /v1/profiles/by/${path}`, { body, ...(key === undefined ? {} : { key }) })
const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  profile.call(`PATCH /v1/profiles/${id}`, { body, headers })
const merge = (survivorId: string, body: unknown, key?: string) =>
  profile.call(`POST /v1/profiles/${survivorId}/merge`, { body, ...(key === undefined ? {} : { key }) })
const get = async (id: string) => (await profile.call(`GET /v1/profiles/${id}`)).body
const identifiersOf = (body: { identifiers: { type: string; value: string }[] }): readonly string[] =>
  body.identifiers.map(({ type, value }) => `${type}:${value}`).toSorted()

describe('putting a profile by an identifier', () => {
  it('makes it once and then adds to it', async () => {
    const id = fresh('kunde')
    const made = await put(`user_id/${id}`, { traits: { firstName: 'Änne', city: 'Köln' } })
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
    const email = encodeURIComponent(`${id}@Straße.de`)
    const same = await put(`user_id/${id}`, {
      traits: { city: null, plan: 'plus' },
      identifiers: [{ type: 'email', value: `${id}@Straße.de` }],
    })
    expect([same.status, same.headers.get('etag'), same.body.id]).toEqual([200, '"2"', made.body.id])
    expect(same.body.traits).toEqual({ firstName: 'Änne', plan: 'plus' })
    const byMail = await put(`email/${email}`, {})
    expect([byMail.status, byMail.body.id, byMail.body.revision]).toEqual([200, made.body.id, 2])
    expect(identifiersOf(byMail.body)).toEqual([`email:${id}@xn--strae-oqa.de`, `user_id:${id}`])
    const published = await profile.waitFor(profileChanged, 2, ({ data }) => data.profileId === made.body.id)
    expect(published.map(({ data }) => data.revision)).toEqual([1, 2])
  })

  it('takes as many identifiers of a type as one person has', async () => {
    const id = fresh('kunde')
    const mails = (length: number) =>
      Array.from({ length }, (_, index) => ({ type: 'email', value: `${id}-${index}@example.org` }))
    const refused = await put(`user_id/${id}`, { identifiers: mails(7) })
    expect([refused.status, refused.body.errors]).toMatchObject([
      409,
      [5, 6].map((index) => ({ pointer: `/body/identifiers/${index}`, code: 'over_limit' })),
    ])
    expect((await put(`user_id/${id}`, { identifiers: mails(5) })).status).toBe(201)
  })

  it('takes identifiers as long as they may be, however many bytes they have in a path', async () => {
    for (const [value, status] of [
      [fresh('x').padEnd(512, 'x'), 201],
      [fresh('ü').padEnd(512, 'ü'), 201],
      [fresh('👟').padEnd(512, '👟'), 201],
      ['y'.repeat(513), 400],
    ] as const)
      expect((await put(`user_id/${encodeURIComponent(value)}`, {})).status, value.slice(0, 9)).toBe(status)
  })

  it('keeps what is stated composed, as from events, so that conditions find it', async () => {
    const id = fresh('kunde')
    const bodyWith = (text: string) => ({ traits: { ['Gro\u0308ße']: [text.normalize('NFD')] } })
    const made = await put(`user_id/${id}`, bodyWith('schön'))
    expect(made.body.traits).toEqual({ Größe: ['schön'] })
    const event = { type: 'identify', userId: id, messageId: id, ...bodyWith('schön') }
    await profile.call('POST /v1/batch', { body: { batch: [event] } })
    expect((await get(made.body.id)).revision).toBe(made.body.revision)
    const patched = await patch(made.body.id, bodyWith('hässlich'), { 'if-match': `"${made.body.revision}"` })
    expect(patched.body.traits).toEqual({ Größe: ['hässlich'] })
  })

  it('recognises the person in later events, and takes phone numbers as they are written here', async () => {
    const id = fresh('kunde')
    const made = await put(`phone/${encodeURIComponent('0171 7654321')}`, { traits: { email: `${id}@example.org` } })
    expect(identifiersOf(made.body)).toEqual([`email:${id}@example.org`, 'phone:+491717654321'])
    await profile.call('POST /v1/track', {
      body: { event: 'X', messageId: id, userId: id, context: { traits: { phone: '+49 171 7654321' } } },
    })
    expect((await profile.call(`GET /v1/events/${id}/trace`)).body.profileId).toBe(made.body.id)
  })

  it('refuses identifiers of different people, and changes nothing then', async () => {
    const id = fresh('konflikt')
    await put(`user_id/${id}-a`, { identifiers: [{ type: 'crm', value: id }] })
    const second = (await put(`user_id/${id}-b`, { traits: { plan: 'basic' } })).body
    const refused = await put(`user_id/${id}-b`, {
      traits: { plan: 'plus' },
      identifiers: [{ type: 'crm', value: id }],
    })
    expect([refused.status, refused.body.code]).toEqual([409, 'identifiers_conflict'])
    expect(await get(second.id)).toMatchObject({ revision: 1, traits: { plan: 'basic' } })
  })

  it('never joins people, whichever identifier names somebody else', async () => {
    const email = `${fresh('gesa')}@example.org`
    const phone = `+49171${String(Date.now()).slice(-7)}`
    const gesa = (await put(`email/${email}`, { traits: { firstName: 'Gesa' } })).body
    const hauke = (await put(`phone/${phone}`, { traits: { firstName: 'Hauke' } })).body
    for (const [path, body, pointer] of [
      [`email/${email}`, { identifiers: [{ type: 'Phone', value: ` ${phone}\u200B` }] }, '/body/identifiers/0'],
      [`email/${email}`, { traits: { phone } }, '/body/traits/phone'],
      [`phone/${phone}`, { traits: { email: email.toUpperCase() } }, '/body/traits/email'],
      [`user_id/${email}`, { traits: { email, phone } }, '/body/traits/phone'],
    ] as const) {
      const refused = await put(path, body)
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer], path).toEqual([
        409,
        'identifiers_conflict',
        pointer,
      ])
    }
    expect(await get(gesa.id)).toMatchObject({ revision: 1, absorbedIds: [] })
    expect(await get(hauke.id)).toMatchObject({ revision: 1, absorbedIds: [] })
  })

  it('refuses what cannot be an identifier, and unknown fields', async () => {
    for (const path of ['email/jane', 'phone/12', 'user_id/null', 'email/info%40firma.de', 'a%20b/1']) {
      const answer = await put(path, {})
      expect([answer.status, answer.body.errors[0].pointer], path).toEqual([400, '/path/value'])
    }
    const cases: readonly (readonly [unknown, string])[] = [
      [{ traits: [] }, '/body/traits'],
      [{ trait: {} }, '/body/trait'],
      [{ identifiers: [{ type: 'email' }] }, '/body/identifiers/0/value'],
      [{ identifiers: [{ type: 'email', value: 'x' }] }, '/body/identifiers/0'],
    ]
    for (const [body, pointer] of cases) {
      const answer = await put('user_id/u', body)
      expect([answer.status, answer.body.errors[0].pointer], JSON.stringify(body)).toEqual([400, pointer])
    }
    expect((await put('user_id/u', {}, profile.workspace.publishableKey)).status).toBe(403)
  })

  it('makes one person of many requests at the same moment', async () => {
    const id = fresh('zugleich')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => put(`user_id/${id}`, { traits: { [`t${n}`]: n } })),
    )
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(Object.keys((await get(answers[0]?.body.id)).traits)).toHaveLength(12)
  })
})

describe('updating a profile', () => {
  it('changes what is named and removes what is null', async () => {
    const id = fresh('kunde')
    const { body } = await put(`user_id/${id}`, { traits: { city: 'Köln', plan: 'plus' } })
    const changed = await patch(body.id, { traits: { city: null, email: `${id}@example.org` } }, { 'if-match': '"1"' })
    expect([changed.status, changed.headers.get('etag'), changed.body.traits]).toEqual([
      200,
      '"2"',
      { plan: 'plus', email: `${id}@example.org` },
    ])
    expect(identifiersOf(changed.body)).toEqual([`email:${id}@example.org`, `user_id:${id}`])
    const same = await patch(body.id, { traits: { plan: 'plus' } }, { 'if-match': '"2"' })
    expect([same.status, same.body.revision]).toEqual([200, 2])
  })

  it('needs the revision that was read', async () => {
    const { body } = await put(`user_id/${fresh('kunde')}`, { traits: { a: 1 } })
    expect((await patch(body.id, { traits: { a: 2 } })).status).toBe(428)
    const stale = await patch(body.id, { traits: { a: 2 } }, { 'if-match': '"7"' })
    expect([stale.status, stale.body.code]).toEqual([412, 'revision_changed'])
    expect((await patch(body.id, { traits: { a: 2 } }, { 'if-match': '*' })).status).toBe(200)
    const both = await Promise.all([3, 4].map((a) => patch(body.id, { traits: { a } }, { 'if-match': '"2"' })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('leaves an address that is somebody else’s a mere trait', async () => {
    const id = fresh('kunde')
    await put(`email/${id}%40example.org`, {})
    const { body } = await put(`user_id/${id}`, {})
    const changed = await patch(body.id, { traits: { email: `${id}@example.org` } }, { 'if-match': '*' })
    expect([changed.status, identifiersOf(changed.body)]).toEqual([200, [`user_id:${id}`]])
  })

  it('does not know people of another workspace, nor anybody unknown', async () => {
    const foreign = (await put(`user_id/${fresh('fremd')}`, {}, profile.other.secretKey)).body.id
    const unknown = '019aa5c0-0000-7000-8000-00000000dead'
    const answers = await Promise.all([foreign, unknown].map((id) => patch(id, { traits: {} }, { 'if-match': '*' })))
    for (const answer of answers) expect([answer.status, answer.body.code]).toEqual([404, 'profile_unknown'])
    expect((await patch(unknown, { traits: 1 }, { 'if-match': '*' })).body.errors[0].pointer).toBe('/body/traits')
    expect((await patch('x', { traits: {} }, { 'if-match': '*' })).body.errors[0].pointer).toBe('/path/profileId')
  })
})

describe('merging two profiles', () => {
  it('joins everything under the survivor that was named; both ids stay valid', async () => {
    const id = fresh('doppelt')
    await profile.call('PUT /v1/segments/twice', { body: { name: 'Zweimal', condition: { did: 'Kauf', atLeast: 2 } } })
    const bought = async (userId: string): Promise<string> => {
      const messageId = fresh('message')
      await profile.call('POST /v1/track', { body: { userId, event: 'Kauf', messageId } })
      return (await profile.call(`GET /v1/events/${messageId}/trace`)).body.profileId
    }
    const [first, second] = [await bought(`${id}-1`), await bought(`${id}-2`)]
    await patch(first, { traits: { city: 'Köln', plan: 'basic' } }, { 'if-match': '*' })
    await patch(second, { traits: { plan: 'plus', phone: '0172 1112223' } }, { 'if-match': '*' })
    const answer = await merge(second, { absorbedId: first, reason: 'Hat angerufen' })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      id: second,
      traits: { city: 'Köln', plan: 'plus' },
      segments: ['twice'],
      absorbedIds: [first],
      revision: 3,
    })
    expect(identifiersOf(answer.body)).toEqual(['phone:+491721112223', `user_id:${id}-1`, `user_id:${id}-2`])
    expect(await get(first)).toMatchObject({ canonicalId: second, revision: 3 })
    expect(await bought(`${id}-1`)).toBe(second)
    const [merged] = await profile.waitFor(profileMerged, 1, ({ data }) => data.survivorId === second)
    expect(merged?.data).toMatchObject({ absorbedIds: [first], rule: 'manual' })
    await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === second && data.segment === 'twice')
    const timeline = (await profile.call(`GET /v1/profiles/${first}/timeline?kind=interaction`)).body
    expect(timeline.items).toHaveLength(3)
  })

  it('ends the ambiguity of what only these two shared', async () => {
    const id = fresh('geteilt')
    const came = async (call: Record<string, unknown>): Promise<string> => {
      const messageId = fresh('message')
      await profile.call('POST /v1/track', { body: { event: 'X', messageId, ...call } })
      return (await profile.call(`GET /v1/events/${messageId}/trace`)).body.profileId
    }
    const atHome = await came({ userId: `${id}-privat`, anonymousId: id })
    const work = await came({ userId: `${id}-arbeit`, anonymousId: id })
    expect(atHome).not.toBe(work)
    expect((await merge(atHome, { absorbedId: work, reason: 'zwei Konten' })).status).toBe(200)
    expect(await came({ anonymousId: id })).toBe(atHome)
    expect(await came({ userId: `${id}-arbeit`, anonymousId: `${id}-neu` })).toBe(atHome)
    expect(await came({ anonymousId: `${id}-neu` })).toBe(atHome)
  })

  it('refuses what cannot be merged', async () => {
    const [a, b] = [(await put(`user_id/${fresh('m')}`, {})).body.id, (await put(`user_id/${fresh('m')}`, {})).body.id]
    const foreign = (await put(`user_id/${fresh('m')}`, {}, profile.other.secretKey)).body.id
    const unknown = '019aa5c0-0000-7000-8000-00000000dead'
    const reason = 'gleiche Person'
    const tried = async (survivor: string, body: unknown) => {
      const answer = await merge(survivor, body)
      return [answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]
    }
    expect(await tried(unknown, { absorbedId: a, reason })).toEqual([404, 'profile_unknown', undefined])
    expect(await tried(foreign, { absorbedId: a, reason })).toEqual([404, 'profile_unknown', undefined])
    expect(await tried(a, { absorbedId: unknown, reason })).toEqual([422, 'profile_unknown', '/body/absorbedId'])
    expect(await tried(a, { absorbedId: foreign, reason })).toEqual([422, 'profile_unknown', '/body/absorbedId'])
    expect(await tried(a, { absorbedId: a, reason })).toEqual([422, 'profile_same', '/body/absorbedId'])
    expect(await tried(a, { absorbedId: b })).toEqual([400, 'input_invalid', '/body/reason'])
    expect((await merge(a, { absorbedId: b, reason }, profile.workspace.publishableKey)).status).toBe(403)
    expect((await merge(a, { absorbedId: b, reason })).status).toBe(200)
    expect(await tried(a, { absorbedId: b, reason })).toEqual([409, 'already_merged', '/body/absorbedId'])
    expect(await tried(b, { absorbedId: a, reason })).toEqual([409, 'already_merged', '/body/absorbedId'])
  })

  it('merges once when the same is requested many times at the same moment, in either direction', async () => {
    const [a, b] = [(await put(`user_id/${fresh('m')}`, {})).body.id, (await put(`user_id/${fresh('m')}`, {})).body.id]
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => merge(n % 2 ? a : b, { absorbedId: n % 2 ? b : a, reason: 'zugleich' })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 409)])
  })
})
