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

const HOUR = 3_600_000
const later = (ms: number): string => new Date(NOW.getTime() + ms).toISOString()
const create = async (body: object = {}) =>
  (await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:read'], ...body } })).body
const update = (id: string, body: unknown, key = profile.workspace.secretKey) =>
  profile.call(`PATCH /v1/keys/${id}`, { body, key })
const codeOf = async (answer: ReturnType<typeof update>) => {
  const { status, body } = await answer
  return [status, body.code, body.errors?.[0]?.pointer]
}
const listed = async (id: string) =>
  (await profile.call('GET /v1/keys?limit=500')).body.items.find((key: { id: string }) => key.id === id)
const reads = async (key: string) => (await profile.call('GET /v1/profiles', { key })).status

describe('updating a key', () => {
  it('says what it is called, and so its successor; null takes that away', async () => {
    const key = await create()
    expect((await listed(key.id)).label).toBeNull()
    const named = await update(key.id, { label: '  Käthes Kasse – Größe „L“ 🦊 ' })
    expect([named.status, named.body]).toEqual([
      200,
      expect.objectContaining({
        id: key.id,
        label: 'Käthes Kasse – Größe „L“ 🦊',
        expiresAt: null,
        scopes: ['profile:read'],
      }),
    ])
    expect(named.text).not.toContain(key.secret)
    expect(await listed(key.id)).toEqual(named.body)
    const { body: next } = await profile.call(`POST /v1/keys/${key.id}/rotate`, { body: {} })
    expect((await listed(next.id)).label).toBe(named.body.label)
    expect((await update(key.id, { label: null })).body.label).toBeNull()
    expect((await listed(next.id)).label).toBe(named.body.label)
    expect(await reads(key.secret)).toBe(200)
  })

  it('draws out an overlap or cuts it short, and tells the others', async () => {
    const former = await create()
    await profile.call(`POST /v1/keys/${former.id}/rotate`, { body: { overlap: 'PT1H' } })
    expect((await update(former.id, { expiresAt: later(5 * HOUR), label: 'alt' })).body).toMatchObject({
      label: 'alt',
      expiresAt: later(5 * HOUR),
    })
    await profile.waitFor(keyChanged, 1, ({ data }) => data.keyId === former.id && data.expiresAt === later(5 * HOUR))
    await update(former.id, { expiresAt: later(HOUR / 2) })
    await profile.advanceTo(new Date(NOW.getTime() + HOUR / 2))
    expect(await reads(former.secret)).toBe(401)
    expect(await codeOf(update(former.id, { expiresAt: null }))).toEqual([409, 'key_ended', undefined])
    await profile.advanceTo(NOW)
  })

  it('lets nobody grant for longer what they may not do themselves; ending it sooner needs no more', async () => {
    const { secret } = await create({ scopes: ['keys:manage'] })
    const key = await create({ expiresAt: later(2 * HOUR) })
    for (const expiresAt of [null, later(3 * HOUR)])
      expect(await codeOf(update(key.id, { expiresAt }, secret))).toEqual([403, 'scope_not_held', '/path/keyId'])
    expect((await update(key.id, { expiresAt: later(HOUR), label: 'kürzer' }, secret)).status).toBe(200)
    const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ES256')).publicKey)
    const pair = { kind: 'person', publicKey: { kty, crv, x, y }, scopes: undefined, expiresAt: later(HOUR) }
    const { id } = await create(pair)
    expect(await codeOf(update(id, { expiresAt: null }, secret))).toEqual([403, 'scope_not_held', '/path/keyId'])
    expect((await update(id, { expiresAt: null })).body).toMatchObject({ kind: 'person', expiresAt: null })
    const reader = await create()
    expect((await update(key.id, { label: 'x' }, reader.secret)).status).toBe(403)
  })

  it('changes nothing of what was revoked, of another workspace, or of nobody', async () => {
    const key = await create()
    await profile.call(`DELETE /v1/keys/${key.id}`)
    expect(await codeOf(update(key.id, { label: 'x' }))).toEqual([409, 'key_ended', undefined])
    const live = await create()
    const unknown = [404, 'key_unknown', undefined]
    expect(await codeOf(update(live.id, { label: 'x' }, profile.other.secretKey))).toEqual(unknown)
    expect(await codeOf(update('01930f6e-0c00-7a10-8f00-3f6c1d2b4a01', { label: 'x' }))).toEqual(unknown)
    expect((await listed(live.id)).label).toBeNull()
  })

  it('names what is wrong', async () => {
    const { id } = await create()
    const cases: readonly (readonly [unknown, number, string])[] = [
      [{ label: '' }, 400, '/body/label'],
      [{ label: '   ' }, 400, '/body/label'],
      [{ label: 'ä'.repeat(201) }, 400, '/body/label'],
      [{ label: 5 }, 400, '/body/label'],
      [{ expiresAt: 'morgen' }, 400, '/body/expiresAt'],
      [{ scopes: ['profile:write'] }, 400, '/body/scopes'],
      [{ expiresAt: later(0) }, 422, '/body/expiresAt'],
    ]
    for (const [body, status, pointer] of cases) {
      const answer = await update(id, body)
      expect(
        [answer.status, answer.body.errors.map((fault: { pointer: string }) => fault.pointer)],
        JSON.stringify(body),
      ).toEqual([status, expect.arrayContaining([pointer])])
    }
    expect((await update(id, {})).status).toBe(400)
    expect((await listed(id)).label).toBeNull()
  })

  it('leaves somebody who can make another one', async () => {
    const { secretKey } = await profile.newWorkspace()
    const mine = caller(profile.url, secretKey)
    const [only] = (await mine('GET /v1/keys?kind=secret')).body.items
    const end = () => mine(`PATCH /v1/keys/${only.id}`, { body: { expiresAt: later(HOUR) } })
    const refused = await end()
    expect([refused.status, refused.body.code]).toEqual([409, 'last_key'])
    await mine('POST /v1/keys', { body: { kind: 'secret' } })
    expect((await end()).body.expiresAt).toBe(later(HOUR))
  })
})
