import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
const staff = new Map<string, string>()
const ON_BEHALF_OF = 'polyphon-on-behalf-of'

beforeAll(async () => {
  profile = await startProfile(NOW)
  const unit = (key: string, parent?: string) =>
    profile.call(`PUT /v1/units/${key}`, { body: { name: key, ...(parent === undefined ? {} : { parent }) } })
  await unit('firm')
  await unit('service', 'firm')
  await unit('hotline', 'service')
  await unit('shop', 'firm')
  for (const [name, at, roles] of [
    ['anna', 'service', ['agent']],
    ['mia', 'service', ['manager']],
    ['hans', 'hotline', ['agent']],
    ['sven', 'shop', ['agent', 'analyst']],
    ['nora', 'firm', ['analyst']],
    ['ada', 'firm', ['admin']],
  ] as const) {
    const staffId = randomUUID()
    staff.set(name, staffId)
    const body = { name, email: `${name}@shop.example`, unit: at, roles }
    const { status, text } = await profile.call(`PUT /v1/staff/${staffId}`, { body })
    if (status !== 201) throw new Error(text)
  }
})
afterAll(() => profile.close())

const idOf = (name: string): string => staff.get(name) ?? ''
const tokenOf = async (name: string): Promise<string> =>
  (await profile.call('POST /v1/staff-tokens', { body: { staffId: idOf(name) } })).body.token

/** Both ways in which somebody acts: with a token of their own, and spoken for by a key. */
const ways = async (name: string): Promise<readonly { key?: string; headers: Record<string, string> }[]> => [
  { key: await tokenOf(name), headers: {} },
  { headers: { [ON_BEHALF_OF]: idOf(name) } },
]

/** Has the owner of the database do something. */
async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: profile.ownerUrl })
  await client.connect()
  await client.query(text)
  await client.end()
}

const namesIn = ({ body }: { body: { items: { name: string }[] } }) => body.items.map(({ name }) => name).toSorted()

describe('who works here', () => {
  it.each([
    ['anna', ['anna', 'mia']],
    ['mia', ['anna', 'hans', 'mia']],
    ['hans', ['hans']],
    // An analyst sees nobody: as an agent they see their own unit.
    ['sven', ['sven']],
    ['ada', ['ada', 'anna', 'hans', 'mia', 'nora', 'sven']],
  ])('is shown to %s as far as their roles reach', async (name, seen) => {
    for (const way of await ways(name)) {
      expect(namesIn(await profile.call('GET /v1/staff', way))).toEqual(seen)
      for (const [other, staffId] of staff) {
        const { status, body } = await profile.call(`GET /v1/staff/${staffId}`, way)
        expect([other, status, body.code]).toEqual(
          seen.includes(other) ? [other, 200, undefined] : [other, 404, 'staff_unknown'],
        )
      }
    }
  })

  it('is shown to no analyst, who sees the units', async () => {
    for (const way of await ways('nora')) {
      expect((await profile.call('GET /v1/staff', way)).body.code).toBe('role_missing')
      expect((await profile.call(`GET /v1/staff/${idOf('nora')}`, way)).body.code).toBe('role_missing')
      expect((await profile.call('GET /v1/units', way)).body.items).toHaveLength(4)
    }
  })

  it('is listed by unit, and by unit with all below, to a key all of them', async () => {
    const list = async (query: string, way = {}) => namesIn(await profile.call(`GET /v1/staff?${query}`, way))
    expect(await list('unit=service')).toEqual(['anna', 'mia'])
    expect(await list('within=service')).toEqual(['anna', 'hans', 'mia'])
    expect(await list('within=service&role=agent')).toEqual(['anna', 'hans'])
    expect(await list('within=firm')).toHaveLength(6)
    expect(await list('within=nowhere')).toEqual([])
    const [asMia = {}] = await ways('mia')
    expect(await list('within=firm', asMia)).toEqual(['anna', 'hans', 'mia'])
    expect(await list('unit=shop', asMia)).toEqual([])
    const wrong = await profile.call('GET /v1/staff?within=Ü')
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/query/within'])
  })

  it('has pages of its own for each remit', async () => {
    const [asMia = {}] = await ways('mia')
    const first = await profile.call('GET /v1/staff?limit=2', asMia)
    const second = await profile.call(`GET /v1/staff?limit=2&cursor=${first.body.nextCursor}`, asMia)
    expect([...namesIn(first), ...namesIn(second)].toSorted()).toEqual(['anna', 'hans', 'mia'])
    const foreign = await profile.call(`GET /v1/staff?limit=2&cursor=${first.body.nextCursor}`)
    expect([foreign.status, foreign.body.code]).toEqual([400, 'cursor_invalid'])
  })

  it('follows the directory: a unit that moves, one that has ended, somebody who moves', async () => {
    const [asMia = {}] = await ways('mia')
    const seen = (names: readonly string[]) =>
      eventually(async () => expect(namesIn(await profile.call('GET /v1/staff', asMia))).toEqual(names))
    await profile.call('PUT /v1/units/hotline', { body: { name: 'hotline', parent: 'shop' } })
    await seen(['anna', 'mia'])
    await profile.call('PUT /v1/units/shop', { body: { name: 'shop', parent: 'service' } })
    await seen(['anna', 'hans', 'mia', 'sven'])
    const over = { name: 'shop', parent: 'service', validTo: '2026-01-01T00:00:00Z' }
    await profile.call('PUT /v1/units/shop', { body: over })
    await seen(['anna', 'mia'])
    await profile.call('PUT /v1/units/shop', { body: { name: 'shop', parent: 'firm' } })
    await profile.call('PUT /v1/units/hotline', { body: { name: 'hotline', parent: 'service' } })
    await seen(['anna', 'hans', 'mia'])
  })
})

describe('what staff does', () => {
  /** What the audit log says of somebody, once it says so much. */
  const entriesOf = (query: string, count: number, way = {}) =>
    eventually(async () => {
      const { body } = await profile.call(`GET /v1/audit?sort=at&limit=500&${query}`, way)
      expect(body.items).toHaveLength(count)
      return body.items
    })
  const gold = { traits: { plan: 'gold' } }

  it('is in the audit log with who it was, and which key spoke for them: what is changed, and what is read of people', async () => {
    const profileId = await addPerson(profile)
    const [{ id: keyId }] = (await profile.call('GET /v1/keys?kind=secret')).body.items
    const [byToken, spoken] = await ways('anna')
    const requests: (string | null)[] = []
    for (const way of [byToken, spoken]) {
      const read = await profile.call(`GET /v1/profiles/${profileId}`, way)
      expect(read.status).toBe(200)
      const patch = { ...way, body: gold, headers: { ...way?.headers, 'if-match': '*' } }
      const changed = await profile.call(`PATCH /v1/profiles/${profileId}`, patch)
      expect(changed.status).toBe(200)
      requests.push(read.headers.get('x-request-id'), changed.headers.get('x-request-id'))
      expect((await profile.call('PUT /v1/segments/gold', { ...way, body: {} })).status).toBe(403)
      expect((await profile.call('GET /v1/units', way)).status).toBe(200)
    }
    expect((await profile.call(`GET /v1/profiles/${profileId}`)).status).toBe(200)
    const entries = await entriesOf(`profileId=${profileId}&who=staff`, 4)
    const line = { who: 'staff', staffId: idOf('anna'), profileId, about: { kind: 'profiles', id: null } }
    expect(entries).toMatchObject([
      { ...line, kind: 'read', operation: 'getProfile', keyId: null },
      { ...line, kind: 'change', operation: 'updateProfile', keyId: null },
      { ...line, kind: 'read', operation: 'getProfile', keyId },
      { ...line, kind: 'change', operation: 'updateProfile', keyId },
    ])
    expect(entries.map(({ requestId }: { requestId: string }) => requestId)).toEqual(requests)
    expect(JSON.stringify(entries)).not.toContain('gold')
    expect(await entriesOf(`staffId=${idOf('anna')}&operation=updateProfile`, 2)).toHaveLength(2)
  })

  it('is answered only when the audit log has it', async () => {
    const profileId = await addPerson(profile)
    const [way] = await ways('anna')
    await asOwner('alter table audit_waiting add constraint closed check (false) not valid')
    try {
      expect((await profile.call(`GET /v1/profiles/${profileId}`, way)).status).toBe(500)
      expect((await profile.call(`GET /v1/profiles/${profileId}`)).status).toBe(200)
    } finally {
      await asOwner('alter table audit_waiting drop constraint closed')
    }
  })

  it('is shown to admins alone, who find somebody by an id of before a merge, and lists as one reading', async () => {
    const [survivor, absorbed] = [await addPerson(profile), await addPerson(profile)]
    const [asAda = {}] = await ways('ada')
    await profile.call(`GET /v1/profiles/${absorbed}`, asAda)
    const merge = { body: { absorbedId: absorbed, reason: 'same' } }
    const merged = await profile.call(`POST /v1/profiles/${survivor}/merge`, merge)
    expect(merged.status, merged.text).toBe(200)
    for (const id of [survivor, absorbed]) {
      const found = await entriesOf(`profileId=${id}&from=${new Date(Date.now() - 60_000).toISOString()}`, 2, asAda)
      expect(found.map(({ operation }: { operation: string }) => operation)).toEqual(['getProfile', 'mergeProfiles'])
    }
    expect((await profile.call('GET /v1/profiles', asAda)).status).toBe(200)
    const [read] = await entriesOf(`staffId=${idOf('ada')}&operation=findProfiles`, 1, asAda)
    expect(read).toMatchObject({ kind: 'read', profileId: null, about: { kind: 'profiles', id: null } })
    for (const name of ['anna', 'mia', 'nora']) {
      const [way] = await ways(name)
      expect((await profile.call('GET /v1/audit', way)).body.code).toBe('role_missing')
      expect((await profile.call('GET /v1/audit/verification', way)).body.code).toBe('role_missing')
    }
  })

  it('is all that is told of them there: pages and servers that track leave nothing', async () => {
    const { publishableKey, secretKey } = profile.workspace
    for (const key of [publishableKey, secretKey]) {
      const body = { userId: 'kunde-7', event: 'Bestellt', messageId: randomUUID() }
      expect((await profile.call('POST /v1/track', { key, body })).status).toBe(200)
    }
    // What comes behind it is listed.
    await profile.call('PUT /v1/units/letzte', { body: { name: 'Letzte' } })
    const ofUnits = await eventually(async () => {
      const { items } = (await profile.call('GET /v1/audit?operation=putUnit&limit=500')).body
      expect(items[0]).toMatchObject({ about: { kind: 'units', id: 'letzte' } })
      return items
    })
    const { items } = (await profile.call('GET /v1/audit?limit=500')).body
    expect(items.length).toBeGreaterThanOrEqual(ofUnits.length)
    expect(items.filter(({ operation }: { operation: string }) => operation.startsWith('collect'))).toEqual([])
    const { chains } = (await profile.call('GET /v1/audit/verification')).body
    expect(chains).toMatchObject([{ workspaceId: profile.workspace.id, broken: null, isWhole: true }])
  })

  it('is theirs alone under an Idempotency-Key, whoever has spoken for them', async () => {
    const [byToken, spoken] = await ways('ada')
    const archive = async (way: object | undefined) => {
      const headers = { ...Object(way).headers, 'idempotency-key': 'dieselbe' }
      const { status, body } = await profile.call('POST /v1/units/night/archive', { ...way, headers })
      return [status, body.code]
    }
    await profile.call('PUT /v1/units/night', { body: { name: 'night' } })
    expect(await archive(spoken)).toEqual([200, undefined])
    expect(await archive(byToken)).toEqual([200, undefined])
    expect(await archive({})).toEqual([422, 'idempotency_key_reused'])
  })
})

describe('a key that speaks for somebody', () => {
  const codeOf = async (headers: Record<string, string>, options: { key?: string | null } = {}) => {
    const { status, body } = await profile.call('GET /v1/units', { headers, ...options })
    return [status, body.code, body.errors?.[0]?.pointer]
  }
  const POINTER = '/headers/polyphon-on-behalf-of'

  it('is refused with the header named for nobody, for whoever has left, and in another workspace', async () => {
    expect(await codeOf({ [ON_BEHALF_OF]: idOf('anna') })).toEqual([200, undefined, undefined])
    expect(await codeOf({ [ON_BEHALF_OF]: 'anna' })).toEqual([400, 'on_behalf_of_invalid', POINTER])
    expect(await codeOf({ [ON_BEHALF_OF]: randomUUID() })).toEqual([422, 'staff_unknown', POINTER])
    const theirs = { key: profile.other.secretKey }
    expect(await codeOf({ [ON_BEHALF_OF]: idOf('anna') }, theirs)).toEqual([422, 'staff_unknown', POINTER])
    const staffId = randomUUID()
    const left = {
      name: 'Kim',
      email: 'kim@shop.example',
      unit: 'firm',
      roles: ['admin'],
      validTo: '2026-01-01T00:00:00Z',
    }
    await profile.call(`PUT /v1/staff/${staffId}`, { body: left })
    expect(await codeOf({ [ON_BEHALF_OF]: staffId })).toEqual([422, 'staff_inactive', POINTER])
  })

  it('needs the scope, and is no staff token', async () => {
    const { body } = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:read'] } })
    const headers = { [ON_BEHALF_OF]: idOf('anna') }
    expect((await codeOf(headers, { key: body.secret })).slice(0, 2)).toEqual([403, 'scope_missing'])
    const misplaced = [400, 'on_behalf_of_misplaced', POINTER]
    expect(await codeOf(headers, { key: await tokenOf('ada') })).toEqual(misplaced)
    const tracked = await profile.call('POST /v1/track', { headers, body: { userId: 'a', event: 'A' } })
    expect([tracked.status, tracked.body.code]).toEqual([400, 'on_behalf_of_misplaced'])
  })
})
