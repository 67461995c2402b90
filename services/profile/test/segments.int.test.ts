import { profileChanged, segmentEntered, segmentLeft, segmentPublished } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, ago, DAY, did, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const put = (key: string, condition: unknown, name = key) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name, condition } })
const members = async (key: string): Promise<readonly string[]> => {
  const { body } = await profile.call(`GET /v1/segments/${key}/members?limit=500`)
  return body.items.map((member: { profileId: string }) => member.profileId)
}
const segmentsOf = async (profileId: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/profiles/${profileId}`)).body.segments

describe('what a segment compares with', () => {
  it('is found however it is written', async () => {
    const jane = await addPerson(profile, {
      identifiers: [
        { type: 'email', value: 'jane@example.org' },
        { type: 'phone', value: '+491701234567' },
      ],
    })
    for (const [at, [path, value]] of [
      ['identifiers.email', 'Jane@Example.ORG.'],
      ['identifiers.Email', '\u200Bjane@example.org'],
      ['identifiers.phone', '+49 (0)170 123 45 67'],
    ].entries()) {
      const key = `spelling-${at}`
      expect((await put(key, { path, op: 'contains', value })).status).toBe(201)
      expect(await members(key), value).toContain(jane)
    }
  })
})

describe('the name of a trait', () => {
  const plain = ['plan', 'imported-user', '$initial_referrer', 'größe', 'naïve', '客户', '1st_order']
  const quoted = ['app.plan', 'First Name', 'tags[]', 'utm:source', 'say "so"']

  it.each([
    ...plain.map((name) => [name, `traits.${name}`] as const),
    ...[...plain, ...quoted].map((name) => [name, `traits[${JSON.stringify(name)}]`] as const),
  ])('%j is found by %s', async (name, path) => {
    const value = crypto.randomUUID()
    const profileId = await addPerson(profile, { traits: { [name]: value } })
    const key = `named-${value.slice(0, 8)}`
    expect((await put(key, { path, op: 'eq', value })).status).toBe(201)
    expect(await members(key)).toEqual([profileId])
  })
})

describe('what somebody did', () => {
  const kinds = ['track', 'page', 'screen'] as const
  const peopleByKind = async (name: string) => {
    const people = { track: await addPerson(profile), page: await addPerson(profile), screen: await addPerson(profile) }
    for (const kind of kinds) await did(profile, people[kind], { name, kind, at: ago(DAY) })
    return people
  }

  it('is an event, a page or a screen of a name, and none of them is another', async () => {
    const before = await peopleByKind('Signup')
    await put('kind-track', { did: 'Signup' })
    for (const kind of ['page', 'screen', 'any']) await put(`kind-${kind}`, { did: 'Signup', kind })
    const after = await peopleByKind('Signup')
    for (const kind of kinds)
      expect(new Set(await members(`kind-${kind}`)), kind).toEqual(new Set([before[kind], after[kind]]))
    expect(await members('kind-any')).toHaveLength(6)
    const { body } = await profile.call('POST /v1/segments/preview', {
      body: { condition: { sequence: [{ did: 'Signup', kind: 'page' }, { did: 'Signup' }], within: 'P9D' } },
    })
    expect(body.count).toBe(0)
    const why = await profile.call(`GET /v1/profiles/${after.page}/segments/kind-page/why`)
    expect(why.body.leaves[0].because).toBe('the page "Signup" happened 1 times, asked: at least 1')
    const unknown = await put('kind-none', { did: 'Signup', kind: 'identify' })
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/body/condition/kind'])
  })

  it('stays whatever has its name in segments from before kinds were told apart', async () => {
    await put('kind-old', { any: [{ did: 'Pricing' }, { path: 'traits.plan', op: 'eq', value: 'pricing' }] })
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      for (const table of ['segment', 'segment_version'])
        await tx.query(`update ${table} set counts_every_kind = true where workspace_id = $1 and key = 'kind-old'`, [
          tx.workspaceId,
        ])
    })
    // What is compiled of segments is made anew with the next one that is published.
    await put('kind-new', { did: 'Pricing' })
    const people = await peopleByKind('Pricing')
    expect(new Set(await members('kind-old'))).toEqual(new Set(Object.values(people)))
    expect(await members('kind-new')).toEqual([people.track])
    const { body } = await profile.call('GET /v1/segments/kind-old')
    expect(body.condition.any[0]).toEqual({ did: 'Pricing', kind: 'any' })
    const again = await put('kind-old', { did: 'Pricing' })
    expect([again.body.version, await members('kind-old')]).toEqual([2, [people.track]])
    const back = await profile.call('POST /v1/segments/kind-old/rollback', { body: { version: 1 } })
    expect(back.body.condition.any[0]).toEqual({ did: 'Pricing', kind: 'any' })
  })
})

describe('publishing a segment', () => {
  it('answers the first version with 201, a changed one with 200, the same again with the same version', async () => {
    const plus = { path: 'traits.plan', op: 'eq', value: 'plus' }
    const first = await put('versions', plus, 'Größere Kunden')
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"'])
    expect(first.body).toMatchObject({
      key: 'versions',
      version: 1,
      name: 'Größere Kunden',
      condition: plus,
      status: 'ready',
    })
    const same = await put('versions', { value: 'plus', op: 'eq', path: 'traits.plan' }, 'Größere Kunden')
    expect([same.status, same.body.version]).toEqual([200, 1])
    const next = await put('versions', plus, 'Larger customers')
    expect([next.status, next.body.version, next.body.createdAt]).toEqual([200, 2, first.body.createdAt])
    const published = await profile.waitFor(segmentPublished, 2, ({ data }) => data.key === 'versions')
    expect(published.map(({ data }) => [data.version, data.name])).toEqual([
      [1, 'Größere Kunden'],
      [2, 'Larger customers'],
    ])
    const { warnings, ...version } = next.body
    expect([warnings, (await profile.call('GET /v1/segments/versions')).body]).toEqual([[], version])
  })

  it('is evaluated for everybody who is there, so that a read that follows sees it', async () => {
    const anna = await addPerson(profile, { traits: { city: 'Köln' } })
    const ben = await addPerson(profile, { traits: { city: 'Berlin' } })
    await put('cologne', { path: 'traits.city', op: 'eq', value: 'Köln' })
    expect(await members('cologne')).toEqual([anna])
    expect(await segmentsOf(anna)).toContain('cologne')
    expect(await segmentsOf(ben)).not.toContain('cologne')
    await put('cologne', { path: 'traits.city', op: 'eq', value: 'Berlin' })
    expect(await members('cologne')).toEqual([ben])
    expect(await segmentsOf(anna)).not.toContain('cologne')
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === ben)
    expect(entered?.data).toMatchObject({ segment: 'cologne', segmentVersion: 2, because: 'segment:cologne:2' })
    await profile.waitFor(segmentLeft, 1, ({ data }) => data.profileId === anna && data.segmentVersion === 2)
    const changes = await profile.waitFor(profileChanged, 2, ({ data }) => data.profileId === anna)
    expect(changes.map(({ data }) => data.revision)).toEqual([2, 3])
  })

  it('names each part of the condition that is wrong', async () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [{}, '/body/condition'],
      [{ all: [{ path: 'traits.a', op: 'is', value: 1 }] }, '/body/condition/all/0/op'],
      [{ not: { path: 'trait.a', op: 'eq', value: 1 } }, '/body/condition/not/path'],
      [{ did: 'Order', within: 'P1M' }, '/body/condition/within'],
      [{ any: [{ segment: 'a' }, { message: 'ask', state: 'read' }] }, '/body/condition/any/1'],
      [{ path: 'event.name', op: 'exists' }, '/body/condition'],
      [{ path: 'run.score', op: 'gt', value: 1 }, '/body/condition'],
      [{ any: [{ consent: { purpose: 'Größe' } }] }, '/body/condition/any/0/consent/purpose'],
      [{ permission: { channel: 'email', topic: 'offers' } }, '/body/condition'],
    ]
    for (const [condition, pointer] of cases) {
      const refused = await put('wrong', condition)
      expect([refused.status, refused.body.code, refused.body.errors[0]?.pointer], JSON.stringify(condition)).toEqual([
        422,
        'condition_invalid',
        pointer,
      ])
      const preview = await profile.call('POST /v1/segments/preview', { body: { condition } })
      expect(preview.status).toBe(422)
    }
    expect((await profile.call('GET /v1/segments/wrong')).status).toBe(404)
  })

  it('refuses what is no definition at all', async () => {
    expect((await put('Größe', {})).body.errors[0].pointer).toBe('/path/key')
    const cases: readonly (readonly [unknown, string])[] = [
      [{ condition: { segment: 'a' } }, '/body/name'],
      [{ name: 'a' }, '/body/condition'],
      [{ name: 'a', condition: 'everybody' }, '/body/condition'],
      [{ name: 'a', condition: { segment: 'a' }, colour: 'red' }, '/body/colour'],
    ]
    for (const [body, pointer] of cases) {
      const refused = await profile.call('PUT /v1/segments/shape', { body })
      expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer])
    }
  })

  it('refuses a segment that refers to itself, directly or through others', async () => {
    const direct = await put('ring-a', { not: { segment: 'ring-a' } })
    expect([direct.status, direct.body.errors[0].code]).toEqual([422, 'segment_circle'])
    expect((await put('ring-a', { segment: 'ring-b' })).status).toBe(201)
    expect((await put('ring-b', { segment: 'ring-c' })).status).toBe(201)
    const closed = await put('ring-c', { any: [{ segment: 'ring-a' }, { did: 'X' }] })
    expect([closed.status, closed.body.errors[0].pointer]).toEqual([422, '/body/condition'])
    const draft = await profile.call('PUT /v1/segments/ring-c?publish=false', {
      body: { name: 'ring-c', condition: { segment: 'ring-a' } },
    })
    expect([draft.status, draft.body.warnings[0].code]).toEqual([202, 'segment_circle'])
  })

  it('warns of a segment that nobody has published', async () => {
    const { body } = await put('names-later', { segment: 'named-later' })
    expect(body.warnings.map(({ code }: { readonly code: string }) => code)).toEqual(['segment_missing'])
    await put('named-later', { did: 'A' })
    expect((await put('names-later', { segment: 'named-later' })).body.warnings).toEqual([])
  })

  it('counts two versions published at the same moment one after the other', async () => {
    const both = await Promise.all([put('at-once', { did: 'A' }), put('at-once', { did: 'B' })])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 201]))
    expect((await profile.call('GET /v1/segments/at-once')).body.version).toBe(2)
  })
})

describe('living with a segment', () => {
  it('takes people in and out as they do things, with the end of it', async () => {
    await put('regulars', { did: 'Bestellung', atLeast: 2, within: 'P30D' })
    const anna = await addPerson(profile)
    await did(profile, anna, { name: 'Bestellung', at: ago(2 * DAY) })
    expect(await members('regulars')).toEqual([])
    await did(profile, anna, { name: 'Bestellung', at: ago(DAY) }, { name: 'Größe gewählt' })
    const { body } = await profile.call('GET /v1/segments/regulars/members')
    const until = new Date(NOW.getTime() + 28 * DAY).toISOString()
    expect(body.items).toEqual([{ profileId: anna, version: 1, enteredAt: NOW.toISOString(), until }])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === anna)
    expect(entered?.data).toMatchObject({ segment: 'regulars', segmentVersion: 1, because: 'test', until })
  })

  it('lets segments follow segments', async () => {
    await put('tried', { did: 'Trial' })
    await put('untried', { segment: 'tried', member: false })
    await put('talked-to', { all: [{ segment: 'untried' }, { did: 'Call' }] })
    const ben = await addPerson(profile)
    await did(profile, ben, { name: 'Call' })
    expect(await segmentsOf(ben)).toEqual(expect.arrayContaining(['talked-to', 'untried']))
    await did(profile, ben, { name: 'Trial' })
    const segments = await segmentsOf(ben)
    expect(segments).toContain('tried')
    expect(segments).not.toContain('untried')
    expect(segments).not.toContain('talked-to')
  })
})

describe('looking into a segment', () => {
  it('counts before it is made', async () => {
    await addPerson(profile, { traits: { shoe: 38 } })
    await addPerson(profile, { traits: { shoe: 44 } })
    const condition = { path: 'traits.shoe', op: 'gte', value: 40 }
    const { status, body } = await profile.call('POST /v1/segments/preview', { body: { condition } })
    expect([status, body.count]).toEqual([200, 1])
    expect(body.total).toBeGreaterThanOrEqual(2)
  })

  it('explains each part', async () => {
    await put('why', {
      all: [
        { did: 'Visit', within: 'P7D' },
        { path: 'traits.plan', op: 'eq', value: 'plus' },
      ],
    })
    const anna = await addPerson(profile, { traits: { plan: 'basic' } })
    await did(profile, anna, { name: 'Visit', at: ago(DAY) })
    const { status, body } = await profile.call(`GET /v1/profiles/${anna}/segments/why/why`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ holds: false, until: null })
    expect(body.leaves).toEqual([
      { path: '/all/0', holds: true, because: expect.stringContaining('Visit') },
      { path: '/all/1', holds: false, because: expect.stringContaining('basic') },
    ])
  })

  it('pages through segments and members', async () => {
    const { secretKey } = await profile.newWorkspace()
    const call = (operation: string, body?: unknown) =>
      profile.call(operation, { key: secretKey, ...(body === undefined ? {} : { body }) })
    for (const key of ['c', 'a', 'b']) await call(`PUT /v1/segments/${key}`, { name: key, condition: { did: 'X' } })
    const first = await call('GET /v1/segments?limit=2')
    expect(first.body.items.map((segment: { key: string }) => segment.key)).toEqual(['a', 'b'])
    const second = await call(`GET /v1/segments?limit=2&cursor=${first.body.nextCursor}`)
    expect([second.body.items.map((segment: { key: string }) => segment.key), second.body.nextCursor]).toEqual([
      ['c'],
      null,
    ])
  })

  it('shows another workspace nothing', async () => {
    await put('ours', { did: 'X' })
    const anna = await addPerson(profile)
    const key = profile.other.secretKey
    for (const operation of [
      'GET /v1/segments/ours',
      'GET /v1/segments/ours/members',
      `GET /v1/profiles/${anna}/segments/ours/why`,
    ])
      expect((await profile.call(operation, { key })).status, operation).toBe(404)
    expect((await profile.call('GET /v1/segments', { key })).body.items).toEqual([])
    expect((await profile.call(`GET /v1/profiles/${anna}/segments/none/why`)).body.code).toBe('segment_unknown')
  })

  it('is not for publishable keys, nor for keys without the scope', async () => {
    const writer = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:write'] } })
    for (const key of [profile.workspace.publishableKey, writer.body.secret])
      expect((await profile.call('GET /v1/segments', { key })).status).toBe(403)
    const reader = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:read'] } })
    const body = { name: 'a', condition: { did: 'X' } }
    expect((await profile.call('PUT /v1/segments/a', { body, key: reader.body.secret })).status).toBe(403)
  })
})
