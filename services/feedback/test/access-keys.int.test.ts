import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { type DataOf, keyChanged, workspaceChanged } from '@polyphon/contracts'
import { hashApiKey, makeApiKey } from '@polyphon/service-kit/access'
import { ADMIN_TOKEN, type Call, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Feedback, startFeedback } from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
})
afterAll(() => feedback.close())

const workspaceOf = (id: string = randomUUID()) => ({
  id,
  key: `laden-${id.slice(0, 8)}`,
  name: 'Hofladen Größe & Söhne',
})

const put = (keyId: string, body: object, key: string | null = ADMIN_TOKEN): Promise<Call> =>
  feedback.call(`PUT /v1/access-keys/${keyId}`, { body, key })
const statusWith = async (key: string): Promise<number> => (await feedback.call('GET /v1/surveys', { key })).status

const event = (keyId: string, changes: Partial<DataOf<typeof keyChanged>> = {}): DataOf<typeof keyChanged> => ({
  keyId,
  kind: 'secret',
  mode: 'live',
  hash: null,
  publicKey: null,
  scopes: ['feedback:read'],
  origins: [],
  expiresAt: null,
  revokedAt: null,
  createdAt: new Date().toISOString(),
  ...changes,
})
const about = (workspace: { id: string; key: string; name: string }): DataOf<typeof workspaceChanged> => ({
  workspaceId: workspace.id,
  key: workspace.key,
  name: workspace.name,
  mode: 'live',
  timeZone: 'Europe/Vienna',
  locale: 'de-AT',
  defaultRegion: 'AT',
  createdAt: new Date().toISOString(),
  settings: {},
})
const faultsOf = ({ body }: Call) => body.errors.map((each: { pointer: string }) => each.pointer)

describe('putting a key', () => {
  it('makes the workspace and a secret that works at once, and shows it this once', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    const made = await put(keyId, { workspace, kind: 'secret' })
    expect([made.status, made.body], made.text).toEqual([
      201,
      expect.objectContaining({
        id: keyId,
        workspace: { ...workspace, mode: 'live' },
        keptBy: 'call',
        revokedAt: null,
      }),
    ])
    expect(await statusWith(made.body.secret)).toBe(200)
    const again = await put(keyId, { workspace, kind: 'secret' })
    expect([again.status, again.body.secret]).toEqual([200, undefined])
    expect(await statusWith(made.body.secret)).toBe(200)
  })

  it('makes one secret of five calls at the same moment', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    const calls = await Promise.all(Array.from({ length: 5 }, () => put(keyId, { workspace, kind: 'secret' })))
    expect(calls.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 201])
    const [secret, ...more] = calls.flatMap(({ body }) => (body.secret === undefined ? [] : [body.secret]))
    expect(more).toEqual([])
    expect(await statusWith(secret)).toBe(200)
  })

  it('takes a secret or a hash that was made elsewhere, and replaces the former', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    const [first, second] = [makeApiKey(keyId, 'secret', 'live'), makeApiKey(keyId, 'secret', 'live')]
    expect((await put(keyId, { workspace, kind: 'secret', secret: first.secret })).body.secret).toBeUndefined()
    expect(await statusWith(first.secret)).toBe(200)
    expect((await put(keyId, { workspace: { id: workspace.id }, kind: 'secret', hash: second.hash })).status).toBe(200)
    expect([await statusWith(first.secret), await statusWith(second.secret)]).toEqual([401, 200])
  })

  it('takes a key back for good', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    const { secret } = (await put(keyId, { workspace, kind: 'secret' })).body
    const revoked = await put(keyId, { workspace, kind: 'secret', revoked: true })
    expect([revoked.status, revoked.body.revokedAt]).toEqual([200, expect.any(String)])
    expect(await statusWith(secret)).toBe(401)
    expect((await put(keyId, { workspace, kind: 'secret' })).body.revokedAt).toBe(revoked.body.revokedAt)
    expect((await put(keyId, { workspace, kind: 'secret', revoked: false })).body.code).toBe('key_revoked')
  })

  it('takes every one of several changes at the same moment', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    await put(keyId, { workspace, kind: 'secret' })
    const calls = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        put(keyId, {
          workspace: { id: workspace.id, name: `Name ${index}` },
          kind: 'secret',
          origins: [`https://${index}.example`],
        }),
      ),
    )
    expect(calls.map(({ status, text }) => (status === 200 ? 200 : text))).toEqual(calls.map(() => 200))
    expect(await feedback.deps.workspaces.workspace(workspace.id)).toMatchObject({ version: 9 })
  })

  it('is refused for the id under which the answers to the operator are kept', async () => {
    const refused = await put(randomUUID(), {
      workspace: workspaceOf('00000000-0000-0000-0000-000000000000'),
      kind: 'secret',
    })
    expect([refused.status, faultsOf(refused)]).toEqual([400, ['/body/workspace/id']])
  })

  it('changes what is named of a workspace, and never what was stored depends on', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    await put(keyId, { workspace: { ...workspace, timeZone: 'Europe/Berlin' }, kind: 'secret' })
    const renamed = { id: workspace.id, name: 'Umbenannt', settings: { weekStart: 7 } }
    expect((await put(keyId, { workspace: renamed, kind: 'secret' })).body.workspace.name).toBe('Umbenannt')
    expect(await feedback.deps.workspaces.workspace(workspace.id)).toMatchObject({
      timeZone: 'Europe/Berlin',
      settings: { weekStart: 7 },
      version: 2,
    })
    const other = await put(keyId, { workspace: { id: workspace.id, mode: 'test', key: 'anders' }, kind: 'secret' })
    expect([other.status, other.body.code, faultsOf(other)]).toEqual([
      409,
      'workspace_differs',
      ['/body/workspace/key', '/body/workspace/mode'],
    ])
  })

  it('takes the public half of a key pair that signs for people', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
    const body = { workspace: workspaceOf(), kind: 'person', publicKey: { kty, crv, x, y } }
    const made = await put(randomUUID(), body)
    expect([made.status, made.body.publicKey?.x, made.body.scopes], made.text).toEqual([201, x, []])
    const missing = await put(randomUUID(), { workspace: workspaceOf(), kind: 'person' })
    expect([missing.status, faultsOf(missing)]).toEqual([422, ['/body/publicKey']])
  })
})

describe('a call that has no right or makes no sense', () => {
  it('is refused to everybody but the operator', async () => {
    const body = { workspace: workspaceOf(), kind: 'secret' }
    expect((await put(randomUUID(), body, null)).status).toBe(401)
    expect((await put(randomUUID(), body, `${ADMIN_TOKEN}x`)).status).toBe(401)
    for (const key of [feedback.workspace.secretKey, feedback.workspace.publishableKey])
      expect((await put(randomUUID(), body, key)).body.code).toBe('admin_required')
    expect(await feedback.deps.workspaces.workspace(body.workspace.id)).toBeNull()
  })

  it('does not take the key of another workspace, nor its name', async () => {
    const [keyId, mine, theirs] = [randomUUID(), workspaceOf(), workspaceOf()]
    const { secret } = (await put(keyId, { workspace: mine, kind: 'secret' })).body
    const stolen = await put(keyId, { workspace: theirs, kind: 'secret' })
    expect([stolen.status, stolen.body.code, faultsOf(stolen)]).toEqual([
      409,
      'key_of_other_workspace',
      ['/body/workspace/id'],
    ])
    const named = await put(randomUUID(), { workspace: { ...theirs, key: mine.key }, kind: 'secret' })
    expect([named.status, named.body.code, faultsOf(named)]).toEqual([
      409,
      'workspace_key_taken',
      ['/body/workspace/key'],
    ])
    expect(await feedback.deps.workspaces.workspace(theirs.id)).toBeNull()
    expect(await statusWith(secret)).toBe(200)
  })

  const { secret: foreign } = makeApiKey(randomUUID(), 'secret', 'live')
  it.each<readonly [string, string, object, readonly [status: number, pointer: string]]>([
    ['no UUID', 'x', {}, [400, '/path/keyId']],
    ['an unknown kind', randomUUID(), { kind: 'master' }, [400, '/body/kind']],
    ['a hash that is none', randomUUID(), { hash: 'ABC' }, [400, '/body/hash']],
    ['a hash beside the secret', randomUUID(), { secret: foreign, hash: hashApiKey(foreign) }, [400, '/body/hash']],
    ['the secret of another key', randomUUID(), { secret: foreign }, [422, '/body/secret']],
    ['a secret with a wrong character', randomUUID(), { secret: `${foreign}0` }, [422, '/body/secret']],
    ['an unknown scope', randomUUID(), { scopes: ['everything'] }, [400, '/body/scopes/0']],
    [
      'scopes that a publishable key cannot have',
      randomUUID(),
      { kind: 'publishable', scopes: ['keys:manage'] },
      [400, '/body/scopes'],
    ],
    ['a field that there is not', randomUUID(), { workspaceId: randomUUID() }, [400, '/body/workspaceId']],
    ['an expiry that has passed', randomUUID(), { expiresAt: '2020-01-01T00:00:00Z' }, [422, '/body/expiresAt']],
    [
      'a workspace of which too little is said',
      randomUUID(),
      { workspace: { id: randomUUID() } },
      [422, '/body/workspace/key'],
    ],
    [
      'a zone that is none',
      randomUUID(),
      { workspace: { ...workspaceOf(), timeZone: 'Mond' } },
      [400, '/body/workspace/timeZone'],
    ],
    [
      'days of retention without effect',
      randomUUID(),
      { workspace: { ...workspaceOf(), settings: { retention: { people: 30 } } } },
      [422, '/body/workspace/settings/retention/people'],
    ],
  ])('names what is wrong: %s', async (_what, keyId, changes, expected) => {
    const call = await put(keyId, { workspace: workspaceOf(), kind: 'secret', ...changes })
    expect([call.status, faultsOf(call)[0]], call.text).toEqual(expected)
  })
})

describe('what profile says later', () => {
  const known = (keyId: string, scopes: readonly string[]) =>
    eventually(async () => {
      feedback.deps.workspaces.forget()
      expect((await feedback.deps.workspaces.key(keyId))?.scopes).toEqual(scopes)
    })

  it('replaces a key that was put, with its hash, and no call brings the former back', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    const body = { workspace, kind: 'secret' }
    const { secret } = (await put(keyId, body)).body
    const later = makeApiKey(keyId, 'secret', 'live')
    await feedback.publish(workspaceChanged, workspace.id, about(workspace))
    await feedback.publish(keyChanged, workspace.id, event(keyId, { hash: later.hash }))
    await known(keyId, ['feedback:read'])
    expect([await statusWith(secret), await statusWith(later.secret)]).toEqual([401, 200])
    expect(await feedback.deps.workspaces.workspace(workspace.id)).toMatchObject({ timeZone: 'Europe/Vienna' })

    const same = await put(keyId, body)
    expect([same.status, same.body.keptBy, same.body.secret]).toEqual([200, 'profile', undefined])
    const former = await put(keyId, { ...body, secret })
    expect([former.status, former.body.code, faultsOf(former)]).toEqual([409, 'key_differs', ['/body/secret']])
    const zone = await put(keyId, { workspace: { ...workspace, timeZone: 'UTC' }, kind: 'secret' })
    expect([zone.status, faultsOf(zone)]).toEqual([409, ['/body/workspace/timeZone']])
    expect([await statusWith(secret), await statusWith(later.secret)]).toEqual([401, 200])
  })

  it('takes a key back, and neither a replayed event nor a replayed call revives it', async () => {
    const [keyId, workspace] = [randomUUID(), workspaceOf()]
    const { secret } = (await put(keyId, { workspace, kind: 'secret' })).body
    const hash = hashApiKey(secret)
    await feedback.publish(keyChanged, workspace.id, event(keyId, { hash }))
    await known(keyId, ['feedback:read'])
    expect(await statusWith(secret)).toBe(200)
    const revokedAt = new Date().toISOString()
    await feedback.publish(keyChanged, workspace.id, event(keyId, { hash, revokedAt }))
    await eventually(async () => expect(await statusWith(secret)).toBe(401))
    await feedback.publish(keyChanged, workspace.id, event(keyId, { hash, scopes: ['feedback:write'] }))
    await known(keyId, ['feedback:write'])
    expect((await put(keyId, { workspace, kind: 'secret' })).body.revokedAt).toBe(revokedAt)
    expect((await put(keyId, { workspace, kind: 'secret', revoked: false })).body.code).toBe('key_revoked')
    expect(await statusWith(secret)).toBe(401)
  })

  it('gives the name of a workspace away: the one that was put goes on under its id', async () => {
    const [keyId, put1, made] = [randomUUID(), workspaceOf(), workspaceOf()]
    const { secret } = (await put(keyId, { workspace: put1, kind: 'secret' })).body
    const alike = { ...workspaceOf(), key: `put-${put1.id}` }
    expect((await put(randomUUID(), { workspace: alike, kind: 'secret' })).status).toBe(201)
    await feedback.publish(workspaceChanged, made.id, about({ ...made, key: put1.key }))
    await eventually(async () => {
      feedback.deps.workspaces.forget()
      expect((await feedback.deps.workspaces.workspace(made.id))?.key).toBe(put1.key)
    })
    expect((await feedback.deps.workspaces.workspace(put1.id))?.key).toBe(`put:${put1.id}`)
    expect(await statusWith(secret)).toBe(200)
  })
})
