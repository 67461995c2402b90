import { caller } from '@polyphon/testkit'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
let jane: string
let jürgen: string
beforeAll(async () => {
  profile = await startProfile(NOW)
  const traits = { firstName: 'Jürgen', locale: 'de-CH', timezone: 'Europe/Zurich', street: 'Straße 5 – Hinterhaus' }
  jürgen = await addPerson(profile, { traits, identifiers: [{ type: 'user_id', value: 'Kunde-Ä' }] })
  jane = await addPerson(profile, { traits: { firstName: 'Jane' } })
})
afterAll(() => profile.close())

const issue = (body: unknown, key?: string) =>
  profile.call('POST /v1/person-tokens', { body, ...(key === undefined ? {} : { key }) })
const context = (token: string | null, key = profile.workspace.publishableKey) =>
  profile.call('GET /v1/context', { key, headers: token === null ? {} : { 'polyphon-person': token } })
const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000)

describe('issuing a person token', () => {
  it('signs for one person of this workspace, for as long as was requested', async () => {
    const made = await issue({ profileId: jane, ttlSeconds: 60 })
    expect(made.status).toBe(201)
    expect(made.body.expiresAt).toBe(new Date(NOW.getTime() + 60_000).toISOString())
    expect(decodeJwt(made.body.token)).toMatchObject({
      sub: `profile:${jane}`,
      aud: profile.workspace.id,
      exp: seconds(NOW) + 60,
    })
    const { body } = await issue({ userId: 'somebody-new' })
    expect(decodeJwt(body.token)).toMatchObject({ sub: 'user:somebody-new', exp: seconds(NOW) + 3_600 })
  })

  it('does not sign for somebody who is not there, in this workspace or at all', async () => {
    const foreign = await addPerson(profile, { workspaceId: profile.other.id })
    for (const profileId of [foreign, '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01']) {
      const refused = await issue({ profileId })
      expect([refused.status, refused.body.code]).toEqual([404, 'profile_unknown'])
    }
  })

  it('names what is wrong', async () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [{}, '/body/profileId'],
      [{ profileId: jane, userId: 'both' }, '/body/profileId'],
      [{ profileId: 'jane' }, '/body/profileId'],
      [{ userId: '' }, '/body/userId'],
      [{ userId: 'a', ttlSeconds: 59 }, '/body/ttlSeconds'],
      [{ userId: 'a', ttlSeconds: 86_401 }, '/body/ttlSeconds'],
      [{ userId: 'a', scope: 'all' }, '/body/scope'],
    ]
    for (const [body, pointer] of cases) {
      const refused = await issue(body)
      expect([refused.status, refused.body.errors[0]?.pointer], JSON.stringify(body)).toEqual([400, pointer])
    }
  })

  it('needs a secret key that may write', async () => {
    expect((await issue({ profileId: jane }, profile.workspace.publishableKey)).status).toBe(403)
    const reader = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:read'] } })
    expect((await issue({ profileId: jane }, reader.body.secret)).status).toBe(403)
  })

  it('signs with a new key pair after the old one was revoked', async () => {
    const { secretKey } = await profile.newWorkspace()
    const mine = caller(profile.url, secretKey)
    await mine('POST /v1/person-tokens', { body: { userId: 'a' } })
    const persons = async () =>
      (await mine('GET /v1/keys')).body.items.filter((key: { kind: string }) => key.kind === 'person')
    const [first] = await persons()
    await mine(`DELETE /v1/keys/${first.id}`)
    expect((await mine('POST /v1/person-tokens', { body: { userId: 'a' } })).status).toBe(201)
    const now = await persons()
    expect(now.map((key: { revokedAt: string | null }) => key.revokedAt === null)).toEqual([true, false])
  })
})

describe('the context of a person', () => {
  it('shows exactly this person', async () => {
    const { body } = await issue({ profileId: jürgen })
    const answer = await context(body.token)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      profileId: jürgen,
      locale: 'de-CH',
      timeZone: 'Europe/Zurich',
      traits: { firstName: 'Jürgen', locale: 'de-CH', timezone: 'Europe/Zurich', street: 'Straße 5 – Hinterhaus' },
      segments: [],
      consents: {},
    })
  })

  it('finds a person by the user id of the customer, however it was composed', async () => {
    const { body } = await issue({ userId: 'Kunde-Ä'.normalize('NFD') })
    expect((await context(body.token)).body.profileId).toBe(jürgen)
  })

  it('does not know a user who has not been seen', async () => {
    const { body } = await issue({ userId: 'nobody' })
    expect((await context(body.token)).status).toBe(404)
  })

  it('needs a publishable key and a person token together', async () => {
    const { body } = await issue({ profileId: jane })
    expect((await context(null)).body.code).toBe('person_token_required')
    const withSecret = await context(body.token, profile.workspace.secretKey)
    expect([withSecret.status, withSecret.body.code]).toEqual([403, 'person_token_required'])
    expect(
      (await profile.call('GET /v1/context', { key: null, headers: { 'polyphon-person': body.token } })).status,
    ).toBe(401)
  })

  it('opens nothing else', async () => {
    const { body } = await issue({ profileId: jane })
    const reads = await profile.call(`GET /v1/profiles/${jane}`, {
      key: profile.workspace.publishableKey,
      headers: { 'polyphon-person': body.token },
    })
    expect(reads.status).toBe(403)
  })
})

describe('a person token that is refused', () => {
  const expectInvalid = async (token: string, key?: string): Promise<void> => {
    const refused = await context(token, key)
    expect([refused.status, refused.body.code]).toEqual([401, 'person_token_invalid'])
  }
  const registeredPair = async () => {
    const pair = await generateKeyPair('ES256', { extractable: true })
    const publicKey = await exportJWK(pair.publicKey)
    const { body } = await profile.call('POST /v1/keys', { body: { kind: 'person', publicKey } })
    const sign = (claims: { sub: string; aud?: string; lives?: number; ago?: number }, alg = 'ES256') => {
      const issuedAt = seconds(NOW) - (claims.ago ?? 0)
      return new SignJWT()
        .setProtectedHeader({ alg, kid: body.id })
        .setSubject(claims.sub)
        .setAudience(claims.aud ?? profile.workspace.id)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + (claims.lives ?? 600))
        .sign(pair.privateKey)
    }
    return { keyId: body.id, sign }
  }

  it('has another audience, has expired, lives too long, or speaks for nobody', async () => {
    const { sign } = await registeredPair()
    const sub = `profile:${jane}`
    expect((await context(await sign({ sub }))).status).toBe(200)
    expect((await context(await sign({ sub, lives: 86_400 }))).status).toBe(200)
    await expectInvalid(await sign({ sub, aud: profile.other.id }))
    await expectInvalid(await sign({ sub, ago: 606, lives: 600 }))
    await expectInvalid(await sign({ sub, lives: 86_401 }))
    await expectInvalid(await sign({ sub: jane }))
    await expectInvalid(await sign({ sub: 'profile:jane' }))
  })

  it('is of another workspace', async () => {
    const made = await profile.call('POST /v1/person-tokens', { body: { userId: 'a' }, key: profile.other.secretKey })
    await expectInvalid(made.body.token)
    await expectInvalid((await issue({ profileId: jane })).body.token, profile.other.publishableKey)
  })

  it('is not signed, or signed with a key that nobody has registered, or with a revoked one', async () => {
    const sub = `profile:${jane}`
    const unsigned = new UnsecuredJWT({}).setSubject(sub).setAudience(profile.workspace.id).setIssuedAt(seconds(NOW))
    await expectInvalid(unsigned.setExpirationTime(seconds(NOW) + 600).encode())
    const stranger = await generateKeyPair('ES256')
    const forged = new SignJWT().setProtectedHeader({ alg: 'ES256' }).setSubject(sub).setAudience(profile.workspace.id)
    await expectInvalid(
      await forged
        .setIssuedAt(seconds(NOW))
        .setExpirationTime(seconds(NOW) + 600)
        .sign(stranger.privateKey),
    )
    await expectInvalid('not a token')
    const { keyId, sign } = await registeredPair()
    const token = await sign({ sub })
    expect((await context(token)).status).toBe(200)
    await profile.call(`DELETE /v1/keys/${keyId}`)
    await expectInvalid(token)
  })
})
