import { membershipChanged, profileChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
  for (const key of ['weiss', 'schwarz']) await profile.call(`PUT /v1/accounts/${key}`, { body: {} })
})
afterAll(() => profile.close())

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString()
const soon = (ms: number): string => ago(-ms)
const person = async (userId: string): Promise<string> =>
  (await profile.call(`PUT /v1/profiles/by/user_id/${userId}`, { body: { traits: { name: 'Jörg' } } })).body.id
const path = (profileId: string, key = 'weiss'): string => `/v1/accounts/${key}/members/${profileId}`
const put = (profileId: string, body: object, key?: string) => profile.call(`PUT ${path(profileId, key)}`, { body })
const leave = (profileId: string, key?: string) => profile.call(`DELETE ${path(profileId, key)}`)
const group = (userId: string, groupId: string, more: object = {}) =>
  profile.call('POST /v1/group', { body: { userId, groupId, ...more } })
const accountsOf = async (profileId: string) => (await profile.call(`GET /v1/profiles/${profileId}`)).body.accounts
const members = async (query = '', key = 'weiss') =>
  (await profile.call(`GET /v1/accounts/${key}/members${query}`)).body.items
const published = async (profileId: string, count: number) =>
  (await profile.waitFor(membershipChanged, count, ({ data }) => data.profileId === profileId)).map(({ data }) => data)

it('has roles over time, and is left', async () => {
  const id = await person('anna')
  const [begin, change] = [ago(90_000), ago(30_000)]
  expect(await put(id, { roles: ['lead'], validFrom: begin })).toMatchObject({
    status: 200,
    body: { accountKey: 'weiss', profileId: id, roles: ['lead'], validFrom: begin, validTo: null },
  })
  const { body } = await put(id, { roles: ['customer', 'partner', 'customer'], validFrom: change })
  expect(body.periods).toEqual([
    { roles: ['lead'], validFrom: begin, validTo: change },
    { roles: ['customer', 'partner'], validFrom: change, validTo: null },
  ])
  expect(await accountsOf(id)).toEqual([
    { accountKey: 'weiss', roles: ['customer', 'partner'], validFrom: change, validTo: null },
  ])
  expect(await members('?role=partner&state=current')).toMatchObject([{ profileId: id, validTo: null }])
  expect((await leave(id)).status).toBe(204)
  expect((await leave(id)).status).toBe(204)
  expect(await accountsOf(id)).toEqual([])
  expect(await members('?state=current')).toEqual([])
  const [listed] = await members('?state=ended')
  expect(listed).toMatchObject({ profileId: id, roles: ['customer', 'partner'], validFrom: change })
  expect(listed.validTo).not.toBeNull()
  const events = await published(id, 3)
  expect(events.map(({ roles, validTo }) => [roles, validTo])).toEqual([
    [['lead'], undefined],
    [['customer', 'partner'], undefined],
    [['customer', 'partner'], listed.validTo],
  ])
  const snapshots = await profile.waitFor(
    profileChanged,
    1,
    ({ data }) => 'accounts' in data && data.accounts.length > 0,
  )
  expect(snapshots[0]?.data).toMatchObject({ accounts: [{ accountKey: 'weiss', roles: ['lead'], validFrom: begin }] })
})

it('refuses what cannot be, by name', async () => {
  const id = await person('berta')
  const early = { code: 'membership_ends_too_early', errors: [{ pointer: '/body/validTo' }] }
  const [before, after] = [ago(2_000), ago(1_000)]
  expect(await put(id, { validFrom: after, validTo: before })).toMatchObject({ status: 422, body: early })
  expect(await put(id, { validFrom: after, validTo: after })).toMatchObject({ status: 422, body: early })
  expect(await put(id, { validTo: before })).toMatchObject({ status: 422, body: early })
  expect(await put(id, { roles: ['Größe'] })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/body/roles/0' }] },
  })
  expect((await put(id, {}, 'nirgends')).body.code).toBe('account_unknown')
  expect((await put('01930f6e-0c00-7a10-8f00-3f6c1d2b4a01', {})).body.code).toBe('profile_unknown')
  expect((await leave(id)).body.code).toBe('membership_unknown')
  expect((await profile.call('GET /v1/accounts/nirgends/members')).body.code).toBe('account_unknown')
  expect(await accountsOf(id)).toEqual([])
})

it('is begun by a group call, late ones too, and by none of somebody who has left since', async () => {
  const id = await person('clara')
  const [first, earlier] = [ago(20_000), ago(60_000)]
  await group('clara', 'schwarz', { timestamp: first })
  await group('clara', 'schwarz', { timestamp: ago(10_000) })
  expect(await accountsOf(id)).toMatchObject([{ accountKey: 'schwarz', roles: [], validFrom: first }])
  await group('clara', 'schwarz', { timestamp: earlier })
  expect(await accountsOf(id)).toMatchObject([{ validFrom: earlier }])
  await leave(id, 'schwarz')
  await group('clara', 'schwarz', { timestamp: ago(40_000) })
  expect(await accountsOf(id)).toEqual([])
  await group('clara', 'schwarz')
  expect(await accountsOf(id)).toMatchObject([{ accountKey: 'schwarz' }])
  expect(await members('', 'schwarz')).toMatchObject([{ profileId: id }])
})

it('is begun by the next group call once the first is deleted, and is none once all are', async () => {
  const id = await person('gerd')
  const [first, second] = [ago(20_000), ago(10_000)]
  await group('gerd', 'schwarz', { timestamp: first, messageId: 'erster' })
  await group('gerd', 'schwarz', { timestamp: second, messageId: 'zweiter' })
  expect(await accountsOf(id)).toMatchObject([{ validFrom: first }])
  await profile.call('DELETE /v1/events/erster')
  expect(await accountsOf(id)).toMatchObject([{ validFrom: second }])
  await profile.call('DELETE /v1/events/zweiter')
  expect(await accountsOf(id)).toEqual([])
})

it('is begun by a call that added nothing when it came, once the one that began it after a leave is deleted', async () => {
  const id = await person('hugo')
  await group('hugo', 'schwarz', { timestamp: ago(20_000), messageId: 'hugo-1' })
  expect((await leave(id, 'schwarz')).status).toBe(204)
  await eventually(async () => {
    await group('hugo', 'schwarz', { timestamp: new Date().toISOString(), messageId: 'hugo-2' })
    expect(await accountsOf(id)).toMatchObject([{ accountKey: 'schwarz' }])
  })
  await group('hugo', 'schwarz', { messageId: 'hugo-3' })
  await profile.call('DELETE /v1/events/hugo-2')
  expect(await accountsOf(id)).toMatchObject([{ accountKey: 'schwarz' }])
})

it('makes no account of what is no key, and says so', async () => {
  const id = await person('ina')
  for (const groupId of ['undefined', 'acme\n', '..', '{{company.id}}'])
    await group('ina', groupId, { messageId: `ina-${groupId.length}` })
  await group('ina', '4711')
  expect(await accountsOf(id)).toMatchObject([{ accountKey: '4711' }])
  const { warnings } = (await profile.call('GET /v1/events/ina-9/trace')).body
  expect(warnings).toMatchObject([{ pointer: '/groupId', code: 'account_key_blocked' }])
})

it('begins and ends when its time comes', async () => {
  const id = await person('dora')
  await put(id, { roles: ['lead'], validFrom: soon(1_500), validTo: soon(3_500) })
  expect(await accountsOf(id)).toEqual([])
  expect((await members('?state=coming')).map(({ profileId }: { profileId: string }) => profileId)).toContain(id)
  await eventually(async () => expect(await accountsOf(id)).toMatchObject([{ roles: ['lead'] }]))
  await eventually(async () => expect(await accountsOf(id)).toEqual([]))
  expect((await published(id, 2)).map(({ roles }) => roles)).toEqual([['lead'], ['lead']])
  await put(id, { validFrom: soon(3_600_000) }, 'schwarz')
  expect((await leave(id, 'schwarz')).status).toBe(204)
  expect(await members('?state=coming', 'schwarz')).toEqual([])
})

it('is of both who turned out to be one, and of each again when they are two', async () => {
  const [eva, fred] = [await person('eva'), await person('fred')]
  await put(eva, { roles: ['customer'], validFrom: ago(50_000) })
  await put(fred, { roles: ['partner'], validFrom: ago(40_000) }, 'schwarz')
  await group('fred', 'grau', { timestamp: ago(30_000) })
  const { body: merged } = await profile.call(`POST /v1/profiles/${eva}/merge`, {
    body: { absorbedId: fred, reason: 'Probe' },
  })
  const survivor = merged.id ?? eva
  await group('fred', 'blau')
  const keys = async (id: string) => (await accountsOf(id)).map(({ accountKey }: { accountKey: string }) => accountKey)
  expect(await keys(survivor)).toEqual(['blau', 'grau', 'schwarz', 'weiss'])
  expect(await members('', 'schwarz')).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ profileId: survivor })]),
  )
  expect((await members('', 'grau')).map(({ profileId }: { profileId: string }) => profileId)).toEqual([survivor])
  const { body: split } = await profile.call(`POST /v1/profiles/${survivor}/split`, {
    body: { identifiers: [{ type: 'user_id', value: 'fred' }], reason: 'Probe' },
  })
  expect(await keys(split.newId)).toEqual(['blau', 'grau', 'schwarz'])
  expect(await keys(split.survivorId)).toEqual(['weiss'])
  expect((await members('', 'grau')).map(({ profileId }: { profileId: string }) => profileId)).toEqual([split.newId])
})
