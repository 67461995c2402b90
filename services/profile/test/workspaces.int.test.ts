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

  it('takes no days for what is kept as long as the person', async () => {
    const { change } = await made('kept')
    const refused = await change({ settings: { retention: { people: 30, messages: 30, permissions: 30 } } })
    expect([refused.status, refused.body.code]).toEqual([422, 'retention_without_effect'])
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/body/settings/retention/people',
      '/body/settings/retention/permissions',
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
