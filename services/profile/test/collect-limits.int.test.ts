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
const post = (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  key: string | null = profile.workspace.publishableKey,
) => profile.call(`POST ${path}`, { body, headers, key })

describe('what is too large', () => {
  const KIB = 1024
  const padded = (size: number): Record<string, unknown> => {
    const call = { type: 'track', userId: 'u', event: 'X', messageId: fresh('large'), properties: { text: '' } }
    return { ...call, properties: { text: 'x'.repeat(size - bytes(call).length) } }
  }

  it('is one event above 32 KiB', async () => {
    expect((await post('/v1/track', bytes(padded(32 * KIB)))).status).toBe(200)
    const over = await post('/v1/track', bytes(padded(32 * KIB + 1)))
    expect([over.status, over.body.code]).toEqual([413, 'body_too_large'])
    expect((await post('/v1/track', bytes(padded(40 * KIB)))).status).toBe(413)
  })

  it('is refused alone in a batch', async () => {
    const [fits, over] = [padded(32 * KIB), padded(32 * KIB + 1)]
    const neighbour = { type: 'track', userId: 'u', event: 'X', messageId: fresh('large') }
    const answer = await post('/v1/batch', { batch: [over, fits, neighbour] })
    expect(answer.body).toMatchObject({
      success: true,
      rejected: [{ index: 0, messageId: over['messageId'], code: 'event_too_large' }],
    })
    expect(answer.body.rejected).toHaveLength(1)
    for (const { messageId } of [fits, neighbour]) expect((await trace(String(messageId))).accepted).toBe(true)
    expect(await trace(String(over['messageId']))).toMatchObject({
      accepted: false,
      code: 'event_too_large',
      profileId: null,
    })
  })

  it('is a batch above 500 KiB, before and after inflating', async () => {
    const batchOf = (size: number): Buffer<ArrayBuffer> => {
      const batch = Array.from({ length: 16 }, () => padded(30 * KIB))
      const rest = size - bytes({ batch, pad: '' }).length
      return bytes({ batch, pad: 'x'.repeat(rest) })
    }
    const [fits, over] = [batchOf(500 * KIB), batchOf(500 * KIB + 1)]
    expect((await post('/v1/batch', fits)).body).toEqual({ success: true })
    expect((await post('/v1/batch', over)).status).toBe(413)
    expect((await post('/v1/batch', gzipSync(fits))).body).toEqual({ success: true })
    expect((await post('/v1/batch', gzipSync(over))).status).toBe(413)
    expect((await post('/v1/batch', Buffer.alloc(5_000_000, 0x20))).status).toBe(413)
  })

  it('is a zip bomb, however small it came', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000, 0x20))
    expect(bomb.length).toBeLessThan(500 * KIB)
    const answer = await post('/v1/batch', bomb)
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large'])
    expect((await post('/v1/track', gzipSync(Buffer.alloc(20_000_000, 0x20)))).status).toBe(413)
  })

  it('is what a batch says about all of its events, once and counted for each of them', async () => {
    const spread = (events: number, size: number): unknown => ({
      batch: Array.from({ length: events }, () => ({ type: 'page', userId: 'spread' })),
      context: { text: 'x'.repeat(size) },
    })
    expect((await post('/v1/batch', spread(1, 32_000))).body).toEqual({ success: true })
    expect((await post('/v1/batch', spread(250, 32_000))).body).toEqual({ success: true })
    // A number of four characters may have 16 when it is written again.
    const numbers = `{"batch":[{"type":"page","userId":"spread"}],"context":{"a":[${'1e15,'.repeat(2_000)}1]}}`
    expect(numbers.length).toBeLessThan(32_000)
    for (const over of [spread(1, 33_000), spread(270, 32_000), Buffer.from(numbers)]) {
      const answer = await post('/v1/batch', over)
      expect([answer.status, answer.body.code]).toEqual([413, 'envelope_too_large'])
      expect(answer.body.errors).toMatchObject([{ pointer: '/body/context' }])
    }
  })

  it('is a batch of more than 2,500 events', async () => {
    const event = { type: 'page', userId: 'many' }
    expect((await post('/v1/batch', { batch: Array.from({ length: 2_500 }, () => event) })).body).toEqual({
      success: true,
    })
    const over = await post('/v1/batch', { batch: Array.from({ length: 2_501 }, () => event) })
    expect([over.status, over.body.code]).toEqual([413, 'too_many_events'])
  })
})

describe('what is wrong', () => {
  it('is answered with the field', async () => {
    const cases: readonly (readonly [string, unknown, string])[] = [
      ['/v1/track', '{"userId":', '/body'],
      ['/v1/track', '', '/body'],
      ['/v1/track', '[]', '/body'],
      ['/v1/track', '"text"', '/body'],
      ['/v1/track', { userId: 'u' }, '/body/event'],
      ['/v1/identify', {}, '/body/userId'],
      ['/v1/identify', { userId: { a: 1 } }, '/body/userId'],
      ['/v1/page', '{"userId":"\\ud800"}', '/body/userId'],
      ['/v1/page', `{"userId":"u","properties":{"a":${'['.repeat(100)}${']'.repeat(100)}}}`, '/body'],
      ['/v1/batch', {}, '/body/batch'],
      ['/v1/batch', { batch: { type: 'page' } }, '/body/batch'],
    ]
    for (const [path, body, pointer] of cases) {
      const answer = await post(path, body)
      expect([answer.status, answer.body?.errors?.[0]?.pointer], `${path} ${JSON.stringify(body)}`).toEqual([
        400,
        pointer,
      ])
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
    const broken = await post('/v1/batch', gzipSync(bytes({ batch: [] })).subarray(0, 15))
    expect([broken.status, broken.body.code]).toEqual([400, 'gzip_invalid'])
    expect((await post('/v1/batch', `{"batch":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status).toBe(200)
    expect((await post('/v1/trak', {})).status).toBe(404)
    expect((await profile.call('GET /v1/track')).status).toBe(405)
  })

  it('is refused alone in a batch; its neighbours are applied', async () => {
    const id = fresh('mixed')
    const good = (n: number) => ({ type: 'track', event: 'Gut', userId: `${id}-user`, messageId: `${id}-${n}` })
    const deep = `${'{"a":'.repeat(80)}1${'}'.repeat(80)}`
    const events = [
      JSON.stringify(good(0)),
      `{"type":"track","event":"NUL","userId":"u","messageId":"${id}-nul","properties":{"a":"x\\u0000y"}}`,
      `{"type":"track","event":"half","userId":"u","messageId":"${id}-half","properties":{"\\udc00":1}}`,
      `{"type":"track","event":"deep","userId":"u","messageId":"${id}-deep","properties":${deep}}`,
      'null',
      '17',
      `{"type":"unknown","userId":"u","messageId":"${id}-type"}`,
      `{"type":"track","userId":"u","messageId":"${'x'.repeat(101)}"}`,
      `{"type":"page","messageId":"${id}-nobody"}`,
      `{"type":"track","event":"time","userId":"u","timestamp":"morgen","messageId":"${id}-time"}`,
      JSON.stringify(good(1)),
    ]
    const answer = await post('/v1/batch', `{"batch":[${events.join(',')}]}`)
    expect(answer.status).toBe(200)
    expect(
      answer.body.rejected.map((rejection: { index: number; messageId: string | null; code: string }) => [
        rejection.index,
        rejection.messageId,
        rejection.code,
      ]),
    ).toEqual([
      [3, `${id}-deep`, 'nested_too_deep'],
      [4, null, 'event_invalid'],
      [5, null, 'event_invalid'],
      [6, `${id}-type`, 'type_unknown'],
      [7, null, 'message_id_invalid'],
      [8, `${id}-nobody`, 'identity_required'],
    ])
    const published = await profile.waitFor(interactionRecorded, 5, ({ data }) => data.messageId.startsWith(id))
    expect(new Map(published.map(({ data }) => [data.messageId, data.properties]))).toEqual(
      new Map<string, object>([
        [`${id}-0`, {}],
        [`${id}-nul`, { a: 'x\uFFFDy' }],
        [`${id}-half`, { '\uFFFD': 1 }],
        [`${id}-time`, {}],
        [`${id}-1`, {}],
      ]),
    )
    expect(await trace(`${id}-nul`)).toMatchObject({
      accepted: true,
      warnings: [{ pointer: '/properties/a', code: 'nul_character' }],
    })
    expect(await trace(`${id}-deep`)).toMatchObject({ accepted: false, code: 'nested_too_deep', identifiers: [] })
  })

  it('can be sent again in order, and is then applied', async () => {
    const messageId = fresh('again')
    expect((await post('/v1/track', { userId: 'u', messageId })).status).toBe(400)
    expect((await trace(messageId)).code).toBe('event_name_invalid')
    expect((await post('/v1/track', { userId: 'u', messageId, event: 'Jetzt' })).status).toBe(200)
    expect(await trace(messageId)).toMatchObject({ accepted: true, code: null })
  })
})
