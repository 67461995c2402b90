import { gzipSync } from 'node:zlib'
import { interactionRecorded } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const trace = async (messageId: string) => (await profile.call(`GET /v1/events/${messageId}/trace`)).body
const bytes = (value: unknown): Buffer<ArrayBuffer> => Buffer.from(JSON.stringify(value))
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const post = (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  key: string | null = profile.workspace.publishableKey,
) => profile.call(`POST ${path}`, { body, headers, key })

describe('the tracking routes', () => {
  const calls = {
    identify: { userId: 'u', traits: { city: 'Köln' } },
    track: { userId: 'u', event: 'Bestellung abgeschlossen' },
    page: { userId: 'u', name: 'Kasse' },
    screen: { userId: 'u', name: 'Warenkorb' },
    group: { groupId: 'g' },
    alias: { userId: 'u', previousId: 'before' },
  } as const

  it('take every kind of call on its long, short and Jitsu path, with or without a slash at the end', async () => {
    for (const [kind, call] of Object.entries(calls))
      for (const path of [
        `/v1/${kind}`,
        `/v1/${kind.slice(0, 1)}`,
        `/v1/${kind}/`,
        `/api/s/${kind}`,
        `/api/s/s2s/${kind}`,
      ]) {
        const messageId = fresh('route')
        const answer = await post(path, { ...call, messageId })
        expect([answer.status, answer.body], path).toEqual([200, { success: true }])
        expect((await trace(messageId)).accepted, path).toBe(true)
      }
    for (const path of ['/v1/batch', '/v1/b', '/v1/batch/', '/api/s/batch', '/api/s/s2s/batch']) {
      const messageId = fresh('route')
      const batch = Object.entries(calls).map(([type, call]) => ({ type, ...call, messageId: `${messageId}-${type}` }))
      expect((await post(path, { batch })).body, path).toEqual({ success: true })
      for (const { type } of batch) expect((await trace(`${messageId}-${type}`)).accepted).toBe(true)
    }
  })

  it('are described once in the API document', async () => {
    const { body } = await profile.call('GET /openapi.json')
    const paths = Object.keys(body.paths).filter((path) =>
      /^\/(v1|api\/s)\/(i|identify|b|batch|s2s.*|t|track)$/.test(path),
    )
    expect(paths.toSorted()).toEqual(['/v1/batch', '/v1/identify', '/v1/track'])
  })

  it('ignore the content type and take gzip, declared or not', async () => {
    const types = [
      'application/json',
      'application/json;charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      'x',
    ]
    for (const type of types) {
      const messageId = fresh('type')
      const call = bytes({ ...calls.track, messageId, properties: { Größe: '38½' } })
      expect((await post('/v1/track', call, { 'content-type': type })).status, type).toBe(200)
      const zipped = bytes({ batch: [{ type: 'track', ...calls.track, messageId: `${messageId}-z` }] })
      expect((await post('/v1/batch', gzipSync(zipped), { 'content-type': type })).status, type).toBe(200)
      const declared = { 'content-type': type, 'content-encoding': 'gzip' }
      expect(
        (
          await post(
            '/v1/batch',
            gzipSync(bytes({ batch: [{ type: 'track', ...calls.track, messageId: `${messageId}-d` }] })),
            declared,
          )
        ).status,
      ).toBe(200)
      for (const id of [messageId, `${messageId}-z`, `${messageId}-d`])
        expect((await trace(id)).accepted, type).toBe(true)
    }
    const bare = await fetch(`${profile.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${profile.workspace.publishableKey}` },
      body: new Blob([bytes({ ...calls.track, messageId: fresh('bare') })]),
    })
    expect(bare.status).toBe(200)
  })

  it('answer browsers that send a preflight first', async () => {
    // Clients add headers from version to version.
    const names = 'anonymousid,authorization,content-type,rsa-retry-reason,x-retry-count,x-write-key,x-of-next-year'
    const preflight = await fetch(`${profile.url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': names,
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-max-age')).toBe('86400')
    expect(preflight.headers.get('access-control-allow-headers')).toBe(names)
    expect(preflight.headers.get('vary')).toContain('Access-Control-Request-Headers')
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false)
  })

  it('tell clients that look for a message what is wrong', async () => {
    const wrong = await post('/v1/batch', { batch: [] }, { authorization: 'Bearer pk_live_wrong' }, null)
    expect([wrong.status, wrong.body.message]).toEqual([401, wrong.body.title])
    const noList = await post('/v1/batch', { batch: {} })
    const [fault] = noList.body.errors
    expect(noList.body.message).toBe(`${noList.body.title} ${fault.pointer}: ${fault.detail}`)
    const large = await post('/v1/track', { userId: 'u', event: 'x'.repeat(40_000) })
    expect([large.status, large.body.message]).toEqual([413, large.body.title])
    // Nobody else's problems grow by it.
    expect((await profile.call('GET /v1/profiles/none')).body).not.toHaveProperty('message')
  })
})

describe('who may collect', () => {
  const send = (headers: Record<string, string>, body: Record<string, unknown> = {}) =>
    post('/v1/track', { userId: 'u', event: 'X', ...body }, headers, null)

  it('is whoever has a key, wherever the client puts it', async () => {
    const { publishableKey, secretKey } = profile.workspace
    const credentials = [
      basic(`${publishableKey}:`),
      basic(publishableKey),
      basic(`${secretKey}:`),
      { authorization: `Bearer ${publishableKey}` },
      { authorization: `Bearer ${secretKey}` },
      { 'x-write-key': publishableKey },
      { 'x-write-key': `${publishableKey}:secret` },
      { 'x-write-key': `id:${publishableKey}` },
    ]
    for (const headers of credentials) expect((await send(headers)).status, JSON.stringify(headers)).toBe(200)
    expect((await send({}, { writeKey: publishableKey })).status).toBe(200)
    expect((await send({ authorization: 'Bearer some-oauth-token' }, { writeKey: publishableKey })).status).toBe(200)
    expect((await send({ 'x-write-key': publishableKey }, { writeKey: 'WK:***' })).status).toBe(200)
  })

  it('is nobody without a key or with an unknown one', async () => {
    const unknown = `${profile.workspace.publishableKey.slice(0, -1)}_`
    expect((await send({})).body.code).toBe('credential_missing')
    for (const headers of [
      basic('WKWEB:'),
      basic(`${unknown}:`),
      { authorization: 'Bearer x' },
      { 'x-write-key': 'a:b' },
    ]) {
      const answer = await send(headers)
      expect([answer.status, answer.body.code], JSON.stringify(headers)).toEqual([401, 'credential_unknown'])
    }
    expect((await send({}, { writeKey: 'WKWEB' })).status).toBe(401)
    expect((await send({}, { writeKey: 17 })).status).toBe(401)
  })

  it('is nobody who shows a secret key where pages and logs do', async () => {
    const { publishableKey, secretKey } = profile.workspace
    const attempts = [
      ['/headers/x-write-key', await send({ 'x-write-key': secretKey })],
      ['/headers/x-write-key', await send({ ...basic(`${secretKey}:`), 'x-write-key': `id:${secretKey}` })],
      ['/body/writeKey', await send({}, { writeKey: secretKey })],
      ['/body/writeKey', await send(basic(`${publishableKey}:`), { writeKey: secretKey })],
      [
        '/query',
        await post(`/v1/track?writeKey=${secretKey}`, { userId: 'u', event: 'X' }, basic(publishableKey), null),
      ],
      ['/path', await profile.call(`GET /v1/projects/${secretKey}/settings`, { key: null })],
    ] as const
    for (const [pointer, answer] of attempts)
      expect([answer.status, answer.body.code, answer.body.errors?.[0]?.pointer]).toEqual([
        403,
        'secret_key_misplaced',
        pointer,
      ])
    const slip = await send(basic(`:${publishableKey}`))
    expect([slip.status, slip.body.errors[0].code]).toEqual([401, 'key_as_password'])
  })

  it('goes by the header, the body comes last', async () => {
    const messageId = fresh('whose')
    await send(basic(`${profile.workspace.publishableKey}:`), { messageId, writeKey: profile.other.publishableKey })
    expect((await trace(messageId)).accepted).toBe(true)
    expect((await profile.call(`GET /v1/events/${messageId}/trace`, { key: profile.other.secretKey })).status).toBe(404)
  })

  it('is no secret key without the scope', async () => {
    const { body } = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:read'] } })
    const answer = await send({ authorization: `Bearer ${body.secret}` })
    expect([answer.status, answer.body.code]).toEqual([403, 'scope_missing'])
  })

  it('does not get to read with a publishable key', async () => {
    const answer = await profile.call('GET /v1/events/x/trace', { key: profile.workspace.publishableKey })
    expect([answer.status, answer.body.code]).toEqual([403, 'secret_key_required'])
  })
})

describe('the same message again', () => {
  it('changes nothing: later, at the same time, in the same batch', async () => {
    const messageId = fresh('same')
    const call = { type: 'track', event: 'Einmal', userId: messageId, messageId }
    const first = await post('/v1/batch', { batch: [call, call] })
    expect(first.body).toEqual({ success: true })
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/v1/track', call)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const twin = fresh('twin')
    const twins = Array.from({ length: 20 }, (_, n) => ({ ...call, messageId: twin, userId: `${twin}-${n % 2}` }))
    const both = await Promise.all(twins.map((event) => post('/v1/track', event)))
    // Of two people only one is whose it is, whoever of them comes first.
    expect(both.map(({ status }) => status).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, n) => (n < 10 ? 200 : 400)),
    )
    const end = fresh('end')
    await post('/v1/track', { ...call, messageId: end })
    await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === end)
    const published = profile.published(interactionRecorded).map(({ data }) => data.messageId)
    expect(published.filter((id) => id === messageId)).toHaveLength(1)
    await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === twin)
    expect(profile.published(interactionRecorded).filter(({ data }) => data.messageId === twin)).toHaveLength(1)
  })

  it('is no other event: one that comes under its id is refused, and what it says is not lost in silence', async () => {
    const messageId = fresh('reused')
    const call = { type: 'track', event: 'Invoice Paid', userId: fresh('payer'), messageId }
    await post('/v1/track', call)
    const others = [
      { ...call, event: 'Shoe Viewed' },
      { ...call, userId: fresh('stranger') },
      { type: 'identify', userId: call.userId, messageId, traits: { lost: true } },
      // The same again, by somebody who is known by one more identifier.
      { ...call, anonymousId: fresh('device'), properties: { more: 1 } },
    ]
    const { body } = await post('/v1/batch', { batch: others })
    expect(body.rejected).toMatchObject([0, 1, 2].map((index) => ({ index, messageId, code: 'message_id_reused' })))
    const listed = await profile.call('GET /v1/rejected-events?code=message_id_reused')
    expect(listed.body.items[0]).toMatchObject({ messageId })
  })

  it('is another message in another workspace', async () => {
    const messageId = fresh('tenant')
    const call = { event: 'X', userId: 'u', messageId }
    await post('/v1/track', call)
    await post('/v1/track', call, {}, profile.other.publishableKey)
    const published = await profile.waitFor(interactionRecorded, 2, ({ data }) => data.messageId === messageId)
    expect(new Set(published.map(({ workspace }) => workspace))).toEqual(
      new Set([profile.workspace.id, profile.other.id]),
    )
  })
})

describe('the settings of a source', () => {
  it('are what browser clients need to start', async () => {
    const { publishableKey } = profile.workspace
    const answer = await profile.call(`GET /v1/projects/${publishableKey}/settings`, { key: null })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=86400, stale-while-revalidate=604800',
    ])
    expect(answer.body).toMatchObject({
      integrations: { 'Segment.io': { apiKey: publishableKey } },
      plan: { track: { __default: { enabled: true } } },
      analyticsNextEnabled: true,
    })
    expect((await profile.call('GET /v1/projects/WKWEB/settings', { key: null })).status).toBe(404)
  })
})
