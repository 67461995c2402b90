import { type Deps, defineService, type Route, route, uuidv7 } from '@polyphon/service-kit'
import { saveKey, signPersonToken } from '@polyphon/service-kit/access'
import { startTestService, type TestService } from '@polyphon/testkit'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { notesService } from './notes-service.js'

const whoService = defineService({
  ...notesService,
  tags: { who: 'Who is asking.' },
  features: [
    {
      routes: [
        (_deps: Deps): readonly Route[] => [
          route({
            operationId: 'whoAmI',
            method: 'get',
            path: '/v1/who',
            tag: 'who',
            summary: 'Who the person token speaks for',
            access: { who: 'key', scope: 'profile:read', publishable: 'with_person' },
            responses: { 200: z.object({ who: z.string() }).meta({ id: 'Who' }) },
            handle: async (_tx, { caller }) => {
              const who = caller.kind === 'publishable' ? JSON.stringify(caller.person) : caller.kind
              return { status: 200, body: { who } }
            },
          }),
        ],
      ],
    },
  ],
})

describe('a person token', () => {
  let t: TestService<unknown, unknown>
  let privateKey: JWK
  let keyId: string
  beforeAll(async () => {
    t = await startTestService(whoService)
    ;({ keyId, privateKey } = await registerKey(t.workspace.id))
  })
  afterAll(() => t.close())

  async function registerKey(
    workspaceId: string,
    kid: { readonly kid?: string } = {},
  ): Promise<{ keyId: string; privateKey: JWK }> {
    const pair = await generateKeyPair('ES256', { extractable: true })
    const id = uuidv7()
    const stored = { keyId: id, workspaceId, kind: 'person' as const, hash: null, scopes: [], unit: null, origins: [] }
    const dates = { createdAt: new Date(), expiresAt: null, revokedAt: null }
    const publicKey = { ...(await exportJWK(pair.publicKey)), ...kid }
    await t.deps.db.transact(null, (tx) => saveKey(tx, { ...stored, ...dates, publicKey }))
    return { keyId: id, privateKey: await exportJWK(pair.privateKey) }
  }
  const sign = async (changes: Partial<Parameters<typeof signPersonToken>[0]> = {}): Promise<string> => {
    const request = {
      workspaceId: t.workspace.id,
      keyId,
      privateKey,
      subject: { userId: 'jürgen:7' },
      issuedAt: new Date(),
      ttlSeconds: 60,
    }
    return (await signPersonToken({ ...request, ...changes })).token
  }
  const ask = (token: string) =>
    t.call('GET /v1/who', { key: t.workspace.publishableKey, headers: { 'polyphon-person': token } })

  it('says who somebody is', async () => {
    expect(await ask(await sign())).toMatchObject({ status: 200, body: { who: '{"userId":"jürgen:7"}' } })
    const profileId = uuidv7()
    expect((await ask(await sign({ subject: { profileId } }))).body.who).toBe(JSON.stringify({ profileId }))
  })
  it('need not name its key', async () => {
    const named = await registerKey(t.workspace.id, { kid: 'of-their-own' })
    t.deps.workspaces.forget()
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('user:7')
      .setAudience(t.workspace.id)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(named.privateKey, 'ES256'))
    expect(await ask(token)).toMatchObject({ status: 200, body: { who: '{"userId":"7"}' } })
  })
  it('is needed beside a publishable key', async () => {
    const answer = await t.call('GET /v1/who', { key: t.workspace.publishableKey })
    expect(answer).toMatchObject({ status: 403, body: { code: 'person_token_required' } })
  })
  it.each([
    ['is for another workspace', () => sign({ workspaceId: t.other.id })],
    ['has expired', () => sign({ issuedAt: new Date(Date.now() - 3_600_000) })],
    ['lives longer than a day', () => sign({ ttlSeconds: 90_000 })],
    [
      'was signed by somebody else',
      async () => {
        const stranger = await generateKeyPair('ES256', { extractable: true })
        return sign({ privateKey: await exportJWK(stranger.privateKey) })
      },
    ],
    ['was signed by the key of another workspace', async () => sign(await registerKey(t.other.id))],
    [
      'is not signed at all',
      async () => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
        const exp = Math.floor(Date.now() / 1000) + 60
        return `${part({ alg: 'none' })}.${part({ sub: 'user:1', aud: t.workspace.id, exp, iat: exp - 60 })}.`
      },
    ],
    [
      'is signed with a shared secret',
      async () =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'HS256' })
          .setSubject('user:1')
          .setAudience(t.workspace.id)
          .setIssuedAt()
          .setExpirationTime('1m')
          .sign(new TextEncoder().encode('x'.repeat(32))),
    ],
    ['was issued in the future', () => sign({ issuedAt: new Date(Date.now() + 400_000) })],
    ['names somebody with a NUL', async () => sign({ subject: { userId: 'a\0b' } })],
    ['names nobody', async () => sign({ subject: { userId: '' } })],
    ['is no token', async () => 'nonsense'],
  ])('is refused when it %s', async (_what, make) => {
    expect(await ask(await make())).toMatchObject({ status: 401, body: { code: 'person_token_invalid' } })
  })
})
