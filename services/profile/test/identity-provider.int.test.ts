import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { identityProviderChanged } from '@polyphon/contracts'
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

interface Pair {
  readonly alg: string
  readonly kid: string
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']
  readonly publicKey: JWK
}

async function pairOf(alg: string, kid: string): Promise<Pair> {
  const pair = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, privateKey: pair.privateKey, publicKey: { ...(await exportJWK(pair.publicKey)), kid } }
}

let profile: Profile
let server: Server
let base: string
let answerWith: RequestListener
let pairs: readonly Pair[]
let stranger: Pair
const fetched: string[] = []

beforeAll(async () => {
  profile = await startProfile(NOW)
  pairs = await Promise.all([pairOf('RS256', 'rsa'), pairOf('ES256', 'ec'), pairOf('EdDSA', 'ed')])
  stranger = await pairOf('RS256', 'rsa')
  answerWith = (_request, response) => response.end(JSON.stringify({ keys: pairs.map(({ publicKey }) => publicKey) }))
  server = createServer((request, response) => {
    fetched.push(request.url ?? '')
    answerWith(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  for (const key of [profile.workspace.secretKey, profile.other.secretKey]) {
    await profile.call('PUT /v1/units/firm', { body: { name: 'Firma' }, key })
    await profile.call(`PUT /v1/staff/${staffId}`, { body: person('joerg@shop.example', ['agent']), key })
  }
  await put()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await profile.close()
})

const staffId = randomUUID()
const person = (email: string, roles: readonly string[]) => ({ name: 'Jörg', email, unit: 'firm', roles })
const seconds = NOW.getTime() / 1_000
const issuer = 'https://login.shop.example'

// Each set of keys has an address of its own, so that no test finds what another has cached.
const provider = (changes: object = {}) => ({ issuer, audience: 'polyphon', jwksUri: `${base}/jwks`, ...changes })
const put = (changes: object = {}, key = profile.workspace.secretKey) =>
  profile.call('PUT /v1/identity-provider', { body: provider(changes), key })

interface Parts {
  readonly pair?: Pair | undefined
  readonly header?: object
  readonly claims?: object
}

// So that a token can be signed that demands what nobody understands (RFC 7515, 4.1.11).
const UNKNOWN = { crit: { vendor: true } }

function tokenOf({ pair = pairs[0], header = {}, claims = {} }: Parts = {}): Promise<string> {
  if (pair === undefined) throw new Error('There is no such pair.')
  const payload = {
    iss: issuer,
    aud: 'polyphon',
    email: 'Joerg@Shop.example',
    iat: seconds,
    exp: seconds + 600,
    ...claims,
  }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: pair.alg, kid: pair.kid, ...header })
    .sign(pair.privateKey, UNKNOWN)
}

const call = (token: string, operation = 'GET /v1/staff') => profile.call(operation, { key: token })
const codeOf = async (token: string, operation?: string): Promise<[number, string | undefined]> => {
  const { status, body } = await call(token, operation)
  return [status, body.code]
}
const INVALID = [401, 'staff_token_invalid']

describe('an identity provider', () => {
  it('is told to everybody as it is now, and read again', async () => {
    const [event] = await profile.waitFor(identityProviderChanged, 1)
    expect(event?.key).toBe(`${profile.workspace.id}:identity_provider`)
    expect(event?.data).toMatchObject({ version: 1, issuer, claims: { email: 'email' }, jwksUri: `${base}/jwks` })
    const read = await profile.call('GET /v1/identity-provider')
    expect(read.body).toMatchObject({ version: 1, algorithms: ['RS256', 'ES256', 'EdDSA'] })
    expect((await put()).body.version).toBe(1)
  })

  it.each([
    [{ issuer: 'polyphon' }, 400, '/body/issuer'],
    [{ audience: '' }, 400, '/body/audience'],
    [{ algorithms: ['HS256'] }, 400, '/body/algorithms/0'],
    [{ algorithms: ['none'] }, 400, '/body/algorithms/0'],
    [{ algorithms: [] }, 400, '/body/algorithms'],
    [{ claims: {} }, 400, '/body/claims/email'],
    [{ claims: { email: 'email', staffId: 'sub' } }, 400, '/body/claims/email'],
    [{ roleNames: { lead: 'boss' } }, 400, '/body/roleNames/lead'],
    [{ jwksUri: 'http://10.0.0.1/jwks' }, 422, '/body/jwksUri'],
    [{ jwksUri: 'https://169.254.169.254/jwks' }, 422, '/body/jwksUri'],
    [{ jwksUri: 'file:///etc/passwd' }, 422, '/body/jwksUri'],
    [{ jwksUri: 'keys' }, 422, '/body/jwksUri'],
  ])('cannot be put with %j', async (changes, status, pointer) => {
    const refused = await put(changes)
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([status, pointer])
  })

  it('is put only by a key that may speak for staff', async () => {
    const scopes = ['profile:read', 'profile:write', 'workspace:manage', 'keys:manage']
    const made = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes } })
    expect((await put({}, made.body.secret)).body.code).toBe('scope_missing')
  })

  it('is of one workspace, unless the same claim says of a token whose it is', async () => {
    const theirs = (changes: object = {}) => put(changes, profile.other.secretKey)
    expect((await theirs()).body.code).toBe('identity_provider_taken')
    expect((await theirs({ claims: { email: 'email', workspace: 'org' } })).body.code).toBe('identity_provider_taken')
    expect(await codeOf(await tokenOf(), 'GET /v1/identity-provider')).toEqual([403, 'role_missing'])
    const claims = { email: 'email', workspace: 'org' }
    expect((await put({ claims })).status).toBe(200)
    expect((await theirs({ claims })).status).toBe(201)
    for (const tenant of [profile.workspace, profile.other]) {
      const token = await tokenOf({ claims: { org: tenant.id } })
      const { body } = await profile.call('GET /v1/units', { key: token })
      expect(body.items).toHaveLength(1)
      await profile.call('PUT /v1/units/firm', { body: { name: tenant.id }, key: tenant.secretKey })
      expect((await profile.call('GET /v1/units/firm', { key: token })).body.name).toBe(tenant.id)
    }
    for (const org of [undefined, 'nobody', [profile.workspace.id]])
      expect(await codeOf(await tokenOf({ claims: { org } }))).toEqual(INVALID)
    expect((await theirs({ audience: 'another', claims })).status).toBe(200)
    expect((await put()).status).toBe(200)
  })
})

describe('a token of an identity provider', () => {
  it('is taken with each algorithm, and also where its header is all that names the key', async () => {
    for (const pair of pairs) expect(await codeOf(await tokenOf({ pair })), pair.alg).toEqual([200, undefined])
    // One key of the set has this form, so that nothing is left open.
    expect(await codeOf(await tokenOf({ header: { kid: undefined } }))).toEqual([200, undefined])
    expect(await codeOf(await tokenOf({ claims: { aud: ['somebody', 'polyphon'] } }))).toEqual([200, undefined])
    for (const typ of ['JWT', 'at+jwt', 'application/at+jwt'])
      expect(await codeOf(await tokenOf({ header: { typ } })), typ).toEqual([200, undefined])
  })

  it.each<[string, Parts]>([
    ['of a foreign issuer', { claims: { iss: 'https://login.other.example' } }],
    ['that calls itself ours', { claims: { iss: 'polyphon' } }],
    ['for another audience', { claims: { aud: 'another-app' } }],
    ['without an audience', { claims: { aud: undefined } }],
    ['that has expired', { claims: { iat: seconds - 600, exp: seconds - 10 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['from the future', { claims: { iat: seconds + 60 } }],
    ['without its beginning', { claims: { iat: undefined } }],
    ['that is not good yet', { claims: { nbf: seconds + 60 } }],
    ['that lives for days', { claims: { exp: seconds + 86_401 } }],
    ['of a key that is not in the set', { header: { kid: 'unknown' } }],
    ['that ends a session', { header: { typ: 'logout+jwt' } }],
    ['that ends a session and does not say so', { claims: { events: {} } }],
    ['that is no JWT by its type', { header: { typ: 'dpop+jwt' } }],
    ['with what nobody understands', { header: { crit: ['vendor'], vendor: 1 } }],
    ['that brings its key along', { header: { kid: undefined, jwk: {} }, claims: { iss: 'polyphon' } }],
  ])('%s is refused', async (_what, parts) => {
    expect(await codeOf(await tokenOf(parts))).toEqual(INVALID)
  })

  it('without a signature, signed by a stranger or with the public key as a secret is refused', async () => {
    const claims = { iss: issuer, aud: 'polyphon', email: 'joerg@shop.example', iat: seconds, exp: seconds + 60 }
    const secret = new TextEncoder().encode(JSON.stringify(pairs[0]?.publicKey))
    for (const token of [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(secret),
      await tokenOf({ pair: stranger }),
      `${(await tokenOf()).slice(0, -6)}AAAAAA`,
    ])
      expect(await codeOf(token)).toEqual(INVALID)
  })

  it('is for somebody of the directory, whose address is not merely typed in', async () => {
    const unknown = [401, 'staff_unknown']
    for (const claims of [{ email: 'nobody@shop.example' }, { email: undefined }, { email_verified: false }])
      expect(await codeOf(await tokenOf({ claims }))).toEqual(unknown)
    for (const verified of ['false', 'False', 0, null, 'no'])
      expect(await codeOf(await tokenOf({ claims: { email_verified: verified } })), String(verified)).toEqual(unknown)
    for (const verified of [true, 'true'])
      expect(await codeOf(await tokenOf({ claims: { email_verified: verified } }))).toEqual([200, undefined])
    // Compared like the one of the directory, and the mailbox of somebody else: full width, a character of no width.
    for (const email of ['ｊoerg@shop.example', 'jo\u200Berg@shop.example', '"joerg"@shop.example'])
      expect(await codeOf(await tokenOf({ claims: { email } })), email).toEqual(unknown)
    await put({ claims: { staffId: 'polyphon.id' } })
    expect(await codeOf(await tokenOf({ claims: { polyphon: { id: staffId } } }))).toEqual([200, undefined])
    expect(await codeOf(await tokenOf({ claims: { 'polyphon.id': staffId } }))).toEqual([200, undefined])
    for (const id of ['joerg', randomUUID(), 17])
      expect(await codeOf(await tokenOf({ claims: { 'polyphon.id': id } }))).toEqual(unknown)
    await put()
  })

  it('brings its roles where a claim holds them, by its own names', async () => {
    await put({ claims: { email: 'email', roles: 'realm.roles' }, roleNames: { chef: 'admin' } })
    const as = async (roles: unknown) =>
      (await codeOf(await tokenOf({ claims: { realm: { roles } } }), 'GET /v1/keys'))[0]
    expect(await as(['verwaltung', 'chef'])).toBe(200)
    expect(await as('chef')).toBe(200)
    for (const roles of [['admin'], [], undefined, ['__proto__'], [{}]]) expect(await as(roles)).toBe(403)
    await put({ claims: { email: 'email', roles: 'roles' } })
    expect(await codeOf(await tokenOf({ claims: { roles: ['admin'] } }), 'GET /v1/keys')).toEqual([200, undefined])
    await put()
  })

  it('only with an algorithm that the workspace has named', async () => {
    await put({ algorithms: ['ES256'] })
    expect(await codeOf(await tokenOf({ pair: pairs[1] }))).toEqual([200, undefined])
    expect(await codeOf(await tokenOf())).toEqual(INVALID)
    await put()
  })

  it('is none in a body, in X-Write-Key or as the user of Basic', async () => {
    const token = await tokenOf()
    const basic = `Basic ${Buffer.from(`${token}:`).toString('base64')}`
    for (const headers of [{ authorization: basic }, { 'x-write-key': token }])
      expect((await profile.call('GET /v1/staff', { key: null, headers })).body.code).toBe('credential_unknown')
    const tracked = await profile.call('POST /v1/track', {
      key: null,
      body: { writeKey: token, userId: 'a', event: 'A' },
    })
    expect(tracked.status).toBe(401)
  })
})

describe('the keys of an identity provider', () => {
  const serve = async (path: string, listener: RequestListener): Promise<[number, string | undefined]> => {
    const before = answerWith
    answerWith = listener
    try {
      await put({ jwksUri: `${base}${path}` })
      return await codeOf(await tokenOf())
    } finally {
      answerWith = before
      await put()
    }
  }

  it.each<[string, RequestListener]>([
    ['lead elsewhere', (_request, response) => response.writeHead(302, { location: `${base}/jwks` }).end()],
    ['are no JSON', (_request, response) => response.end('<html>')],
    ['are no set', (_request, response) => response.end('{"keys":{}}')],
    ['are none', (_request, response) => response.end('{"keys":[]}')],
    ['are shared secrets', (_request, response) => response.end('{"keys":[{"kty":"oct","k":"AAAA","kid":"rsa"}]}')],
    ['are too many bytes', (_request, response) => response.end(`{"keys":[],"x":"${'x'.repeat(70_000)}"}`)],
    ['break off', (_request, response) => response.socket?.destroy()],
    ['are an error', (_request, response) => response.writeHead(500).end('{"keys":[]}')],
  ])('that %s are not to be had', async (what, listener) => {
    expect(await serve(`/wrong/${encodeURIComponent(what)}`, listener)).toEqual([503, 'identity_provider_unavailable'])
  })

  it('are asked for once by many who come at once', async () => {
    await put({ jwksUri: `${base}/once` })
    const token = await tokenOf()
    const answers = await Promise.all(Array.from({ length: 20 }, () => codeOf(token)))
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([200]))
    expect(fetched.filter((path) => path === '/once')).toHaveLength(1)
    await put()
  })
})
