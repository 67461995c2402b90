import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type StreamOptions, streamEvents } from './stream.js'

const at = { url: 'http://127.0.0.1:7001', key: 'sk_live_x' }
const block = (id: string): string => `id: ${id}\ndata: {"id":"${id}"}\n\n`

/** Connections that this test speaks on: each call of fetch opens one. */
function openWire() {
  const wires: ReadableStreamDefaultController<Uint8Array>[] = []
  const encoder = new TextEncoder()
  const fetch = async (): Promise<Response> => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void wires.push(controller) })
    return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
  }
  return { fetch, wires, say: (text: string) => wires.at(-1)?.enqueue(encoder.encode(text)) }
}

/** Refuses everything with this answer, and counts how often it was asked. */
const refusing = (answer: () => Response) => vi.fn<() => Promise<Response>>(async () => answer())

describe('the silence of a service', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  it('is none while whoever reads is busy', async () => {
    const { fetch, wires, say } = openWire()
    const broken = vi.fn<(error: unknown) => void>()
    const events = streamEvents({ ...at, fetch, onBroken: broken })
    const first = events.next()
    await vi.waitFor(() => expect(wires).toHaveLength(1))
    say(block('e1'))
    expect((await first).value?.cursor).toBe('e1')
    await vi.advanceTimersByTimeAsync(600_000)
    say(block('e2'))
    expect((await events.next()).value?.cursor).toBe('e2')
    expect([wires.length, broken.mock.calls.length]).toEqual([1, 0])
    await events.return()
  })

  it('ends a connection on which nothing comes, and the next one goes on behind the last event', async () => {
    const { fetch, wires, say } = openWire()
    const sent: string[] = []
    const broken = vi.fn<(error: unknown) => void>()
    const noted = (request: Request) => {
      sent.push(new URL(request.url).search)
      return fetch()
    }
    const events = streamEvents({ ...at, fetch: noted, onBroken: broken })
    const first = events.next()
    await vi.waitFor(() => expect(wires).toHaveLength(1))
    say(block('e1'))
    await first
    const second = events.next()
    await vi.advanceTimersByTimeAsync(50_000)
    await vi.waitFor(() => expect(wires).toHaveLength(2))
    say(block('e2'))
    expect((await second).value?.cursor).toBe('e2')
    expect([sent, broken.mock.calls.length]).toEqual([['', '?lastEventId=e1'], 1])
    await events.return()
  })
})

describe('a stream that is refused', () => {
  const problem = (status: number) =>
    Response.json(
      { type: 't', title: 'No.', status, code: 'person_token_invalid', requestId: 'r', errors: [] },
      { status, headers: { 'content-type': 'application/problem+json' } },
    )

  it.each([
    ['a problem', () => problem(401), 'person_token_invalid'],
    ['a page of a gateway', () => new Response('<html>', { status: 403 }), 'answer_not_understood'],
  ])('ends with %s that asks for another credential', async (_, answer, code) => {
    const fetch = refusing(answer)
    await expect(streamEvents({ ...at, fetch }).next()).rejects.toMatchObject({ name: 'PolyphonError', code })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it.each<[string, StreamOptions['personToken']]>([
    ['a text', 'two words'],
    ['whoever is asked for it', async () => 'a\nb'],
  ])('ends at once where %s gives a person token that cannot be one', async (_, personToken) => {
    const fetch = refusing(() => problem(401))
    await expect(streamEvents({ ...at, fetch, personToken: personToken ?? '' }).next()).rejects.toThrow(
      'The person token',
    )
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each([
    ['a page of a sign-in', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['what stands in between while a service is replaced', () => new Response('not here', { status: 404 })],
    ['a service that is away', () => problem(503)],
  ])('is tried again after %s, and says so', async (_, answer) => {
    const ending = new AbortController()
    const errors: unknown[] = []
    const onBroken = (error: unknown): void => {
      errors.push(error)
      ending.abort()
    }
    const events = streamEvents({ ...at, fetch: refusing(answer), onBroken, signal: ending.signal })
    expect((await events.next()).done).toBe(true)
    expect(errors).toMatchObject([{ name: 'PolyphonError' }])
  })
})
