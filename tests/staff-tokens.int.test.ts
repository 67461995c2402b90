import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'
import { eventually } from '@polyphon/testkit'
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Login, makePair, openLogin, type Pair } from './admission/login.js'
import { SERVICES, type ServiceName, startTestStack, type TestStack } from './stack.js'

const EMAIL = 'joerg@hofladen.example'
const PATIENT = { timeoutMs: 120_000 }

let stack: TestStack
let login: Login
let first: Pair
let second: Pair
let stranger: Pair
const staffId = randomUUID()

beforeAll(async () => {
  stack = await startTestStack({ TRUST_PROXY: 'true' })
  login = await openLogin('https://login.hofladen.example')
  ;[first, second, stranger] = await Promise.all([
    makePair('RS256', 'first'),
    makePair('RS256', 'second'),
    makePair('RS256', 'first'),
  ])
  login.publish([first])
  const { issuer, audience, jwksUri } = login
  await put('/v1/units/service', { name: 'Service' })
  await put(`/v1/staff/${staffId}`, { name: 'Jörg', email: EMAIL, unit: 'service', roles: ['admin'] })
  await put('/v1/identity-provider', { issuer, audience, jwksUri })
  const token = await login.sign(first, { email: EMAIL })
  for (const service of SERVICES)
    await eventually(async () => {
      const [status, code] = await ask(service, token)
      if (status !== 200) throw new Error(`${service}: ${code ?? status}`)
    }, PATIENT)
}, 300_000)

afterAll(async () => {
  login?.close()
  await stack?.close()
})

async function put(path: string, body: object): Promise<void> {
  const answer = await stack.workspace.call('profile', `PUT ${path}`, { body })
  if (answer.status >= 300) throw new Error(answer.text)
}

let address = 0
/** Each from an address of its own: whoever tries out many tokens is stopped for that. */
const from = (): Record<string, string> => ({ 'x-forwarded-for': `2001:db8:2:${((address += 1)).toString(16)}::1` })

async function ask(service: ServiceName, token: string): Promise<readonly [number, string | null]> {
  const { status, body } = await stack.workspace.call(service, 'GET /v1/jobs', { key: token, headers: from() })
  return [status, body.code ?? null]
}

const INVALID = [401, 'staff_token_invalid'] as const
const seconds = (): number => Math.floor(Date.now() / 1_000)
const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

type Claims = Readonly<Record<string, unknown>>
const claims = (changes: Claims = {}): Claims => ({
  iss: login.issuer,
  aud: login.audience,
  iat: seconds(),
  exp: seconds() + 600,
  email: EMAIL,
  ...changes,
})
const signed = (changes: Claims = {}, header = {}, pair = first): Promise<string> =>
  login.sign(pair, { email: EMAIL, ...changes }, header)

/** With the public key, as everybody can read it, in the place of a shared secret. */
async function byPublicKey(form: 'jwk' | 'pem'): Promise<string> {
  const key = await importJWK(first.publicKey, 'RS256')
  if (key instanceof Uint8Array) throw new Error('A public key is no secret.')
  const text = form === 'jwk' ? JSON.stringify(first.publicKey) : await exportSPKI(key)
  return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(Buffer.from(text))
}

const parts = async (): Promise<readonly string[]> => (await signed()).split('.')

const WRONG: Readonly<Record<string, () => string | Promise<string>>> = {
  'is signed by nobody (alg none)': () => new UnsecuredJWT(claims()).encode(),
  'says RS256 and has no signature': async () => `${(await parts()).slice(0, 2).join('.')}.`,
  'is signed with the public key as a secret, as JWK': () => byPublicKey('jwk'),
  'is signed with the public key as a secret, as PEM': () => byPublicKey('pem'),
  'is of a foreign issuer': () => signed({ iss: 'https://login.bergstiefel.example' }),
  'calls itself ours': () => signed({ iss: 'polyphon' }),
  'is for another audience': () => signed({ aud: 'another-app' }),
  'is for nobody': () => signed({ aud: undefined }),
  'has expired': () => signed({ iat: seconds() - 600, exp: seconds() - 60 }),
  'never expires': () => signed({ exp: undefined }),
  'is not good yet': () => signed({ nbf: seconds() + 300 }),
  'was issued in the future': () => signed({ iat: seconds() + 300 }),
  'lives for days': () => signed({ exp: seconds() + 200_000 }),
  'names an unknown key': () => signed({}, { kid: 'nobody' }),
  'is signed by a stranger under a known name': () => signed({}, {}, stranger),
  'brings its own key': () => signed({}, { jwk: stranger.publicKey }, stranger),
  'says where its keys are': () => signed({}, { jku: 'http://127.0.0.1:1/jwks' }, stranger),
  'has a header that has to be understood': async () =>
    `${encode({ alg: 'RS256', kid: 'first', crit: ['exp'], exp: 1 })}.${(await parts()).slice(1).join('.')}`,
  'is of another type': () => signed({}, { typ: 'logout+jwt' }),
  'has a header that is no JSON': () => `eyJ${encode('no json').slice(3)}.${encode(claims())}.AAAA`,
  'has claims that are no JSON': () => `${encode({ alg: 'RS256', kid: 'first' })}.${encode('no json')}.AAAA`,
  'has claims that are no object': () => `${encode({ alg: 'RS256', kid: 'first' })}.${encode('[17]')}.AAAA`,
  'consists of dots': () => 'eyJ..',
  'is larger than any': () => signed({ groups: 'x'.repeat(10_000) }),
}

describe('a token that', () => {
  it.each(Object.keys(WRONG))('%s is refused by every service', async (what) => {
    const token = (await WRONG[what]?.()) ?? ''
    for (const service of SERVICES) expect(await ask(service, token), service).toEqual(INVALID)
  })

  it('has 100 KB is refused before it is read, and the next one is served', async () => {
    const token = await signed({ groups: 'x'.repeat(100_000) })
    for (const service of SERVICES) {
      const url = new URL(stack.url(service))
      const head = await new Promise<string>((resolve) => {
        const socket = connect(Number(url.port), url.hostname)
        let text = ''
        socket.setEncoding('utf8').on('data', (part: string) => (text += part))
        // Whoever still writes while the answer comes may lose it with the connection.
        socket.on('error', () => resolve(text)).on('close', () => resolve(text))
        socket.write(`GET /v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`)
      })
      expect(head, service).toMatch(/^(HTTP\/1\.1 431 [^]*"headers_too_large"|$)/)
      expect(await ask(service, await signed())).toEqual([200, null])
    }
  })

  it('is right is served, also where it calls itself an access token', async () => {
    for (const service of SERVICES)
      for (const typ of ['JWT', 'at+jwt'])
        expect(await ask(service, await signed({}, { typ })), `${service} ${typ}`).toEqual([200, null])
  })
})

describe('several Authorization headers', () => {
  const codeOf = (service: ServiceName, path: string, tokens: readonly string[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const url = new URL(`${stack.url(service)}${path}`)
      const headers = ['host', url.host, ...tokens.flatMap((token) => ['Authorization', `Bearer ${token}`])]
      const sent = request(url, { headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => resolve([response.statusCode, JSON.parse(text).code]))
      })
      sent.on('error', reject).end()
    })

  it('are refused, whichever of them is good', async () => {
    const [good, bad] = [await signed(), await signed({ aud: 'another-app' })]
    for (const service of SERVICES)
      for (const tokens of [
        [good, bad],
        [bad, good],
        [good, good],
        [stack.workspace.secretKey, stack.other.secretKey],
      ])
        expect(await codeOf(service, '/v1/jobs', tokens), service).toEqual([400, 'authorization_repeated'])
  })
})

describe('the keys of the identity provider', () => {
  it('are not asked for by whoever invents names of keys', async () => {
    const [before, began] = [login.fetches(), performance.now()]
    for (const service of SERVICES)
      await Promise.all(
        Array.from({ length: 100 }, async (_, at) =>
          expect(await ask(service, await signed({}, { kid: `invented-${at}` }))).toEqual(INVALID),
        ),
      )
    // Each service asks once in half a minute at most.
    const turns = 1 + Math.ceil((performance.now() - began) / 30_000)
    expect(login.fetches() - before).toBeLessThanOrEqual(SERVICES.length * turns)
  })

  it('are followed when they are rotated: the new one is served, the old one refused', async () => {
    login.publish([first, second])
    const [byOld, byNew] = [await signed(), await signed({}, {}, second)]
    for (const service of SERVICES)
      await eventually(async () => expect(await ask(service, byNew)).toEqual([200, null]), PATIENT)
    for (const service of SERVICES) expect(await ask(service, byOld), service).toEqual([200, null])
    // Two of one form: a token has to say which.
    for (const service of SERVICES) expect(await ask(service, await signed({}, { kid: undefined }))).toEqual(INVALID)
    const third = await makePair('RS256', 'third')
    login.publish([second, third])
    const byThird = await signed({}, {}, third)
    for (const service of SERVICES)
      await eventually(async () => expect(await ask(service, byThird)).toEqual([200, null]), PATIENT)
    for (const service of SERVICES) expect(await ask(service, byOld), service).toEqual(INVALID)
  }, 300_000)
})
