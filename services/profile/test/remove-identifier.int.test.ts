import { profileChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, fresh } from './calling.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const { get, merge } = callsOf(() => profile)
const identifiersOf = async (id: string): Promise<readonly string[]> =>
  (await get(id)).identifiers.map(({ type, value }: { type: string; value: string }) => `${type}:${value}`).toSorted()
const find = async (identifier: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`)).body.items.map(
    ({ id }: { id: string }) => id,
  )
const remove = (id: string, type: string, value: string, key = profile.workspace.secretKey) =>
  profile.call(`DELETE /v1/profiles/${id}/identifiers/${encodeURIComponent(type)}/${encodeURIComponent(value)}`, {
    key,
  })

/** Whose the event is. */
async function came(call: Record<string, unknown>, kind = 'track'): Promise<string> {
  const messageId = fresh('message')
  await profile.call(`POST /v1/${kind}`, { body: { ...(kind === 'track' ? { event: 'X' } : {}), messageId, ...call } })
  return (await profile.call(`GET /v1/events/${messageId}/trace`)).body.profileId
}

const external = (id: string, type: string) => ({
  context: { externalIds: [{ id, type, collection: 'users', encoding: 'none' }] },
})

/** Somebody with a user id and an address. */
async function person() {
  const user = fresh('änne')
  const email = `${user.replace('ä', 'ae')}@example.org`
  return { user, email, id: await came({ userId: user, traits: { email, plan: 'plus' } }, 'identify') }
}

describe('an identifier that is removed', () => {
  it('leads to nobody, and what happened stays theirs', async () => {
    const { id, user, email } = await person()
    const before = await get(id)
    const answer = await remove(id, 'email', ` ${email.toUpperCase()}`)
    expect(answer.status).toBe(204)
    expect(await identifiersOf(id)).toEqual([`user_id:${user}`])
    expect(await find(`email:${email}`)).toEqual([])
    const after = await get(id)
    expect([after.traits, after.revision]).toEqual([before.traits, before.revision + 1])
    const [snapshot] = await profile.waitFor(
      profileChanged,
      1,
      ({ data }) => data.profileId === id && data.revision === after.revision,
    )
    expect(snapshot?.data).toMatchObject({ identifiers: [{ type: 'user_id', value: user }] })
    const timeline = (await profile.call(`GET /v1/profiles/${id}/timeline?kind=interaction`)).body
    expect(timeline.items).toHaveLength(1)
  })

  it('is whose the next event says that names it, be it the same person', async () => {
    const [anna, jonas] = [await person(), await person()]
    await remove(anna.id, 'email', anna.email)
    expect(await came({ userId: jonas.user, traits: { email: anna.email } }, 'identify')).toBe(jonas.id)
    expect(await find(`email:${anna.email}`)).toEqual([jonas.id])
    await remove(jonas.id, 'email', anna.email)
    await came({ userId: anna.user, traits: { email: anna.email } }, 'identify')
    expect(await find(`email:${anna.email}`)).toEqual([anna.id])
  })

  it('is found by any id that the person ever had, and with every character', async () => {
    const { id, user } = await person()
    const old = await came({ userId: fresh('alt') })
    await merge(id, old)
    for (const [type, value] of [
      ['crm_id', 'a/b?c#d%2F%25é 😀'],
      ['ios.id', 'A b+c;d=e&f'],
    ] as const) {
      const before = await identifiersOf(id)
      await came({ userId: user, ...external(value, type) })
      const gained = (await identifiersOf(id)).filter((identifier) => !before.includes(identifier))
      expect(gained).toHaveLength(1)
      const [name = '', ...rest] = gained[0]?.split(':') ?? []
      expect((await remove(old, name, rest.join(':'))).status).toBe(204)
    }
  })

  it('is judged anew by segments that look at it', async () => {
    await profile.call('PUT /v1/segments/with-mail', {
      body: { name: 'Adresse', condition: { path: 'identifiers.email', op: 'exists' } },
    })
    const { id, email } = await person()
    expect((await get(id)).segments).toContain('with-mail')
    await remove(id, 'email', email)
    expect((await get(id)).segments).not.toContain('with-mail')
  })
})

describe('a shared identifier that is removed', () => {
  it('is that of the only one who has it still', async () => {
    const [anna, jonas] = [await person(), await person()]
    const value = fresh('gerät')
    for (const { user } of [anna, jonas, anna]) await came({ userId: user, anonymousId: value })
    await remove(anna.id, 'anonymous_id', value)
    expect(await came({ anonymousId: value })).toBe(jonas.id)
    expect(await find(`anonymous_id:${value}`)).toEqual([jonas.id])
  })

  it('stays shared while others have it, also by the anonymous person of it alone', async () => {
    const [anna, jonas] = [await person(), await person()]
    const value = fresh('gerät')
    for (const { user } of [anna, jonas, anna]) await came({ userId: user, anonymousId: value })
    const home = await came({ anonymousId: value })
    await remove(anna.id, 'anonymous_id', value)
    expect(await came({ anonymousId: value })).toBe(home)
    await remove(jonas.id, 'anonymous_id', value)
    expect(await came({ userId: jonas.user, anonymousId: value })).toBe(jonas.id)
    expect(await came({ anonymousId: value })).toBe(home)
  })
})

describe('what is refused', () => {
  it('is named, and changes nothing', async () => {
    const [anna, jonas] = [await person(), await person()]
    const tried = async (...what: Parameters<typeof remove>) => {
      const { status, body } = await remove(...what)
      return [status, body?.code]
    }
    expect(await tried('019aa5c0-0000-7000-8000-00000000dead', 'email', anna.email)).toEqual([404, 'profile_unknown'])
    expect(await tried(anna.id, 'email', jonas.email)).toEqual([404, 'identifier_unknown'])
    expect(await tried(anna.id, 'email', 'keine')).toEqual([404, 'identifier_unknown'])
    expect(await tried(anna.id, 'user_id', anna.user.toUpperCase())).toEqual([404, 'identifier_unknown'])
    expect(await tried(anna.id, 'email', anna.email, profile.other.secretKey)).toEqual([404, 'profile_unknown'])
    expect((await remove(anna.id, 'email', anna.email, profile.workspace.publishableKey)).status).toBe(403)
    expect(await tried(anna.id, 'email', anna.email)).toEqual([204, undefined])
    expect(await tried(anna.id, 'email', anna.email)).toEqual([404, 'identifier_unknown'])
    expect(await tried(anna.id, 'user_id', anna.user)).toEqual([409, 'identifier_last'])
    expect(await identifiersOf(anna.id)).toEqual([`user_id:${anna.user}`])
  })

  it('is the last one of many that are removed at the same moment', async () => {
    const { id, user, email } = await person()
    const answers = await Promise.all([remove(id, 'email', email), remove(id, 'user_id', user)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
    expect(await identifiersOf(id)).toHaveLength(1)
  })

  it('is that of somebody who was erased', async () => {
    const { id, email } = await person()
    await profile.call('POST /v1/privacy/erasures', {
      body: { profileId: id, reason: 'Antrag' },
      headers: { 'idempotency-key': fresh('erase') },
    })
    const { status, body } = await remove(id, 'email', email)
    expect([status, body.code]).toEqual([404, 'profile_unknown'])
  })
})

describe('a split of whoever has lost an identifier and got it again', () => {
  it('reads whose it has been since', async () => {
    const [anna, jonas] = [await person(), await person()]
    await merge(anna.id, jonas.id)
    await remove(anna.id, 'email', jonas.email)
    await came({ userId: anna.user, traits: { email: jonas.email } }, 'identify')
    const split = await profile.call(`POST /v1/profiles/${anna.id}/split`, {
      body: { identifiers: [{ type: 'user_id', value: jonas.user }], reason: 'zwei' },
    })
    expect(split.body).toMatchObject({ newId: jonas.id })
    expect(await identifiersOf(jonas.id)).toEqual([`user_id:${jonas.user}`])
    expect(await identifiersOf(anna.id)).toContain(`email:${jonas.email}`)
  })
})
