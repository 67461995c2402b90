import { keyChanged } from '@polyphon/contracts'
import { caller } from '@polyphon/testkit'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const create = (body: unknown, key?: string) =>
  profile.call('POST /v1/keys', { body, ...(key === undefined ? {} : { key }) })
const unknownId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'

describe('a key that makes keys', () => {
  it('grants no more than it holds, and that by default', async () => {
    const { body: limited } = await create({ kind: 'secret', scopes: ['keys:manage', 'messaging:read'] })
    const more = await create({ kind: 'secret', scopes: ['messaging:read', 'profile:read'] }, limited.secret)
    expect([more.status, more.body.code]).toEqual([403, 'scope_not_held'])
    expect(more.body.errors).toMatchObject([
      { pointer: '/body/scopes', detail: expect.stringContaining('profile:read') },
    ])
    expect((await create({ kind: 'secret' }, limited.secret)).body.scopes).toEqual(['keys:manage', 'messaging:read'])
    expect((await create({ kind: 'publishable' }, limited.secret)).body.scopes).toEqual(['messaging:read'])
  })

  it('makes nobody who can speak for everybody, unless it can itself', async () => {
    const { body: limited } = await create({ kind: 'secret', scopes: ['keys:manage', 'profile:read', 'profile:write'] })
    const pair = await generateKeyPair('ES256')
    const { kty, crv, x, y } = await exportJWK(pair.publicKey)
    const person = await create({ kind: 'person', publicKey: { kty, crv, x, y } }, limited.secret)
    expect([person.status, person.body.code, person.body.errors[0].pointer]).toEqual([
      403,
      'scope_not_held',
      '/body/kind',
    ])
    const token = await profile.call('POST /v1/person-tokens', { key: limited.secret, body: { userId: 'u' } })
    expect([token.status, token.body.code]).toEqual([403, 'scope_missing'])
  })

  it('gives a publishable key nothing to manage', async () => {
    for (const scope of ['keys:manage', 'workspace:manage', 'profile:impersonate', 'staff:impersonate']) {
      const made = await create({ kind: 'publishable', scopes: [scope] })
      expect([made.status, made.body.errors?.[0]?.pointer]).toEqual([400, '/body/scopes'])
    }
  })
})

describe('creating a key', () => {
  it('shows the secret once and stores its hash', async () => {
    const made = await create({ kind: 'secret', scopes: ['profile:read'] })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ kind: 'secret', scopes: ['profile:read'], origins: [], expiresAt: null })
    expect(made.body.secret).toMatch(/^sk_live_/)
    const listed = await profile.call('GET /v1/keys')
    expect(listed.body.items.map(({ id }: { readonly id: string }) => id)).toContain(made.body.id)
    expect(listed.text).not.toContain(made.body.secret)
    const [published] = await profile.waitFor(keyChanged, 1, (event) => event.data.keyId === made.body.id)
    expect(published?.data.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(published)).not.toContain(made.body.secret)
  })

  it('may do what its scopes say and no more', async () => {
    const { body } = await create({ kind: 'secret', scopes: ['profile:read'] })
    expect((await profile.call('GET /v1/profiles', { key: body.secret })).status).toBe(200)
    const refused = await profile.call('GET /v1/keys', { key: body.secret })
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing'])
  })

  it('makes publishable keys that never read, and only from their origins', async () => {
    const { body } = await create({ kind: 'publishable', origins: ['https://shop.example'] })
    expect(body.secret).toMatch(/^pk_live_/)
    const reads = await profile.call('GET /v1/profiles', { key: body.secret })
    expect([reads.status, reads.body.code]).toEqual([403, 'secret_key_required'])
    const foreign = await profile.call('GET /v1/context', {
      key: body.secret,
      headers: { origin: 'https://elsewhere.example' },
    })
    expect([foreign.status, foreign.body.code]).toEqual([403, 'origin_not_allowed'])
    const fromShop = await profile.call('GET /v1/context', {
      key: body.secret,
      headers: { origin: 'https://shop.example' },
    })
    expect([fromShop.status, fromShop.body.code]).toEqual([403, 'person_token_required'])
  })

  it('ends when it expires', async () => {
    const { body } = await create({ kind: 'secret', expiresAt: new Date(NOW.getTime() + 60_000).toISOString() })
    expect((await profile.call('GET /v1/keys', { key: body.secret })).status).toBe(200)
    await profile.advanceTo(new Date(NOW.getTime() + 60_000))
    const late = await profile.call('GET /v1/keys', { key: body.secret })
    expect([late.status, late.body.code]).toEqual([401, 'credential_expired'])
    await profile.advanceTo(NOW)
  })

  it('registers the public half of a key pair', async () => {
    const publicKey = await exportJWK((await generateKeyPair('ES256')).publicKey)
    const made = await create({ kind: 'person', publicKey: { ...publicKey, kid: 'unser-schlüssel', use: 'sig' } })
    expect(made.status).toBe(201)
    expect(made.body.secret).toBeUndefined()
    const [published] = await profile.waitFor(keyChanged, 1, (event) => event.data.keyId === made.body.id)
    expect(published?.data).toMatchObject({
      kind: 'person',
      hash: null,
      publicKey: { ...publicKey, kid: 'unser-schlüssel' },
    })
  })

  it('names what is wrong', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true })
    const publicKey = await exportJWK(pair.publicKey)
    const cases: readonly (readonly [unknown, number, string])[] = [
      [{}, 400, '/body/kind'],
      [{ kind: 'master' }, 400, '/body/kind'],
      [{ kind: 'secret', scopes: ['everything'] }, 400, '/body/scopes/0'],
      [{ kind: 'publishable', origins: ['https://shop.example/path'] }, 400, '/body/origins/0'],
      [{ kind: 'secret', expiresAt: 'tomorrow' }, 400, '/body/expiresAt'],
      [{ kind: 'secret', expiresAt: NOW.toISOString() }, 422, '/body/expiresAt'],
      [{ kind: 'secret', publicKey }, 400, '/body/publicKey'],
      [{ kind: 'person' }, 400, '/body/publicKey'],
      [{ kind: 'person', publicKey: { ...publicKey, crv: 'P-384' } }, 400, '/body/publicKey/crv'],
      [{ kind: 'person', publicKey: await exportJWK(pair.privateKey) }, 400, '/body/publicKey/d'],
      [{ kind: 'person', publicKey: { ...publicKey, x: publicKey.y } }, 422, '/body/publicKey'],
      [{ kind: 'secret', name: 'mine' }, 400, '/body/name'],
    ]
    for (const [body, status, pointer] of cases) {
      const refused = await create(body)
      expect([refused.status, refused.body.errors[0]?.pointer], JSON.stringify(body)).toEqual([status, pointer])
    }
  })
})

describe('listing keys', () => {
  it('pages through all of them, newest first, and shows nobody else’s', async () => {
    const { secretKey } = await profile.newWorkspace()
    const mine = caller(profile.url, secretKey)
    for (let count = 0; count < 3; count += 1) await mine('POST /v1/keys', { body: { kind: 'publishable' } })
    const seen: string[] = []
    let cursor: string | null = ''
    for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
      const { body } = await mine(`GET /v1/keys?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...body.items.map((key: { id: string }) => key.id))
      cursor = body.nextCursor
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
    const others = await profile.call('GET /v1/keys')
    expect(others.text).not.toContain(seen[0])
  })

  it('refuses a cursor that it has not made', async () => {
    const refused = await profile.call('GET /v1/keys?cursor=abc')
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/query/cursor'])
  })
})

describe('revoking a key', () => {
  it('stops it at once here, and is published', async () => {
    const { body } = await create({ kind: 'secret' })
    expect((await profile.call('GET /v1/keys', { key: body.secret })).status).toBe(200)
    const gone = await profile.call(`DELETE /v1/keys/${body.id}`)
    expect([gone.status, gone.text]).toEqual([204, ''])
    const refused = await profile.call('GET /v1/keys', { key: body.secret })
    expect([refused.status, refused.body.code]).toEqual([401, 'credential_revoked'])
    await profile.waitFor(keyChanged, 1, ({ data }) => data.keyId === body.id && data.revokedAt !== null)
    expect((await profile.call(`DELETE /v1/keys/${body.id}`)).status).toBe(204)
  })

  it('does not know a key of another workspace, exactly as one that does not exist', async () => {
    const mine = await create({ kind: 'secret' })
    const other = { key: profile.other.secretKey }
    const foreign = await profile.call(`DELETE /v1/keys/${mine.body.id}`, other)
    const unknown = await profile.call(`DELETE /v1/keys/${unknownId}`, other)
    const bare = ({ requestId: _id, ...problem }: { requestId: string }) => problem
    expect([foreign.status, bare(foreign.body)]).toEqual([404, bare(unknown.body)])
    expect((await profile.call('GET /v1/keys', { key: mine.body.secret })).status).toBe(200)
  })

  it('keeps the last key that can manage keys', async () => {
    const { secretKey } = await profile.newWorkspace()
    const mine = caller(profile.url, secretKey)
    const [onlyKey] = (await mine('GET /v1/keys')).body.items.filter((key: { kind: string }) => key.kind === 'secret')
    const refused = await mine(`DELETE /v1/keys/${onlyKey.id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'last_key'])
    await mine('POST /v1/keys', { body: { kind: 'secret' } })
    expect((await mine(`DELETE /v1/keys/${onlyKey.id}`)).status).toBe(204)
  })

  it('never takes the last two from each other at the same moment', async () => {
    const { secretKey } = await profile.newWorkspace()
    const first = caller(profile.url, secretKey)
    const [onlyKey] = (await first('GET /v1/keys')).body.items.filter((key: { kind: string }) => key.kind === 'secret')
    const made = await first('POST /v1/keys', { body: { kind: 'secret' } })
    const second = caller(profile.url, made.body.secret)
    const both = await Promise.all([first(`DELETE /v1/keys/${made.body.id}`), second(`DELETE /v1/keys/${onlyKey.id}`)])
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1)
  })
})

describe('rotating a key', () => {
  const rotate = (id: string, body: object = {}, more: object = {}) =>
    profile.call(`POST /v1/keys/${id}/rotate`, { body, ...more })
  const reads = async (key: string) => (await profile.call('GET /v1/profiles', { key })).status

  it('gives it a successor that may do the same, and lets both count for the overlap', async () => {
    const scopes = ['profile:read', 'keys:manage']
    const { body: former } = await create({ kind: 'secret', scopes })
    const { status, body } = await rotate(former.id, { overlap: 'PT1H' })
    expect(status).toBe(201)
    const until = new Date(NOW.getTime() + 3_600_000).toISOString()
    expect(body).toMatchObject({
      kind: 'secret',
      scopes,
      origins: [],
      unit: null,
      expiresAt: null,
      formerExpiresAt: until,
    })
    expect(body.id).not.toBe(former.id)
    expect([await reads(former.secret), await reads(body.secret)]).toEqual([200, 200])
    const [published] = await profile.waitFor(
      keyChanged,
      1,
      ({ data }) => data.keyId === former.id && data.expiresAt !== null,
    )
    expect(published?.data).toMatchObject({ expiresAt: until, revokedAt: null })
    await profile.waitFor(keyChanged, 1, ({ data }) => data.keyId === body.id)
    const listed = (await profile.call('GET /v1/keys')).text
    expect(listed).not.toContain(body.secret)
  })

  it('refuses the former one at once without an overlap, also where it rotates itself', async () => {
    const { body: former } = await create({ kind: 'secret', scopes: ['profile:read', 'keys:manage'] })
    const { body } = await rotate(former.id, { overlap: 'PT0S' }, { key: former.secret })
    expect([await reads(former.secret), await reads(body.secret)]).toEqual([401, 200])
    const again = await rotate(former.id)
    expect([again.status, again.body.code]).toEqual([409, 'key_ended'])
  })

  it('gives one successor to a request that comes twice, and shows its secret again', async () => {
    const { body: former } = await create({ kind: 'publishable', origins: ['https://shop.example'] })
    const headers = { 'idempotency-key': 'rotate-once' }
    const [first, second] = [await rotate(former.id, {}, { headers }), await rotate(former.id, {}, { headers })]
    expect(first.body).toMatchObject({ kind: 'publishable', origins: ['https://shop.example'] })
    expect(second.body).toEqual(first.body)
  })

  it('grants no more than who rotates may do, and is refused by name', async () => {
    const { body: limited } = await create({ kind: 'secret', scopes: ['keys:manage'] })
    const { body: more } = await create({ kind: 'secret', scopes: ['profile:read'] })
    const refused = await rotate(more.id, {}, { key: limited.secret })
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      403,
      'scope_not_held',
      '/path/keyId',
    ])
    const pair = await generateKeyPair('ES256')
    const { kty, crv, x, y } = await exportJWK(pair.publicKey)
    const { body: person } = await create({ kind: 'person', publicKey: { kty, crv, x, y } })
    expect((await rotate(person.id)).body.code).toBe('key_without_secret')
    expect((await rotate(unknownId)).body.code).toBe('key_unknown')
    expect((await rotate(more.id, {}, { key: profile.other.secretKey })).body.code).toBe('key_unknown')
    for (const overlap of ['P91D', 'a day']) {
      const wrong = await rotate(more.id, { overlap })
      expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/body/overlap'])
    }
  })
})
