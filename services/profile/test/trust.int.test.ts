import { profileChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

let count = 0
async function say(key: string, body: object, headers: Record<string, string> = {}) {
  count += 1
  const messageId = `m-${count}`
  const answer = await profile.call('POST /v1/identify', { key, headers, body: { messageId, ...body } })
  expect(answer.status, answer.text).toBe(200)
  return (await profile.call(`GET /v1/events/${messageId}/trace`)).body
}
const find = async (identifier: string) =>
  (await profile.call(`GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`)).body.items
const addresses = (person: { identifiers: { type: string; value: string; verified: boolean }[] }) =>
  Object.fromEntries(person.identifiers.map(({ type, value, verified }) => [`${type}:${value}`, verified]))

describe('in a live workspace', () => {
  it('an address that a page adds to somebody known is kept, published as unverified and found by nobody', async () => {
    const { secretKey, publishableKey } = profile.workspace
    await say(secretKey, { userId: 'anna', traits: { email: 'anna@example.org', plan: 'plus' } })
    const trace = await say(publishableKey, { userId: 'anna', traits: { email: 'thief@example.org', plan: 'basic' } })
    expect(trace.warnings.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)).toEqual([
      '/traits/email identifier_unverified',
      '/traits/email trait_unverified',
    ])
    expect(trace.identifiers).toContainEqual({ type: 'email', value: 'thief@example.org', verdict: 'unverified' })
    const [anna] = await find('user_id:anna')
    expect(addresses(anna)).toEqual({
      'user_id:anna': true,
      'email:anna@example.org': true,
      'email:thief@example.org': false,
    })
    expect(anna.traits).toEqual({ email: 'anna@example.org', plan: 'basic' })
    expect(await find('email:thief@example.org')).toEqual([])
    const published = await profile.waitFor(
      profileChanged,
      1,
      ({ data }) => 'identifiers' in data && data.identifiers.some(({ verified }) => verified === false),
    )
    expect(published[0]?.data).toMatchObject({ profileId: anna.id, traits: { email: 'anna@example.org' } })
  })

  it('it counts when a secret key says it, or the person by a token', async () => {
    const { secretKey, publishableKey } = profile.workspace
    await say(secretKey, { userId: 'bert', traits: { email: 'bert@example.org' } })
    await say(publishableKey, { userId: 'bert', traits: { email: 'new@example.org', phone: '+4915112345678' } })
    const issued = await profile.call('POST /v1/person-tokens', { body: { userId: 'bert' } })
    await say(
      publishableKey,
      { userId: 'bert', traits: { email: 'new@example.org' } },
      { 'polyphon-person': issued.body.token },
    )
    await say(publishableKey, { userId: 'bert', traits: { phone: '+4915187654321' } })
    await say(secretKey, { userId: 'bert', traits: { phone: '+4915187654321' } })
    const [bert] = await find('email:new@example.org')
    expect(Object.values(addresses(bert))).toEqual([true, true, true, true, true])
    expect(bert.traits).toEqual({ email: 'new@example.org', phone: '+4915187654321' })
  })

  it('a page cannot make somebody’s address lead to nobody, nor bring its own along with a visitor', async () => {
    const { secretKey, publishableKey } = profile.workspace
    await say(secretKey, { userId: 'carla', traits: { email: 'carla@example.org' } })
    await say(publishableKey, { userId: 'thief', traits: { email: 'carla@example.org' } })
    await say(publishableKey, { anonymousId: 'visitor-1', traits: { email: 'visitor@example.org' } })
    await say(publishableKey, { anonymousId: 'visitor-1', userId: 'carla' })
    const [carla, ...others] = await find('email:carla@example.org')
    expect(others).toEqual([])
    expect(addresses(carla)).toMatchObject({ 'user_id:carla': true, 'email:visitor@example.org': false })
    // The address is free for whoever it belongs to.
    await say(publishableKey, { userId: 'dora', traits: { email: 'visitor@example.org' } })
    expect(await find('email:visitor@example.org')).toMatchObject([{ traits: { email: 'visitor@example.org' } }])
  })

  it('a page leads nobody to what the firm knows of an address, with or without a token of its own', async () => {
    const { secretKey, publishableKey } = profile.workspace
    await say(secretKey, { traits: { email: 'vera@example.org', phone: '+4915133333333', salary: 'secret' } })
    const claim = { traits: { email: 'vera@example.org', phone: '+4915133333333' } }
    await say(publishableKey, { anonymousId: 'eve', ...claim })
    await say(publishableKey, { userId: 'eve', anonymousId: 'eve', ...claim })
    const issued = await profile.call('POST /v1/person-tokens', { body: { userId: 'eve' } })
    const token = { 'polyphon-person': issued.body.token }
    const trace = await say(publishableKey, { userId: 'eve', ...claim }, token)
    expect(trace.identifiers).toContainEqual({ type: 'email', value: 'vera@example.org', verdict: 'unverified' })
    const context = await profile.call('GET /v1/context', { key: publishableKey, headers: token })
    expect(context.text).not.toContain('secret')
    const [vera] = await find('email:vera@example.org')
    expect(addresses(vera)).toEqual({ 'email:vera@example.org': true, 'phone:+4915133333333': true })
    // The firm may say that they are one.
    await say(secretKey, { userId: 'eve', ...claim })
    expect((await find('user_id:eve'))[0].traits).toMatchObject({ salary: 'secret' })
  })

  it('segments look only at what counts', async () => {
    const { secretKey, publishableKey } = profile.workspace
    const condition = { path: 'identifiers.phone', op: 'contains', value: '+4915122222222' }
    const put = await profile.call('PUT /v1/segments/phones', { body: { name: 'Phones', condition } })
    expect(put.status, put.text).toBe(201)
    await say(secretKey, { userId: 'emil', traits: { phone: '+4915111111111' } })
    await say(publishableKey, { userId: 'emil', traits: { phone: '+4915122222222' } })
    const [emil] = await find('user_id:emil')
    expect(emil.segments).toEqual([])
    await say(secretKey, { userId: 'emil', traits: { phone: '+4915122222222' } })
    expect((await find('user_id:emil'))[0].segments).toEqual(['phones'])
  })
})

describe('the setting trustPublishable', () => {
  it('lets a page speak like a secret key', async () => {
    await profile.deps.db.transact(null, (tx) =>
      tx.query(`update workspace set settings = '{"trustPublishable": true}' where workspace_id = $1`, [
        profile.other.id,
      ]),
    )
    profile.deps.workspaces.forget()
    const { secretKey, publishableKey } = profile.other
    for (const [key, email] of [
      [secretKey, 'a@example.org'],
      [publishableKey, 'b@example.org'],
    ] as const) {
      const body = { userId: 'u', traits: { email } }
      expect((await profile.call('POST /v1/identify', { key, body })).status).toBe(200)
    }
    const found = await profile.call('GET /v1/profiles?identifier=email:b@example.org', { key: secretKey })
    expect(found.body.items).toMatchObject([{ traits: { email: 'b@example.org' } }])
  })
})
