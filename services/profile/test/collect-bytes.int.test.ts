import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
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
const post = (body: Buffer<ArrayBuffer>, type = 'application/json') =>
  profile.call('POST /v1/batch', { body, headers: { 'content-type': type }, key: profile.workspace.publishableKey })
const latin1 = (text: string): Buffer<ArrayBuffer> => Buffer.from(text, 'latin1')
const identify = (userId: string, messageId: string, name = 'x'): string =>
  `{"batch":[{"type":"identify","userId":"${userId}","messageId":"${messageId}","traits":{"name":"${name}"}}]}`

describe('the bytes of a body', () => {
  it('are refused where they are no UTF-8, gzipped or not', async () => {
    const body = latin1(identify('m\xfcller', fresh('latin')))
    for (const sent of [body, gzipSync(body)]) {
      const answer = await post(sent)
      expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
        400,
        'encoding_invalid',
        '/body',
      ])
    }
  })

  it('are read in the charset that they are declared in', async () => {
    const [ansiId, utf16Id] = [fresh('m'), fresh('m')]
    await post(latin1(identify('m\xfcller', ansiId, 'M\xfcller \x80')), 'application/json; charset=windows-1252')
    await post(Buffer.from(identify('m\u00f6ller', utf16Id), 'utf16le'), 'text/plain; charset="UTF-16LE"')
    const [first, second] = [await trace(ansiId), await trace(utf16Id)]
    expect([first.identifiers[0].value, second.identifiers[0].value]).toEqual(['müller', 'möller'])
    expect((await profile.call(`GET /v1/profiles/${first.profileId}`)).body.traits.name).toBe('Müller €')
    const unknown = await post(latin1('{}'), 'application/json; charset=utf-7')
    expect([unknown.status, unknown.body.code]).toEqual([415, 'charset_unsupported'])
  })

  it('may begin with a mark, gzipped or not', async () => {
    const marked = Buffer.from(`\uFEFF${identify('bom', fresh('bom'))}`)
    for (const sent of [marked, gzipSync(marked)]) expect((await post(sent)).status).toBe(200)
  })

  it('are read however they were compressed, and as they are where a proxy has inflated them', async () => {
    const send = (body: Buffer<ArrayBuffer>, encoding: string) =>
      profile.call('POST /v1/batch', {
        body,
        headers: { 'content-encoding': encoding },
        key: profile.workspace.publishableKey,
      })
    const ways: readonly (readonly [string, (text: string) => Buffer<ArrayBuffer>])[] = [
      ['deflate', deflateSync],
      ['Deflate', deflateRawSync],
      ['br', brotliCompressSync],
      ['br', gzipSync],
      ...['br', 'gzip', 'zstd', 'utf-8', 'identity'].map((name) => [name, Buffer.from] as const),
    ]
    for (const [encoding, pack] of ways) {
      const messageId = fresh('packed')
      expect((await send(pack(identify('packed', messageId)), encoding)).body, encoding).toEqual({ success: true })
      expect((await trace(messageId)).accepted).toBe(true)
    }
    const noise = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3])
    const unknown = await send(noise, 'zstd')
    expect([unknown.status, unknown.body.code]).toEqual([415, 'content_encoding_unsupported'])
    expect(unknown.body.errors[0].pointer).toBe('/headers/content-encoding')
    for (const encoding of ['br', 'deflate']) {
      const broken = await send(noise, encoding)
      expect([broken.status, broken.body.code]).toEqual([400, 'gzip_invalid'])
      const pack = encoding === 'br' ? brotliCompressSync : deflateSync
      expect((await send(pack(' '.repeat(20_000_000)), encoding)).status).toBe(413)
    }
  })
})

describe('numbers that a double cannot hold', () => {
  it('are as many people and events as were sent, and their text', async () => {
    const ids = ['9007199254740993', '9007199254740992', '9007199254740994']
    const events = ids.map(
      (id) => `{"type":"track","event":"X","userId":${id},"messageId":${id},"properties":{"n":${id}}}`,
    )
    expect((await post(Buffer.from(`{"batch":[${events.join(',')}]}`))).body).toEqual({ success: true })
    const traces = await Promise.all(ids.map(trace))
    expect(traces.map((found) => found.identifiers[0].value)).toEqual(ids)
    expect(new Set(traces.map((found) => found.profileId)).size).toBe(3)
    expect(traces[0].warnings).toMatchObject([
      { pointer: '/userId', code: 'number_not_exact' },
      { pointer: '/messageId', code: 'number_not_exact' },
      { pointer: '/properties/n', code: 'number_not_exact' },
    ])
    const [item] = (await profile.call(`GET /v1/profiles/${traces[0].profileId}/timeline`)).body.items
    expect(item.data.properties).toEqual({ n: ids[0] })
  })

  it('are refused with their index where they are no event', async () => {
    const headers = { 'content-type': 'application/json' }
    const body = Buffer.from('{"traits":{"crm":[1,9007199254740993]}}')
    const answer = await profile.call('PUT /v1/profiles/by/user_id/exact', { body, headers })
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      400,
      'number_not_exact',
      '/body/traits/crm/1',
    ])
    const condition = Buffer.from('{"name":"x","condition":{"path":"traits.crm","op":"eq","value":1e400}}')
    expect((await profile.call('PUT /v1/segments/exact', { body: condition, headers })).body.errors[0]).toMatchObject({
      pointer: '/body/condition/value',
      code: 'number_not_exact',
    })
  })
})
