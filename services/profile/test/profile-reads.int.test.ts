import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const find = (query: string, key?: string) =>
  profile.call(`GET /v1/profiles?${query}`, key === undefined ? {} : { key })
const ids = (answer: { body: { items: readonly { id: string }[] } }): readonly string[] =>
  answer.body.items.map(({ id }) => id)
interface Found {
  readonly type: string
  readonly value: string
  readonly isMore: boolean
}
const unknownId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'

async function absorb(oldId: string, canonicalId: string): Promise<void> {
  await profile.deps.db.transact(profile.workspace.id, (tx) =>
    tx.query('insert into profile_alias (workspace_id, old_id, canonical_id, merged_at) values ($1, $2, $3, $4)', [
      tx.workspaceId,
      oldId,
      canonicalId,
      tx.now,
    ]),
  )
}

describe('reading a person', () => {
  it('answers who they are, with their revision as ETag', async () => {
    const identifiers = [
      { type: 'email', value: 'jürgen@xn--mller-kva.example' },
      { type: 'user_id', value: 'c-1042' },
    ]
    const traits = { firstName: 'Jürgen', address: { city: 'Köln' }, locale: 'de_AT' }
    const id = await addPerson(profile, { traits, identifiers })
    const answer = await profile.call(`GET /v1/profiles/${id}`)
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, expect.stringMatching(/^"1-[\w-]{12}"$/)])
    const seen = { firstSeenAt: NOW.toISOString(), lastSeenAt: NOW.toISOString() }
    expect(answer.body).toEqual({
      id,
      canonicalId: id,
      identifiers: identifiers.map((identifier) => ({ ...identifier, verified: true, ...seen })),
      traits,
      segments: [],
      accounts: [],
      locale: 'de-AT',
      timeZone: null,
      restricted: false,
      consents: {},
      absorbedIds: [],
      revision: 1,
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
    })
  })

  it('answers the survivor for the id of somebody who was merged', async () => {
    const survivor = await addPerson(profile, { traits: { firstName: 'Änne' } })
    await absorb('01930f6e-0c00-7a10-8f00-3f6c1d2b4aaa', survivor)
    const { status, body } = await profile.call('GET /v1/profiles/01930f6e-0c00-7a10-8f00-3f6c1d2b4aaa')
    expect([status, body.canonicalId, body.traits]).toEqual([200, survivor, { firstName: 'Änne' }])
  })

  it('answers an id of another workspace like one that does not exist', async () => {
    const id = await addPerson(profile)
    const key = profile.other.secretKey
    const bare = ({ requestId: _id, ...problem }: { requestId: string }) => problem
    for (const path of ['', '/timeline']) {
      const foreign = await profile.call(`GET /v1/profiles/${id}${path}`, { key })
      const unknown = await profile.call(`GET /v1/profiles/${unknownId}${path}`, { key })
      expect([foreign.status, bare(foreign.body)]).toEqual([404, bare(unknown.body)])
    }
  })

  it('refuses what is no id, publishable keys, and nobody', async () => {
    const id = await addPerson(profile)
    const wrong = await profile.call('GET /v1/profiles/jane')
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/path/profileId'])
    expect((await profile.call(`GET /v1/profiles/${id}`, { key: profile.workspace.publishableKey })).status).toBe(403)
    expect((await profile.call(`GET /v1/profiles/${id}`, { key: null })).status).toBe(401)
  })
})

describe('finding people', () => {
  it('knows an identifier in every spelling', async () => {
    const anna = await addPerson(profile, {
      identifiers: [
        { type: 'email', value: 'anna@xn--bcher-kva.example' },
        { type: 'phone', value: '+493012345678' },
        { type: 'user_id', value: 'Anna:1' },
      ],
    })
    for (const spelling of [
      'email:anna@xn--bcher-kva.example',
      'email: Anna@BÜCHER.example ',
      'phone:030 12345678',
      'phone:+49 (30) 1234-5678',
      'user_id:Anna:1',
    ])
      expect(ids(await find(`identifier=${encodeURIComponent(spelling)}`)), spelling).toEqual([anna])
  })

  it('finds nobody by what nobody has', async () => {
    for (const spelling of ['user_id:anna:1', 'email:not an address', 'phone:12', 'loyalty:7'])
      expect(ids(await find(`identifier=${encodeURIComponent(spelling)}`)), spelling).toEqual([])
  })

  it('finds the members of a segment, and those with an identifier among them', async () => {
    const identifiers = [{ type: 'device_id', value: 'shared' }]
    const [plus, basic] = [
      await addPerson(profile, { traits: { plan: 'plus' }, identifiers }),
      await addPerson(profile, { traits: { plan: 'basic' }, identifiers }),
    ]
    const condition = { path: 'traits.plan', op: 'eq', value: 'plus' }
    await profile.call('PUT /v1/segments/plus', { body: { name: 'Plus', condition } })
    expect(ids(await find('segment=plus'))).toEqual([plus])
    expect(ids(await find('identifier=device_id:shared'))).toEqual([plus, basic].toSorted())
    expect(ids(await find('identifier=device_id:shared&segment=plus'))).toEqual([plus])
    expect(ids(await find('segment=unknown'))).toEqual([])
  })

  it('pages through everybody of this workspace and nobody else', async () => {
    const { id: workspaceId, secretKey } = await profile.newWorkspace()
    const people = [1, 2, 3, 4, 5].map(() => addPerson(profile, { workspaceId }))
    const expected = (await Promise.all(people)).toSorted()
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 10; pages += 1) {
      const answer = await find(`limit=2${cursor}`, secretKey)
      seen.push(...ids(answer))
      if (answer.body.nextCursor === null) break
      cursor = `&cursor=${answer.body.nextCursor}`
    }
    expect(seen).toEqual(expected)
  })

  it('names what is wrong with the question', async () => {
    for (const [query, pointer] of [
      ['identifier=jane', '/query/identifier'],
      ['identifier=:jane', '/query/identifier'],
      ['segment=Größe', '/query/segment'],
      ['limit=0', '/query/limit'],
      ['cursor=%7B%7D', '/query/cursor'],
      ['email=jane', '/query/email'],
    ]) {
      const refused = await find(query ?? '')
      expect([refused.status, refused.body.errors[0]?.pointer], query).toEqual([400, pointer])
    }
  })
})

describe('looking people up', () => {
  const lookup = (identifiers: unknown, key?: string) =>
    profile.call('POST /v1/profiles/lookup', { body: { identifiers }, ...(key === undefined ? {} : { key }) })

  it('answers each identifier in its order, in any spelling, with who carries it', async () => {
    const jane = await addPerson(profile, {
      traits: { firstName: 'Jane' },
      identifiers: [
        { type: 'email', value: 'jane.lookup@example.org' },
        { type: 'user_id', value: 'lookup-1' },
      ],
    })
    const sent = [
      { type: 'user_id', value: 'nobody' },
      { type: 'email', value: ' Jane.Lookup@EXAMPLE.org' },
      { type: 'email', value: 'no address' },
      { type: 'user_id', value: 'lookup-1' },
      { type: 'user_id', value: 'lookup-1' },
    ]
    const { status, body } = await lookup(sent)
    expect(status).toBe(200)
    const found = body.items.map(({ type, value, profiles, isMore }: { profiles: { id: string }[] } & Found) => [
      { type, value },
      profiles.map(({ id }) => id),
      isMore,
    ])
    expect(found).toEqual(sent.map((identifier, at) => [identifier, [1, 3, 4].includes(at) ? [jane] : [], false]))
    const whole = (await profile.call(`GET /v1/profiles/${jane}`)).body
    expect(body.items[1].profiles).toEqual([whole])
  })

  it('shows ten of those who share one, and says that there are more', async () => {
    const shared = { type: 'phone', value: '+4930901820' }
    for (let number = 0; number < 12; number += 1) await addPerson(profile, { identifiers: [shared] })
    const { items } = (await lookup([shared])).body
    expect([items[0].profiles.length, items[0].isMore]).toEqual([10, true])
  })

  it('finds nobody of another workspace, and takes from one to a hundred', async () => {
    const person = { type: 'user_id', value: 'lookup-1' }
    expect((await lookup([person], profile.other.secretKey)).body.items).toMatchObject([{ profiles: [] }])
    for (const [wrong, pointer] of [
      [[], '/body/identifiers'],
      [Array.from({ length: 101 }, () => person), '/body/identifiers'],
      [[{ type: 'email' }], '/body/identifiers/0/value'],
      [[{ ...person, verified: true }], '/body/identifiers/0/verified'],
    ] as const) {
      const { status, body } = await lookup(wrong)
      expect([status, body.errors[0].pointer]).toEqual([400, pointer])
    }
    const { publishableKey } = profile.workspace
    expect((await lookup([person], publishableKey)).status).toBe(403)
  })
})
