import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (): string => `route-of-client-${++count}`
const trace = async (messageId: string) => (await profile.call(`GET /v1/events/${messageId}/trace`)).body
const track = (messageId: string) => ({ type: 'track', userId: 'u', event: 'Bestellt', messageId })
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  profile.call(`POST ${path}`, { body, headers, key: profile.workspace.publishableKey })
const rejectedWith = async (code: string) =>
  (await profile.call('GET /v1/rejected-events?limit=100')).body.items.filter(
    (item: { readonly code: string }) => item.code === code,
  )

describe('a batch', () => {
  it('is taken on the route of older libraries, and with a slash too many', async () => {
    for (const path of ['/v1/import', '/v1/import/', '//v1/batch', '//v1//batch//', '//v1/import']) {
      const messageId = fresh()
      const answer = await fetch(`${profile.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${profile.workspace.publishableKey}` },
        body: JSON.stringify({ batch: [track(messageId)] }),
      })
      expect([answer.status, await answer.json()], path).toEqual([200, { success: true }])
      expect((await trace(messageId)).accepted, path).toBe(true)
    }
    expect((await fetch(`${profile.url}//v1/projects/${profile.workspace.publishableKey}/settings`)).status).toBe(200)
  })

  it('is no file of people, which has an address of its own', async () => {
    const noBatch = await post('/v1/import', { userId: 'u', traits: {} })
    expect([noBatch.status, noBatch.body.code]).toEqual([422, 'import_elsewhere'])
    expect(noBatch.body.errors).toMatchObject([{ pointer: '/body/batch' }])
    for (const type of ['text/csv', 'application/x-ndjson', 'application/x-ndjson; charset=utf-8']) {
      const file = await post('/v1/import', Buffer.from('email\na@example.org\n'), { 'content-type': type })
      expect([file.status, file.body.code], type).toEqual([422, 'import_elsewhere'])
      expect(file.body.errors[0].detail).toContain('/v1/imports')
    }
    // Elsewhere any content type is taken.
    const other = await post('/v1/batch', Buffer.from(JSON.stringify({ batch: [track(fresh())] })), {
      'content-type': 'text/csv',
    })
    expect(other.status).toBe(200)
  })

  it('is sent as a beacon, which has its key in the address', async () => {
    const send = (query: string, body: unknown) =>
      profile.call(`POST /beacon/v1/batch${query}`, { key: null, body: Buffer.from(JSON.stringify(body)) })
    const key = profile.workspace.publishableKey
    const messageId = fresh()
    expect((await send(`?writeKey=${key}`, { batch: [track(messageId)] })).body).toEqual({ success: true })
    expect((await trace(messageId)).accepted).toBe(true)
    expect((await send('', { batch: [], writeKey: key })).status).toBe(200)
    expect((await send('', { batch: [] })).body.code).toBe('credential_missing')
    expect((await send('?writeKey=wrong', { batch: [] })).body.code).toBe('credential_unknown')
    const secret = await send(`?writeKey=${profile.workspace.secretKey}`, { batch: [] })
    expect([secret.status, secret.body.code]).toEqual([403, 'secret_key_misplaced'])
  })

  it('says in a header how many of its events were refused, also to pages', async () => {
    const bad = { type: 'track', userId: 'u' }
    const all = await post('/v1/batch', { batch: [bad, bad] })
    expect([all.status, all.headers.get('x-polyphon-rejected')]).toEqual([200, '2'])
    expect(all.body.rejected).toHaveLength(2)
    const some = await post('/v1/import', { batch: [track(fresh()), bad] })
    expect(some.headers.get('x-polyphon-rejected')).toBe('1')
    const none = await post('/v1/batch', { batch: [track(fresh())] })
    expect(none.headers.has('x-polyphon-rejected')).toBe(false)
    const page = await post('/v1/batch', { batch: [bad] }, { origin: 'https://shop.example' })
    expect(page.headers.get('access-control-expose-headers')).toContain('x-polyphon-rejected')
  })
})

describe('a pixel', () => {
  const ask = (path: string, query: Record<string, string>, method = 'GET') =>
    fetch(`${profile.url}${path}?${new URLSearchParams(query)}`, { method })
  const base64 = (call: unknown, alphabet: 'base64' | 'base64url' = 'base64') =>
    Buffer.from(JSON.stringify(call)).toString(alphabet)

  it('is a call in base64, with its key inside', async () => {
    const writeKey = profile.workspace.publishableKey
    for (const [path, alphabet] of [
      ['/v1/pixel/track', 'base64'],
      ['/pixel/v1/track', 'base64url'],
    ] as const) {
      const messageId = fresh()
      const call = { writeKey, userId: 'u', event: 'Mail geöffnet?>~', properties: { Größe: '38½ ÿÿÿ' }, messageId }
      const answer = await ask(path, { data: base64(call, alphabet) })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/gif'])
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 10)
          .toString('latin1'),
      ).toBe('GIF89a\x01\0\x01\0')
      const seen = await trace(messageId)
      expect(seen.accepted).toBe(true)
      const { items } = (await profile.call(`GET /v1/profiles/${seen.profileId}/timeline?limit=100`)).body
      const { data } = items.find(({ id }: { readonly id: string }) => id === messageId)
      expect(data).toMatchObject({ name: 'Mail geöffnet?>~', properties: { Größe: '38½ ÿÿÿ' } })
    }
  })

  it('takes a plus in base64 that nobody has escaped', async () => {
    const messageId = fresh()
    const data = base64({ userId: 'u', event: '~~~>>>', messageId, writeKey: profile.workspace.publishableKey })
    expect(data).toContain('+')
    expect((await fetch(`${profile.url}/v1/pixel/track?data=${data}`)).headers.has('x-polyphon-rejected')).toBe(false)
    expect((await trace(messageId)).accepted).toBe(true)
  })

  it('keeps a number that no double holds, and refuses bytes that are no UTF-8', async () => {
    const writeKey = profile.workspace.publishableKey
    const messageId = fresh()
    const call = `{"userId":"u","event":"Bestellt","messageId":"${messageId}","properties":{"nr":12345678901234567890}}`
    const query = {
      writeKey,
      data: Buffer.from(call).toString('base64'),
      'context.more': '{"nr":98765432109876543210}',
    }
    expect((await ask('/v1/pixel/track', query)).headers.has('x-polyphon-rejected')).toBe(false)
    const { profileId, warnings } = await trace(messageId)
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'number_not_exact' }))
    const { items } = (await profile.call(`GET /v1/profiles/${profileId}/timeline?limit=100`)).body
    const { data } = items.find(({ id }: { readonly id: string }) => id === messageId)
    expect(data.properties).toEqual({ nr: '12345678901234567890' })
    const before = (await rejectedWith('encoding_invalid')).length
    const latin = Buffer.from('{"userId":"u","event":"Größe"}', 'latin1').toString('base64')
    expect((await ask('/v1/pixel/track', { writeKey, data: latin })).headers.get('x-polyphon-rejected')).toBe('1')
    expect((await rejectedWith('encoding_invalid')).length).toBe(before + 1)
  })

  it('is a call whose fields are parameters', async () => {
    const messageId = fresh()
    const answer = await ask('/pixel/v1/page', {
      writeKey: profile.workspace.publishableKey,
      anonymousId: 'visitor-1',
      messageId,
      name: 'Kasse',
      properties: '{"total":12}',
      'properties.path': '/kasse',
      'context.campaign.name': 'Frühling',
      '__proto__.polluted': 'yes',
      constructor: 'x',
    })
    expect([answer.status, answer.headers.has('x-polyphon-rejected')]).toEqual([200, false])
    const { profileId } = await trace(messageId)
    const { items } = (await profile.call(`GET /v1/profiles/${profileId}/timeline?limit=100`)).body
    expect(items[0].data).toMatchObject({ name: 'Kasse', properties: { total: 12, path: '/kasse' } })
    expect('polluted' in {}).toBe(false)
  })

  it('is an image also where its event is refused, which the list of refused events says', async () => {
    const writeKey = profile.workspace.publishableKey
    const refused = async (): Promise<number> =>
      (await rejectedWith('event_name_invalid')).length + (await rejectedWith('identity_required')).length
    const earlier = await refused()
    for (const query of [{ writeKey }, { data: base64({ writeKey, userId: 'u' }) }]) {
      const answer = await ask('/v1/pixel/track', query)
      expect([answer.status, answer.headers.get('x-polyphon-rejected')]).toEqual([200, '1'])
    }
    expect(await refused()).toBe(earlier + 2)
    const before = (await rejectedWith('json_invalid')).length
    expect((await ask('/v1/pixel/track', { writeKey, data: '!!!!' })).status).toBe(200)
    expect((await rejectedWith('json_invalid')).length).toBe(before + 1)
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`
    expect((await ask('/v1/pixel/track', { writeKey, data: deep })).headers.get('x-polyphon-rejected')).toBe('1')
  })

  it('says so where nobody is let in', async () => {
    for (const query of [{}, { data: '!!!!' }, { data: base64({ userId: 'u', event: 'X' }) }])
      expect((await ask('/v1/pixel/track', query)).status, JSON.stringify(query)).toBe(401)
    const secret = await ask('/v1/pixel/track', { data: base64({ writeKey: profile.workspace.secretKey }) })
    expect(await secret.json()).toMatchObject({ code: 'secret_key_misplaced', errors: [{ pointer: '/query/data' }] })
    expect((await ask('/v1/pixel/batch', {})).status).toBe(404)
  })

  it('is not answered to a HEAD, which would count as seen', async () => {
    const messageId = fresh()
    const data = base64({ userId: 'u', event: 'X', messageId, writeKey: profile.workspace.publishableKey })
    expect((await ask('/v1/pixel/track', { data }, 'HEAD')).status).toBe(405)
    expect((await trace(messageId)).code).toBe('event_unknown')
  })
})

describe('the configuration of a source', () => {
  it('is answered to whoever has its key', async () => {
    const { publishableKey, secretKey } = profile.workspace
    const byQuery = await profile.call(`GET /sourceConfig/?p=npm&v=3.0.0&writeKey=${publishableKey}`, { key: null })
    expect(byQuery.body).toMatchObject({ source: { writeKey: publishableKey, enabled: true, destinations: [] } })
    expect(byQuery.body.source.config.statsCollection.errors.enabled).toBe(false)
    expect(byQuery.headers.get('cache-control')).toBe('private, max-age=86400, stale-while-revalidate=604800')
    const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`
    const byHeader = await fetch(`${profile.url}/sourceConfig?p=android`, { headers: { authorization } })
    expect([byHeader.status, byHeader.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await fetch(`${profile.url}/sourceConfig`)).status).toBe(401)
    expect((await fetch(`${profile.url}/sourceConfig?writeKey=unknown`)).status).toBe(404)
    expect((await fetch(`${profile.url}/sourceConfig?writeKey=${secretKey}`)).status).toBe(403)
  })
})
