import { accountChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ago, DAY, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const at = (key: string): string => `/v1/accounts/${encodeURIComponent(key)}`
const put = (key: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  profile.call(`PUT ${at(key)}`, { body, headers })
const get = async (key: string) => (await profile.call(`GET ${at(key)}`)).body
const group = (groupId: unknown, traits: unknown, more: object = {}) =>
  profile.call('POST /v1/group', { body: { userId: 'anna', groupId, traits, ...more } })
const warningsOf = async (messageId: string) => (await profile.call(`GET /v1/events/${messageId}/trace`)).body.warnings

it('is made, added to and read, with a version', async () => {
  const key = 'Weiß & Söhne / Köln ☂'
  const made = await put(key, { traits: { name: 'Weiß & Söhne', seats: 12 } })
  expect(made).toMatchObject({ status: 201, body: { accountKey: key, version: 1, parent: null } })
  const added = await put(key, { traits: { seats: null, plan: 'plus' } }, { 'if-match': '"1"' })
  expect(added).toMatchObject({ status: 200, body: { version: 2 } })
  expect(await get(key)).toMatchObject({ traits: { name: 'Weiß & Söhne', plan: 'plus' }, version: 2 })
  expect(await put(key, { traits: { plan: 'plus' } })).toMatchObject({ status: 200, body: { version: 2 } })
  expect((await put(key, { traits: { plan: 'x' } }, { 'if-match': '"1"' })).status).toBe(412)
  expect((await put('neu', { traits: {} }, { 'if-match': '"1"' })).status).toBe(412)
  expect((await profile.call(`GET ${at('neu')}`)).body.code).toBe('account_unknown')
  const published = await profile.waitFor(accountChanged, 2, ({ data }) => data.accountKey === key)
  expect(published.map(({ data }) => data.traits)).toEqual([
    { name: 'Weiß & Söhne', seats: 12 },
    { name: 'Weiß & Söhne', plan: 'plus' },
  ])
})

it('stands below another one, and never below itself', async () => {
  await put('a', { traits: {} })
  await put('b', { traits: {}, parent: 'a' })
  await put('c', { traits: {}, parent: 'b' })
  const refused = (code: string) => ({ status: 422, body: { code, errors: [{ pointer: '/body/parent', code }] } })
  expect(await put('a', { parent: 'c' })).toMatchObject(refused('account_circle'))
  expect(await put('a', { parent: 'a' })).toMatchObject(refused('account_circle'))
  expect(await put('a', { parent: 'nirgends' })).toMatchObject(refused('account_unknown'))
  expect((await profile.call('GET /v1/accounts?parent=a')).body.items).toMatchObject([{ accountKey: 'b' }])
  expect(await put('b', { traits: { x: 1 } })).toMatchObject({ body: { parent: 'a' } })
  expect(await put('b', { parent: null })).toMatchObject({ body: { parent: null } })
  const both = await Promise.all([put('a', { parent: 'b' }), put('b', { parent: 'a' })])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422])
})

it('stands at most twenty below each other', async () => {
  for (let level = 0; level <= 20; level += 1)
    await put(`tief-${level}`, level === 0 ? {} : { parent: `tief-${level - 1}` })
  expect(await put('tief-21', { parent: 'tief-20' })).toMatchObject({
    status: 422,
    body: { code: 'accounts_too_deep' },
  })
  expect((await profile.call(`GET ${at('tief-21')}`)).status).toBe(404)
  await put('hoch', {})
  expect(await put('tief-0', { parent: 'hoch' })).toMatchObject({ status: 422, body: { code: 'accounts_too_deep' } })
  expect(await put('tief-20', { parent: 'tief-19' })).toMatchObject({ status: 200 })
})

it('refuses what is too large, and keys that can be none', async () => {
  const huge = await put('huge', { traits: { note: 'ü'.repeat(20_000) } })
  expect(huge).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/traits', code: 'account_traits_too_large' }] },
  })
  expect((await profile.call(`GET ${at('huge')}`)).status).toBe(404)
  for (const key of ['x'.repeat(201), ' ', 'a\nb']) expect((await put(key, {})).status).toBe(400)
})

it('learns from group calls, each trait from the newest', async () => {
  await group('müller', { plan: 'plus', seats: 3 }, { timestamp: ago(DAY).toISOString() })
  await group('müller', { plan: 'free', city: 'Köln' }, { timestamp: ago(2 * DAY).toISOString() })
  expect(await get('müller')).toMatchObject({ traits: { plan: 'plus', seats: 3, city: 'Köln' }, version: 2 })
  await put('müller', { traits: { plan: 'basic' } })
  await group('müller', { plan: 'plus' }, { timestamp: ago(1).toISOString() })
  expect((await get('müller')).traits.plan).toBe('basic')
  await profile.call('POST /v1/group', { body: { groupId: 4711, traits: { name: 'Nur eine Nummer' } } })
  expect(await get('4711')).toMatchObject({ traits: { name: 'Nur eine Nummer' }, version: 1 })
})

it('loses nothing of a group call whose account cannot be', async () => {
  await group('zu-groß', { note: 'ü'.repeat(9_000) }, { messageId: 'g1' })
  await group('zu-groß', { more: 'ö'.repeat(9_000) }, { messageId: 'g2' })
  expect(Object.keys((await get('zu-groß')).traits)).toEqual(['note'])
  expect(await warningsOf('g2')).toMatchObject([{ pointer: '/traits', code: 'account_traits_too_large' }])
  await group('x'.repeat(300), { a: 1 }, { messageId: 'g3' })
  expect(await warningsOf('g3')).toMatchObject([{ pointer: '/groupId', code: 'account_key_too_long' }])
  await group('kaputt', 'kein Objekt', { messageId: 'g4' })
  expect(await warningsOf('g4')).toMatchObject([{ pointer: '/traits', code: 'object_expected' }])
  expect(await get('kaputt')).toMatchObject({ traits: {}, version: 1 })
})

it('takes many calls of one account in one batch, published once', async () => {
  const batch = Array.from({ length: 50 }, (_, number) => ({
    type: 'group',
    userId: `person-${number}`,
    groupId: 'viele',
    traits: { [`t${number % 5}`]: number },
    timestamp: ago(1_000 - number).toISOString(),
  }))
  await profile.call('POST /v1/batch', { body: { batch } })
  expect(await get('viele')).toMatchObject({ traits: { t0: 45, t4: 49 }, version: 1 })
})

it('does what the documentation shows', async () => {
  await put('weiss-holding', { traits: { name: 'Weiß Holding' } })
  await put('weiss-gmbh', { traits: { name: 'Weiß GmbH', seats: 12 }, parent: 'weiss-holding' })
  await group('weiss-gmbh', { seats: 14 })
  expect(await get('weiss-gmbh')).toEqual({
    accountKey: 'weiss-gmbh',
    version: 2,
    traits: { name: 'Weiß GmbH', seats: 14 },
    parent: 'weiss-holding',
    createdAt: NOW.toISOString(),
    updatedAt: NOW.toISOString(),
  })
})
