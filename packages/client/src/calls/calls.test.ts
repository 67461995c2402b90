import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createPolyphon, dataOf } from '../index.js'
import { bodyOf } from './parts.js'

interface Taken {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let server: ReturnType<typeof createServer> | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)))
  server = undefined
})

/** A server that answers each request with the next of these, the last one again and again. */
async function answering(...answers: readonly ((response: ServerResponse) => void)[]): Promise<{
  readonly url: string
  readonly taken: Taken[]
}> {
  const taken: Taken[] = []
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      taken.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
      answers[Math.min(taken.length, answers.length) - 1]?.(response)
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken }
}

const sending =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }
const problem = (status: number, code: string, headers = {}) =>
  sending(status, JSON.stringify({ status, code, title: 'Title', errors: [] }), {
    'content-type': 'application/problem+json',
    ...headers,
  })
const page = sending(200, '{"items":[],"nextCursor":null}')
const busy = problem(503, 'database_unavailable', { 'retry-after': '0' })
const reset = (response: ServerResponse): void => void response.destroy()
const clientAt = (url: string, options = {}) =>
  createPolyphon({ services: { profile: url }, key: 'sk_test', ...options })

describe('what is sent', () => {
  it('repeats the name of a list, writes dates as the services do, and leaves out what is undefined', async () => {
    const { url, taken } = await answering(page)
    const { profile } = clientAt(url)
    const from: unknown = new Date(0)
    const query = { identifier: undefined, list: ['a,b', 'ü'], none: [], from, limit: 2 }
    await profile.GET('/v1/profiles', { params: { query } })
    expect(taken[0]?.url).toBe('/v1/profiles?list=a%2Cb&list=%C3%BC&from=1970-01-01T00%3A00%3A00.000Z&limit=2')
  })

  it('refuses what would be another path or another value', async () => {
    const { url, taken } = await answering(page)
    const { profile } = clientAt(url)
    for (const profileId of ['', '.', '..', undefined as unknown as string])
      await expect(profile.GET('/v1/profiles/{profileId}', { params: { path: { profileId } } })).rejects.toThrow(
        '/v1/profiles/{profileId} needs profileId',
      )
    await expect(
      profile.POST('/v1/identify', { body: { userId: 'anna', traits: { score: Number.NaN } } }),
    ).rejects.toThrow('score is NaN')
    const born = new Date('31.02.1980')
    await expect(
      profile.POST('/v1/identify', { body: { userId: 'anna', traits: { born: born as unknown as string } } }),
    ).rejects.toThrow('born is a date that is none')
    const query = { identifier: {} as string }
    await expect(profile.GET('/v1/profiles', { params: { query } })).rejects.toThrow('identifier is no text')
    expect(taken).toEqual([])
  })

  it('keeps what stands in a parameter of the path within it', async () => {
    const { url, taken } = await answering(page)
    const { profile } = clientAt(`${url}/profile//`)
    await profile.GET('/v1/profiles/{profileId}', { params: { path: { profileId: "a/../b?c#$&'" } } })
    expect(taken[0]?.url).toBe("/profile/v1/profiles/a%2F..%2Fb%3Fc%23%24%26'")
  })

  it.each([
    ['text', '{"identifiers":[]}\n'],
    ['bytes', new TextEncoder().encode('{"identifiers":[]}\n')],
    ['a file', new Blob(['{"identifiers":[]}\n'])],
    ['a stream', new Blob(['{"identifiers":[]}\n']).stream()],
  ])('sends %s as it is', async (_, body) => {
    const { url, taken } = await answering(sending(202, '{"jobId":"1"}'))
    const { data } = await clientAt(url).profile.POST('/v1/imports', {
      params: { query: { kind: 'people' }, header: { 'Idempotency-Key': 'i' } },
      headers: { 'content-type': 'application/x-ndjson' },
      body: body as string,
    })
    expect(data?.jobId).toBe('1')
    expect(taken[0]).toMatchObject({ body: '{"identifiers":[]}\n' })
    expect(taken[0]?.headers['content-type']).toBe('application/x-ndjson')
  })

  it('has the key, and the person token of the moment', async () => {
    const { url, taken } = await answering(page)
    let token = 'one'
    const { profile } = clientAt(url, { key: 'sk_test\n', personToken: async () => token })
    await profile.GET('/v1/context')
    token = 'two'
    await profile.GET('/v1/context')
    expect(taken.map(({ headers }) => [headers.authorization, headers['polyphon-person']])).toEqual([
      ['Bearer sk_test', 'one'],
      ['Bearer sk_test', 'two'],
    ])
  })

  it('does without streams where there are none', () => {
    const streams = globalThis.ReadableStream
    Reflect.deleteProperty(globalThis, 'ReadableStream')
    try {
      expect([bodyOf({ a: 1 }), bodyOf('a')]).toEqual(['{"a":1}', 'a'])
    } finally {
      globalThis.ReadableStream = streams
    }
  })

  it('goes through the fetch of the moment, or one that is given', async () => {
    const { url } = await answering(page)
    const { profile } = clientAt(url)
    const given = clientAt(url, { fetch: async () => Response.json({ items: ['given'] }) })
    const fetch = globalThis.fetch
    globalThis.fetch = async () => Response.json({ items: ['replaced'] })
    try {
      expect((await profile.GET('/v1/profiles')).data?.items).toEqual(['replaced'])
      expect((await given.profile.GET('/v1/profiles')).data?.items).toEqual(['given'])
    } finally {
      globalThis.fetch = fetch
    }
  })

  it('adds no warnings when one signal ends many calls, and ends them', async () => {
    const { url } = await answering(page)
    const { profile } = clientAt(url)
    const warnings: Error[] = []
    const note = (warning: Error): void => void warnings.push(warning)
    process.on('warning', note)
    const controller = new AbortController()
    for (let call = 0; call < 30; call += 1) await profile.GET('/v1/profiles', { signal: controller.signal })
    await new Promise(setImmediate)
    process.off('warning', note)
    expect(warnings).toEqual([])
    controller.abort()
    await expect(profile.GET('/v1/profiles', { signal: controller.signal })).rejects.toThrow('aborted')
  })
})

describe('what is answered', () => {
  it.each([
    ['nothing', sending(200, ''), undefined],
    ['nothing, without a type', (response: ServerResponse) => void response.writeHead(200).end(), undefined],
    ['no content', (response: ServerResponse) => void response.writeHead(204).end(), undefined],
    [
      'JSON of a vendor',
      sending(200, '{"a":1}', { 'content-type': 'application/vnd.x+json; charset=utf-8' }),
      { a: 1 },
    ],
  ])('is data: %s', async (_, answer, expected) => {
    const { url } = await answering(answer)
    const { data, error } = await clientAt(url).profile.GET('/v1/profiles')
    expect([data, error]).toEqual([expected, undefined])
  })

  it.each([
    ['an empty error', 500, (response: ServerResponse) => void response.writeHead(500, { 'content-length': 0 }).end()],
    ['the page of a proxy', 502, sending(502, '<html>', { 'content-type': 'text/html' })],
    ['the sign-in of a Wi-Fi', 502, sending(200, '<html>', { 'content-type': 'text/html' })],
    ['the JSON of a gateway', 403, sending(403, '{"message":"Forbidden"}')],
  ])('is a problem with a code: %s', async (_, status, answer) => {
    const { url } = await answering(answer)
    const { data, error } = await clientAt(url, { retries: 0 }).profile.GET('/v1/profiles')
    expect(data).toBeUndefined()
    expect(error).toMatchObject({ code: 'answer_not_understood', status, errors: [] })
    expect(error?.title).toContain(url)
  })

  it('is a problem of the service as it is', async () => {
    const { url } = await answering(problem(404, 'profile_not_found'))
    const { error, response } = await clientAt(url).profile.GET('/v1/profiles')
    expect([error?.code, response.status]).toEqual(['profile_not_found', 404])
  })

  it('is the data alone, or thrown with all that was wrong, for whoever says so', async () => {
    const errors = [{ pointer: '/query/limit', code: 'too_big', detail: 'At most 500.' }]
    const body = { type: 'urn:x', title: 'Not right.', status: 400, code: 'input_invalid', requestId: 'r-1', errors }
    const json = { 'content-type': 'application/problem+json' }
    const { url } = await answering(page, sending(400, JSON.stringify(body), json), (response) =>
      response.writeHead(304).end(),
    )
    const { profile } = clientAt(url)
    expect(await dataOf(profile.GET('/v1/profiles'))).toEqual({ items: [], nextCursor: null })
    const error = await dataOf(profile.GET('/v1/profiles')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'PolyphonError', code: 'input_invalid', status: 400, problem: body })
    expect(String(error)).toBe(
      'PolyphonError: Not right. (input_invalid, 400, request r-1)\n  /query/limit: At most 500.',
    )
    await expect(dataOf(profile.GET('/v1/profiles'))).rejects.toMatchObject({ code: 'not_modified', status: 304 })
  })

  it('is text or a stream where that is asked for', async () => {
    const { url } = await answering(sending(200, 'a;b', { 'content-type': 'text/csv' }))
    const { profile } = clientAt(url)
    expect((await profile.GET('/v1/profiles', { parseAs: 'text' })).data).toBe('a;b')
    const { data } = await profile.GET('/v1/profiles', { parseAs: 'stream' })
    expect(await new Response(data).text()).toBe('a;b')
  })

  it('names who did not answer, and why', async () => {
    const { profile } = clientAt('http://127.0.0.1:9', { retries: 0 })
    await expect(profile.GET('/v1/profiles')).rejects.toThrow(/^profile does not answer at http:\/\/127.0.0.1:9: .+/)
  })

  it('follows a redirection only to read', async () => {
    const { url, taken } = await answering(sending(302, '', { location: '/v1/profiles' }), page)
    const { profile } = clientAt(url)
    expect((await profile.GET('/v1/profiles')).data?.items).toEqual([])
    expect(taken).toHaveLength(2)
    const moved = await answering(sending(301, '', { location: '/v1/track' }))
    const { profile: other } = clientAt(moved.url)
    const { error } = await other.POST('/v1/track', { body: { userId: 'a', event: 'A' } })
    expect(error).toMatchObject({ code: 'answer_not_understood', status: 502 })
    expect(error?.title).toContain('but /v1/track; only reading follows there')
    expect(moved.taken).toHaveLength(1)
  })
})

describe('what failed for the moment', () => {
  const put = { params: { path: { key: 'vip' } }, body: { name: 'VIP', condition: { all: [] } } } as never
  it('is read again', async () => {
    const { url, taken } = await answering(busy, reset, page)
    expect((await clientAt(url).profile.GET('/v1/profiles')).data?.items).toEqual([])
    expect(taken).toHaveLength(3)
  })

  it('is given up after the retries, and the answer is the last one', async () => {
    const { url, taken } = await answering(busy)
    const { error } = await clientAt(url).profile.GET('/v1/profiles')
    expect([error?.code, taken.length]).toEqual(['database_unavailable', 3])
  })

  it('is done again where that is the same as once', async () => {
    const { url, taken } = await answering(busy, reset, sending(202, '{"jobId":"1"}'))
    const { data } = await clientAt(url).profile.POST('/v1/imports', {
      params: { query: { kind: 'people' }, header: { 'Idempotency-Key': 'i' } },
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{}',
    })
    expect(data?.jobId).toBe('1')
    expect(taken.map(({ body }) => body)).toEqual(['{}', '{}', '{}'])
    taken.length = 0
    await clientAt(url).profile.PUT('/v1/segments/{key}', put)
    expect(taken.length).toBe(3)
  })

  it('is not done again where that could be twice', async () => {
    const { url, taken } = await answering(busy)
    const { profile } = clientAt(url)
    await profile.POST('/v1/track', { body: { userId: 'a', event: 'A' } })
    await profile.PUT('/v1/segments/{key}', { ...Object(put), headers: { 'if-match': '"1"' } })
    expect(taken).toHaveLength(2)
  })

  it('was one request too many: anything is sent again', async () => {
    const { url, taken } = await answering(problem(429, 'rate_limited', { 'retry-after': '0' }), sending(200, '{}'))
    await clientAt(url).profile.POST('/v1/track', { body: { userId: 'a', event: 'A' } })
    expect(taken.map(({ body }) => body)).toEqual(Array(2).fill('{"userId":"a","event":"A"}'))
  })

  it('is answered at once where somebody would wait for long, and ends with the signal of the caller', async () => {
    const { url, taken } = await answering(problem(429, 'rate_limited', { 'retry-after': '60' }))
    const { error } = await clientAt(url).profile.GET('/v1/profiles')
    expect([error?.code, taken.length]).toEqual(['rate_limited', 1])
    const waiting = await answering(problem(429, 'rate_limited', { 'retry-after': '20' }))
    const call = clientAt(waiting.url).profile.GET('/v1/profiles', { signal: AbortSignal.timeout(50) })
    await expect(call).rejects.toThrow('timeout')
  })
})

describe('a client', () => {
  const key = 'sk_test'
  it('has the services whose URLs are given', () => {
    expect(
      Object.keys(createPolyphon({ services: { analytics: 'https://a.example', journey: undefined }, key })),
    ).toEqual(['analytics'])
  })

  it.each([
    [{ analytic: 'https://a.example' }, 'There is no service analytic; there are profile, journey'],
    [{ profile: '' }, '"" is no URL'],
    [{ profile: '/profile' }, '"/profile" is no URL'],
    [{ profile: 'localhost:7001' }, '"localhost:7001" is not http or https'],
    [{ profile: 'https://a.example/v1' }, 'without /v1'],
    [{ profile: 'https://a.example?x=1' }, 'no query'],
  ])('refuses %j', (services: Readonly<Record<string, string>>, message) => {
    expect(() => createPolyphon({ services, key })).toThrow(message)
  })

  it.each(['', ' ', 'sk_test two', 'sk_test\ntwo'])('refuses the key %j and does not repeat it', (wrong) => {
    expect(() => createPolyphon({ services: {}, key: wrong })).toThrow(
      /^The key is empty, or has spaces or line breaks/,
    )
  })
})
