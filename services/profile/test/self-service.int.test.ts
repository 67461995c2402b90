import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, fresh, type Json } from './calling.js'
import { NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const { put } = callsOf(() => profile)
const MINUTE = 60_000

async function tokenOf(profileId: string): Promise<string> {
  const { body } = await profile.call('POST /v1/person-tokens', { body: { profileId } })
  return body.token
}

const erase = async (token: string, headers: Readonly<Record<string, string>>, body: Json = {}) => {
  const { publishableKey: key } = profile.workspace
  return profile.call('POST /v1/privacy/erasures', {
    key,
    headers: { 'polyphon-person': token, ...headers },
    body: { reason: 'Wunsch aus der Ferne', ...body },
  })
}
const isThere = async (profileId: string) => (await profile.call(`GET /v1/profiles/${profileId}`)).status

describe('an erasure that a person requests themselves', () => {
  it('needs a token of the last 15 minutes: one that lay about proves nothing', async () => {
    const anna = await put(fresh('anna'))
    const stale = await tokenOf(anna)
    await profile.advanceTo(new Date(NOW.getTime() + 15 * MINUTE))
    const headers = { 'idempotency-key': randomUUID() }
    const refused = await erase(stale, headers)
    expect([refused.status, refused.body.code]).toEqual([403, 'person_not_verified'])
    // It is about themselves all the same, whatever the body names.
    expect((await erase(stale, { 'idempotency-key': randomUUID() }, { profileId: anna })).status).toBe(403)
    expect(await isThere(anna)).toBe(200)
    const done = await erase(await tokenOf(anna), { 'idempotency-key': randomUUID() })
    expect([done.status, done.body.profileId]).toEqual([202, anna])
    expect(await isThere(anna)).toBe(404)
    await profile.advanceTo(NOW)
  })

  it('needs an Idempotency-Key, under which it is answered once more', async () => {
    const anna = await put(fresh('anna'))
    const token = await tokenOf(anna)
    const without = await erase(token, {})
    expect([without.status, without.body.code]).toEqual([400, 'idempotency_key_required'])
    expect(await isThere(anna)).toBe(200)
    const headers = { 'idempotency-key': randomUUID() }
    const [first, again] = [await erase(token, headers), await erase(token, headers)]
    expect([first.status, again.status, again.body.jobId]).toEqual([202, 202, first.body.jobId])
    // Of somebody else who takes the same key it is neither the answer nor the request.
    const jonas = await put(fresh('jonas'))
    const other = await erase(await tokenOf(jonas), headers)
    expect([other.status, other.body.jobId, await isThere(jonas)]).toEqual([422, undefined, 200])
  })

  it('is about nobody else, by id or by identifier', async () => {
    const [user, other] = [fresh('anna'), fresh('jonas')]
    const [anna, jonas] = [await put(user), await put(other)]
    const token = await tokenOf(anna)
    for (const whom of [{ profileId: jonas }, { identifier: { type: 'user_id', value: other } }]) {
      const refused = await erase(token, { 'idempotency-key': randomUUID() }, whom)
      expect([refused.status, refused.body.code]).toEqual([403, 'not_own_profile'])
    }
    expect([await isThere(anna), await isThere(jonas)]).toEqual([200, 200])
  })
})
