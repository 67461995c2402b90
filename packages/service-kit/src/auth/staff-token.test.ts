import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { WorkspaceDirectory } from './directory.js'
import type { Staff } from './staff.js'
import { looksLikeToken, signStaffToken } from './staff-token.js'
import { verifyStaffToken } from './verify-staff.js'
import type { StoredKey } from './workspace.js'

const NOW = new Date('2026-11-29T10:00:00.000Z')
const WORKSPACE = '0199aaaa-0000-7000-8000-000000000001'
const OTHER = '0199aaaa-0000-7000-8000-000000000002'
const KEY = '0199aaaa-0000-7000-8000-000000000003'
const OWN_PAIR = '0199aaaa-0000-7000-8000-000000000004'
const STAFF = '0199aaaa-0000-7000-8000-000000000005'
const LEFT = '0199aaaa-0000-7000-8000-000000000006'
const seconds = NOW.getTime() / 1000

let signing: JWK
let publicHalf: JWK
let theirs: JWK
let workspaces: WorkspaceDirectory

beforeAll(async () => {
  const pairs = await Promise.all([1, 2].map(() => generateKeyPair('ES256', { extractable: true })))
  const [first, registered] = pairs
  if (first === undefined || registered === undefined) throw new Error('Two pairs were made.')
  signing = await exportJWK(first.privateKey)
  publicHalf = await exportJWK(first.publicKey)
  theirs = await exportJWK(registered.privateKey)
  const key = (keyId: string, publicKey: JWK, scopes: readonly string[]): StoredKey => ({
    keyId,
    workspaceId: WORKSPACE,
    kind: 'person',
    hash: null,
    publicKey,
    scopes,
    origins: [],
    unit: null,
    expiresAt: null,
    revokedAt: null,
    createdAt: NOW,
  })
  const keys = [
    key(KEY, publicHalf, ['staff:impersonate']),
    // A pair that the firm itself has registered for tokens of persons.
    key(OWN_PAIR, await exportJWK(registered.publicKey), []),
  ]
  const staff = (staffId: string, validTo: Date | null): Staff => ({
    staffId,
    version: 1,
    name: 'Jörg',
    email: 'joerg@shop.example',
    unit: 'service',
    roles: ['agent'],
    validFrom: null,
    validTo,
    details: { languages: [], channels: [], absences: [], notify: [] },
    createdAt: NOW,
    updatedAt: NOW,
  })
  const known = new Map([
    [STAFF, staff(STAFF, null)],
    [LEFT, staff(LEFT, NOW)],
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is looked up
  workspaces = {
    personKeys: async (id: string) => (id === WORKSPACE ? keys : []),
    identityProviders: async () => [],
    staff: async (id: string, staffId: string) => (id === WORKSPACE ? (known.get(staffId) ?? null) : null),
  } as unknown as WorkspaceDirectory
})

const sign = (staffId = STAFF, ttlSeconds = 3_600, issuedAt = NOW): Promise<{ token: string }> =>
  signStaffToken({ workspaceId: WORKSPACE, keyId: KEY, privateKey: signing, staffId, issuedAt, ttlSeconds })

interface Parts {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly key?: JWK
}

/** A token as ours are, except for what is said. */
const forge = ({ header = {}, claims = {}, key = signing }: Parts): Promise<string> =>
  new SignJWT({
    iss: 'polyphon',
    sub: `staff:${STAFF}`,
    aud: WORKSPACE,
    iat: seconds,
    exp: seconds + 3_600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: KEY, ...header })
    .sign(key)

const verify = (token: string, now = NOW) => verifyStaffToken(token, workspaces, now)

describe('a staff token of ours', () => {
  it('says who calls, with the unit and the roles that they have now', async () => {
    const { token } = await sign()
    expect(looksLikeToken(token)).toBe(true)
    expect(await verify(token)).toEqual({ workspaceId: WORKSPACE, staffId: STAFF, unit: 'service', roles: ['agent'] })
    for (const typ of [undefined, 'JWT', 'at+jwt', 'application/AT+JWT'])
      expect(await verify(await forge({ header: { typ } }))).toMatchObject({ staffId: STAFF })
  })

  it('is good until it expires, and five seconds longer for clocks that differ', async () => {
    const { token } = await sign()
    const at = (after: number): Date => new Date(NOW.getTime() + after * 1_000)
    await expect(verify(token, at(3_604))).resolves.toMatchObject({ staffId: STAFF })
    await expect(verify(token, at(3_606))).rejects.toMatchObject({ code: 'staff_token_invalid' })
    await expect(verify(token, at(-4))).resolves.toMatchObject({ staffId: STAFF })
    await expect(verify(token, at(-6))).rejects.toMatchObject({ code: 'staff_token_invalid' })
  })

  it.each<[string, Parts]>([
    ['of another issuer', { claims: { iss: 'https://login.shop.example' } }],
    ['without an issuer', { claims: { iss: undefined } }],
    ['of another workspace', { claims: { aud: OTHER } }],
    ['of two workspaces', { claims: { aud: [WORKSPACE, OTHER] } }],
    ['of no workspace', { claims: { aud: 'all' } }],
    ['without an audience', { claims: { aud: undefined } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that says not when it was issued', { claims: { iat: undefined } }],
    ['that lives longer than twelve hours', { claims: { exp: seconds + 43_201 } }],
    ['issued in the future', { claims: { iat: seconds + 60 } }],
    ['that is not good yet', { claims: { nbf: seconds + 60 } }],
    ['of a key that nobody knows', { header: { kid: 'x' } }],
    ['that names no key', { header: { kid: undefined } }],
    ['that says goodbye', { header: { typ: 'logout+jwt' } }],
    ['that says goodbye by its claims', { claims: { events: {} } }],
    ['that proves a key', { header: { typ: 'dpop+jwt' } }],
    ['that tells of what has happened', { header: { typ: 'secevent+jwt' } }],
    ['whose type is no text', { header: { typ: 17 } }],
    ['that is larger than any', { claims: { groups: 'x'.repeat(12_000) } }],
  ])('%s is refused', async (_what, parts) => {
    await expect(verify(await forge(parts))).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'staff_token_invalid',
    })
  })

  it('signed by another key is refused', async () => {
    await expect(verify(await forge({ key: theirs }))).rejects.toMatchObject({ code: 'staff_token_invalid' })
  })

  it('is none where the firm signs it with a pair of its own, which is for persons', async () => {
    const token = await forge({ header: { kid: OWN_PAIR }, key: theirs })
    await expect(verify(token)).rejects.toMatchObject({ code: 'staff_token_invalid' })
  })

  it('is none with a header that has to be understood, and is not', async () => {
    const [, body, signature] = (await forge({})).split('.')
    const header = { alg: 'ES256', kid: KEY, crit: ['exp-policy'], 'exp-policy': 'strict' }
    const head = Buffer.from(JSON.stringify(header)).toString('base64url')
    // Signed by the right key, header and all.
    const subtle = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      await crypto.subtle.importKey('jwk', signing, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']),
      Buffer.from(`${head}.${body}`),
    )
    const signed = `${head}.${body}.${Buffer.from(subtle).toString('base64url')}`
    for (const token of [signed, `${head}.${body}.${signature}`])
      await expect(verify(token)).rejects.toMatchObject({ code: 'staff_token_invalid' })
  })

  it('is none without a signature, or with one made of what everybody can read', async () => {
    const claims = { iss: 'polyphon', sub: `staff:${STAFF}`, aud: WORKSPACE, iat: seconds, exp: seconds + 60 }
    const unsigned = new UnsecuredJWT(claims).encode()
    const secret = new TextEncoder().encode(JSON.stringify(publicHalf))
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: KEY }).sign(secret)
    const [head, body] = (await forge({})).split('.')
    for (const token of [unsigned, shared, `${head}.${body}.`, `${head}.${body}.AAAA`, 'eyJ..', 'eyJhbGciOiJ9.e30.x'])
      await expect(verify(token), token).rejects.toMatchObject({ code: 'staff_token_invalid' })
  })

  it.each([
    [LEFT, 'staff_inactive'],
    [OTHER, 'staff_unknown'],
    ['nobody', 'staff_unknown'],
  ])('for %s is refused with %s', async (staffId, code) => {
    const { token } = await sign(staffId)
    await expect(verify(token)).rejects.toMatchObject({ kind: 'unauthenticated', code })
  })

  it('for a person speaks for none of the staff', async () => {
    for (const sub of [`profile:${STAFF}`, `user:${STAFF}`, STAFF, undefined])
      await expect(verify(await forge({ claims: { sub } }))).rejects.toMatchObject({ code: 'staff_unknown' })
  })
})
