import { randomUUID } from 'node:crypto'
import { keyChanged, workspaceChanged } from '@polyphon/contracts'
import { ADMIN_TOKEN, caller, startTestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'
import type { Profile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startTestService(profileService, { env: { RETENTION_DAYS: 'interactions=365' } })
})
afterAll(() => profile.close())

const body = {
  key: 'wanderschuh',
  name: 'Wanderschuh GmbH – Größe 38',
  mode: 'test',
  timeZone: 'Europe/Berlin',
  locale: 'de-de',
  defaultRegion: 'DE',
}
const create = (changes: Record<string, unknown>, key: string | null = ADMIN_TOKEN, headers = {}) =>
  profile.call('POST /v1/workspaces', { body: { ...body, ...changes }, key, headers })

describe('creating a workspace', () => {
  it('answers it with its first secret key, which works at once', async () => {
    const made = await create({})
    expect(made.status).toBe(201)
    expect(made.body.workspace).toMatchObject({ ...body, locale: 'de-DE', id: expect.any(String) })
    expect(made.body.secretKey.secret).toMatch(/^sk_test_/)
    const keys = await caller(profile.url, made.body.secretKey.secret)('GET /v1/keys')
    expect(keys.status).toBe(200)
    expect(keys.body.items.map((key: { kind: string }) => key.kind).toSorted()).toEqual(['person', 'secret'])
  })

  it('publishes the workspace and its keys, and never a secret', async () => {
    const made = await create({ key: 'told' })
    const { workspace, secretKey } = made.body
    const [published] = await profile.waitFor(workspaceChanged, 1, (event) => event.workspace === workspace.id)
    expect(published?.data).toMatchObject({ workspaceId: workspace.id, key: 'told', mode: 'test', defaultRegion: 'DE' })
    expect(published?.key).toBe(workspace.id)
    const keys = await profile.waitFor(keyChanged, 2, (event) => event.workspace === workspace.id)
    const secret = keys.find((event) => event.data.kind === 'secret')
    expect(secret?.data).toMatchObject({ keyId: secretKey.id, revokedAt: null, mode: 'test' })
    expect(secret?.data.scopes).toContain('keys:manage')
    expect(secret?.key).toBe(`${workspace.id}:key:${secretKey.id}`)
    const person = keys.find((event) => event.data.kind === 'person')
    expect(person?.data.publicKey).toMatchObject({ kty: 'EC', crv: 'P-256' })
    const text = JSON.stringify(keys)
    expect(text).not.toContain(secretKey.secret)
    expect(person?.data.publicKey).not.toHaveProperty('d')
  })

  it('refuses a key that is taken', async () => {
    await create({ key: 'taken' })
    const again = await create({ key: 'taken' })
    expect([again.status, again.body.code]).toEqual([409, 'workspace_key_taken'])
    expect(again.body.errors).toMatchObject([{ pointer: '/body/key' }])
  })

  it('makes one workspace of two requests for the same key at the same moment', async () => {
    const both = await Promise.all([create({ key: 'race' }), create({ key: 'race' })])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]))
  })

  it('answers the same secret to the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'one' }
    const [first, second] = [
      await create({ key: 'once' }, ADMIN_TOKEN, headers),
      await create({ key: 'once' }, ADMIN_TOKEN, headers),
    ]
    expect(second.status).toBe(201)
    expect(second.body).toEqual(first.body)
  })

  it('answers a secret to nobody but the credential that it was answered to', async () => {
    const headers = { 'idempotency-key': 'whose' }
    const wanted = { kind: 'secret', scopes: ['profile:read', 'keys:manage'] }
    const first = await profile.call('POST /v1/keys', { body: wanted, headers })
    expect(first.status).toBe(201)
    const other = await profile.call('POST /v1/keys', { body: wanted, headers, key: first.body.secret })
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('is the operator’s alone', async () => {
    const { secretKey, publishableKey } = profile.workspace
    for (const [key, status] of [
      [null, 401],
      ['wrong-token-of-somebody', 401],
      [secretKey, 403],
      [publishableKey, 403],
    ] as const)
      expect((await create({ key: 'mine' }, key)).status).toBe(status)
  })

  it('names every field that is wrong', async () => {
    const wrong = {
      key: 'Größe',
      name: ' ',
      mode: 'demo',
      timeZone: 'Mars/Base',
      locale: 'klingon!',
      defaultRegion: 'QX',
      colour: 'red',
    }
    const refused = await create(wrong)
    expect(refused.status).toBe(400)
    const pointers = refused.body.errors.map((error: { pointer: string }) => error.pointer)
    expect(pointers.toSorted()).toEqual(
      Object.keys(wrong)
        .map((name) => `/body/${name}`)
        .toSorted(),
    )
  })
})

describe('what a workspace decided', () => {
  const made = async (key: string) => {
    const { workspace, secretKey } = (await create({ key })).body
    const call = caller(profile.url, secretKey.secret)
    return {
      workspace,
      get: () => call('GET /v1/workspace'),
      change: (change: object, ifMatch = '*') =>
        call('PATCH /v1/workspace', { body: change, headers: { 'if-match': ifMatch } }),
    }
  }

  it('has defaults, is changed by name, and is published as it is now', async () => {
    const { workspace, get, change } = await made('decides')
    expect((await get()).body).toEqual(workspace)
    expect(workspace.settings).toMatchObject({ weekStart: 1, trustPublishable: true, retention: {} })
    const changed = await change({
      timeZone: 'Europe/Vienna',
      settings: { weekStart: 7, retention: { messages: 730 } },
    })
    expect(changed.body).toMatchObject({ timeZone: 'Europe/Vienna', version: 2, settings: { weekStart: 7 } })
    expect((await change({ settings: { weekStart: null } })).body.settings).toMatchObject({
      weekStart: 1,
      retention: { messages: 730 },
    })
    const published = await profile.waitFor(workspaceChanged, 3, (event) => event.workspace === workspace.id)
    expect(published.map(({ data }) => [data.version, data.settings])).toEqual([
      [1, {}],
      [2, { weekStart: 7, retention: { messages: 730 } }],
      [3, { retention: { messages: 730 } }],
    ])
  })

  it('is changed by whoever has read it as it is', async () => {
    const { get, change } = await made('versions')
    const { etag } = Object.fromEntries((await get()).headers)
    expect((await change({ name: 'Eins' }, etag)).status).toBe(200)
    const stale = await change({ name: 'Zwei' }, etag)
    expect([stale.status, stale.body.code]).toEqual([412, 'version_mismatch'])
    const both = await Promise.all([change({ name: 'Drei' }, '"2"'), change({ name: 'Vier' }, '"2"')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('stays at its version when nothing changes', async () => {
    const { change } = await made('same')
    await change({ settings: { strikes: { limit: 3, within: 'P30D' } } })
    const again = await change({ settings: { strikes: { within: 'P30D', limit: 3 } } })
    expect(again.body.version).toBe(2)
  })

  it.each([
    [{ settings: { weekStart: 0 } }, '/body/settings/weekStart'],
    [{ settings: { brand: { logoUrl: 'javascript:alert(1)' } } }, '/body/settings/brand/logoUrl'],
    [{ settings: { retention: { messages: 0 } } }, '/body/settings/retention/messages'],
    [{ settings: { retention: { message: 730 } } }, '/body/settings/retention/message'],
    [{ settings: { unknown: true } }, '/body/settings/unknown'],
    [{ mode: 'live' }, '/body/mode'],
  ])('refuses %j by name', async (change, pointer) => {
    const refused = await (await made(`refuses-${pointer.split('/').at(-1)?.toLowerCase()}`)).change(change)
    expect(refused.status).toBe(400)
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
  })

  it('keeps nothing for longer than the operator does', async () => {
    const { change } = await made('keeps')
    const refused = await change({ settings: { retention: { interactions: 366, messages: 36_500 } } })
    expect([refused.status, refused.body.code]).toEqual([422, 'retention_too_long'])
    expect(refused.body.errors).toMatchObject([{ pointer: '/body/settings/retention/interactions' }])
    expect((await change({ settings: { retention: { interactions: 365 } } })).status).toBe(200)
  })

  it('takes no days for what is kept as long as the person, or as the operator says', async () => {
    const { change } = await made('kept')
    const retention = { people: 30, messages: 30, permissions: 30, audit: 30 }
    const refused = await change({ settings: { retention } })
    expect([refused.status, refused.body.code]).toEqual([422, 'retention_without_effect'])
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/body/settings/retention/people',
      '/body/settings/retention/permissions',
      '/body/settings/retention/audit',
    ])
  })

  it('is shown to nobody without the scope, and needs If-Match', async () => {
    const { secretKey } = (await create({ key: 'scoped' })).body
    const call = caller(profile.url, secretKey.secret)
    expect((await call('PATCH /v1/workspace', { body: { name: 'Neu' } })).status).toBe(428)
    const weak = (await call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:read'] } })).body.secret
    expect((await caller(profile.url, weak)('GET /v1/workspace')).status).toBe(403)
  })
})

describe('a workspace and a key that stood in a service alone, and are put here', () => {
  const put = (keyId: string, workspace: object, changes: object = {}) =>
    profile.call(`PUT /v1/access-keys/${keyId}`, { body: { workspace, kind: 'secret', ...changes }, key: ADMIN_TOKEN })

  it('are published with their ids, once, and are like those that were made here', async () => {
    const [keyId, id] = [randomUUID(), randomUUID()]
    const workspace = { id, key: 'hofladen', name: 'Hofladen Größe & Söhne' }
    const made = await put(keyId, workspace)
    expect([made.status, made.body.keptBy], made.text).toEqual([201, 'profile'])
    const [published, ...more] = await profile.waitFor(workspaceChanged, 1, (event) => event.workspace === id)
    expect(published?.data).toMatchObject({ workspaceId: id, key: 'hofladen', version: 1 })
    // The key, and the one that signs for people.
    const keys = await profile.waitFor(keyChanged, 2, (event) => event.workspace === id)
    expect(keys.map(({ data }) => data.kind).toSorted()).toEqual(['person', 'secret'])
    expect(keys.find(({ data }) => data.kind === 'secret')?.data.keyId).toBe(keyId)

    const call = caller(profile.url, made.body.secret)
    expect((await put(keyId, workspace, { secret: made.body.secret })).status).toBe(200)
    expect((await call('GET /v1/keys')).body.items).toHaveLength(2)
    expect((await call('POST /v1/person-tokens', { body: { userId: 'änne', ttlSeconds: 60 } })).status).toBeLessThan(
      300,
    )
    expect(more).toEqual([])
    expect(profile.published(keyChanged, id)).toHaveLength(2)
  })

  it('are changed and taken back where that is done here, and not by a call', async () => {
    const made = (await create({ key: 'gemacht' })).body
    const { id: keyId } = made.secretKey
    const renamed = await put(keyId, { id: made.workspace.id, name: 'Anders' })
    expect([renamed.status, renamed.body.code]).toEqual([409, 'workspace_differs'])
    const revoked = await put(keyId, { id: made.workspace.id }, { revoked: true })
    expect([revoked.status, revoked.body.code]).toEqual([409, 'key_differs'])
    const stolen = await put(keyId, { id: randomUUID(), key: 'fremd', name: 'Fremd' })
    expect([stolen.status, stolen.body.code]).toEqual([409, 'key_of_other_workspace'])
    const more = await put(randomUUID(), { id: made.workspace.id })
    expect((await caller(profile.url, more.body.secret)('GET /v1/keys')).status).toBe(200)
  })
})

describe('suspending a workspace', () => {
  const act = (id: string, verb: string, key: string | null = ADMIN_TOKEN) =>
    profile.call(`POST /v1/workspaces/${id}/${verb}`, { key })

  it('refuses its keys until it is resumed, and publishes both', async () => {
    const made = (await create({ key: 'gesperrt' })).body
    const { id } = made.workspace
    const asTenant = caller(profile.url, made.secretKey.secret)
    expect((await asTenant('GET /v1/workspace')).body).toMatchObject({ suspendedAt: null, version: 1 })
    const suspended = await act(id, 'suspend')
    expect([suspended.status, suspended.body.version]).toEqual([200, 2])
    expect(Date.parse(suspended.body.suspendedAt)).toBeGreaterThan(0)
    expect((await act(id, 'suspend')).body).toEqual(suspended.body)
    const refusal = await asTenant('GET /v1/workspace')
    expect([refusal.status, refusal.body.code]).toEqual([403, 'workspace_suspended'])
    const event = { userId: 'u1', event: 'Bestellt', messageId: randomUUID() }
    const track = await asTenant('POST /v1/track', { body: event })
    expect([track.status, track.body.code]).toEqual([403, 'workspace_suspended'])
    expect((await act(id, 'resume')).body).toMatchObject({ suspendedAt: null, version: 3 })
    expect((await asTenant('GET /v1/workspace')).status).toBe(200)
    const published = await profile.waitFor(workspaceChanged, 3, (change) => change.workspace === id)
    expect(published.map(({ data }) => data.suspendedAt ?? null)).toEqual([null, suspended.body.suspendedAt, null])
  })

  it('is for the operator alone, and for a workspace that there is', async () => {
    const byKey = await act(profile.workspace.id, 'suspend', profile.workspace.secretKey)
    expect([byKey.status, byKey.body.code]).toEqual([403, 'admin_required'])
    const unknown = await act(randomUUID(), 'suspend')
    expect([unknown.status, unknown.body.code]).toEqual([404, 'workspace_unknown'])
    expect((await act('no-id', 'resume')).status).toBe(400)
  })
})

describe('the list of workspaces', () => {
  it('has all of them for the operator, page by page, with who is suspended', async () => {
    const made = await Promise.all(['liste-a', 'liste-b', 'liste-c'].map((key) => create({ key })))
    const ids = made.map(({ body: { workspace } }) => workspace.id)
    await profile.call(`POST /v1/workspaces/${ids[1]}/suspend`, { key: ADMIN_TOKEN })
    const read = async (query: string) => (await profile.call(`GET /v1/workspaces?${query}`, { key: ADMIN_TOKEN })).body
    const found: string[] = []
    for (let cursor = ''; ; ) {
      const page = await read(`limit=2&fields=summary${cursor}`)
      for (const { id, settings } of page.items) {
        expect(settings).toBeUndefined()
        found.push(id)
      }
      if (page.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
    }
    expect(found).toEqual(expect.arrayContaining([...ids, profile.workspace.id, profile.other.id]))
    expect(new Set(found).size).toBe(found.length)
    expect((await read('suspended=true')).items.map(({ id }: { id: string }) => id)).toEqual([ids[1]])
    const byKey = await profile.call('GET /v1/workspaces')
    expect([byKey.status, byKey.body.code]).toEqual([403, 'admin_required'])
  })
})
