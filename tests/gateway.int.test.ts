import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPolyphon, dataOf } from '../packages/client/src/index.js'
import { operations } from './api/operations.js'
import { type Gateway, gatewayPort, howToGetNginx, startGateway } from './gateway.js'
import { SERVICES, startTestStack, type TestStack } from './stack.js'

// infra/gateway before all five services, as an operator would run it, and before a server that says what reached it.

interface Block {
  readonly id: string | undefined
  readonly data: string | undefined
}

/** The blocks of a stream, as they come. */
function readBlocks({ body }: Awaited<ReturnType<Gateway['call']>>): readonly Block[] {
  const blocks: Block[] = []
  const read = async (): Promise<void> => {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of body ?? []) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(part)?.[1]
        blocks.push({ id: field('id'), data: field('data') })
      }
    }
  }
  // Ends with the test.
  read().catch(() => undefined)
  return blocks
}

/** The blocks with an event, once there are so many. */
function withEvents(blocks: readonly Block[], count: number): readonly Block[] {
  const found = blocks.filter(({ data }) => data !== undefined)
  expect(found.length).toBeGreaterThanOrEqual(count)
  return found
}

const missing = howToGetNginx()
if (missing !== null) process.stderr.write(missing)

describe.skipIf(missing !== null)('the gateway before the five services', () => {
  let stack: TestStack
  let gateway: Gateway
  beforeAll(async () => {
    const port = await gatewayPort()
    stack = await startTestStack({ POLYPHON_ORIGIN: `https://localhost:${port}`, TRUST_PROXY: 'true' })
    gateway = await startGateway(port, (service) => new URL(stack.url(service)).host)
  })
  afterAll(async () => {
    await gateway?.close()
    await stack?.close()
  })

  const client = () => createPolyphon({ origin: gateway.origin, key: stack.workspace.secretKey, fetch: gateway.fetch })
  const authorization = () => ({ authorization: `Bearer ${stack.workspace.secretKey}` })

  it('leads to each of them, and so does the client by the origin alone', async () => {
    const { profile, journey, messaging, feedback, analytics } = client()
    const { id } = await dataOf(
      profile.PUT('/v1/profiles/by/{type}/{value}', {
        params: { path: { type: 'user_id', value: 'änne/1' } },
        body: { traits: { firstName: 'Änne' } },
      }),
    )
    const read = await profile.GET('/v1/profiles/{profileId}', { params: { path: { profileId: id } } })
    expect(read.data?.traits).toEqual({ firstName: 'Änne' })
    expect((await journey.GET('/v1/journeys')).data?.items).toEqual([])
    expect((await messaging.GET('/v1/templates')).data?.items).toEqual([])
    expect((await feedback.GET('/v1/surveys')).data?.items).toEqual([])
    expect((await analytics.GET('/v1/metrics')).response.status).toBe(200)
    const etag = read.response.headers.get('etag') ?? ''
    const again = await gateway.call(`/profile/v1/profiles/${id}`, {
      headers: { ...authorization(), 'if-none-match': etag },
    })
    expect(again.status).toBe(304)
    const wrong = await profile.GET('/v1/profiles/{profileId}', { params: { path: { profileId: 'x' } } })
    expect(wrong.error?.type).toBe('/profile/docs/errors/input_invalid')
    expect((await gateway.call(wrong.error?.type ?? '')).status).toBe(200)
  })

  it('shows documents and pages at addresses that lead on', async () => {
    for (const service of SERVICES) {
      const docs = await gateway.call(`/${service}/docs`)
      expect([docs.status, docs.url]).toEqual([200, `${gateway.origin}/${service}/docs/`])
      const about = await gateway.call(`/${service}`, { headers: { accept: 'application/json' } })
      const { openapi } = JSON.parse(await about.text())
      const document = JSON.parse(await (await gateway.call(openapi)).text())
      expect(document.servers[0].url).toBe(`/${service}`)
    }
  })

  it('keeps from the outside what is for operators', async () => {
    const ofOperators = operations.filter(
      // Admins of a workspace read its audit log, too.
      ({ who, adminToo, path }) => who === 'admin' || (adminToo && !path.startsWith('/v1/audit')),
    )
    expect(ofOperators.length).toBeGreaterThan(20)
    const paths = ofOperators.map(({ service, path }) => `/${service}${path.replaceAll(/\{\w+\}/g, 'x')}`)
    const spelt = [
      '/profile/metrics',
      '/profile//metrics',
      '/profile/metrics/',
      '/profile/%6detrics',
      '/profile/x/../metrics',
    ]
    for (const path of [...paths, ...spelt]) {
      const answer = await gateway.call(path, { headers: { authorization: `Bearer ${stack.adminToken}` } })
      expect([answer.status, JSON.parse(await answer.text()).title], path).toEqual([
        404,
        'This is not reached through the gateway.',
      ])
    }
  })

  it('answers a problem where nothing is, as the services do', async () => {
    const answer = await gateway.call('/v1/profiles')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect(JSON.parse(await answer.text())).toMatchObject({ code: 'route_unknown', errors: [] })
  })

  it('takes a file of any size as it arrives, and lets the service say what is too much', async () => {
    const row = (number: number): string =>
      `${JSON.stringify({ identifiers: [{ type: 'user_id', value: `kunde-${number}` }], traits: { note: 'ö'.repeat(2_000) } })}\n`
    const send = (key: string, count: number) =>
      gateway.call('/profile/v1/imports?kind=people', {
        method: 'POST',
        headers: { ...authorization(), 'content-type': 'application/x-ndjson', 'idempotency-key': key },
        body: new ReadableStream({
          start(controller) {
            const encoder = new TextEncoder()
            for (let number = 0; number < count; number += 1) controller.enqueue(encoder.encode(row(number)))
            controller.close()
          },
        }),
        duplex: 'half',
      })
    // More than nginx takes where nobody says otherwise.
    const taken = await send('five-megabytes', 1_200)
    expect(taken.status).toBe(202)
    const { jobId } = JSON.parse(await taken.text())
    const job = await eventually(async () => {
      const { data } = await client().profile.GET('/v1/jobs/{jobId}', { params: { path: { jobId } } })
      if (data?.state !== 'succeeded') throw new Error(JSON.stringify(data))
      return data
    })
    expect(job.progress).toMatchObject({ done: 1_200 })
  })

  it('hands over lists of lines as they are made', async () => {
    const answer = await gateway.call('/profile/v1/profiles', {
      headers: { ...authorization(), accept: 'application/x-ndjson' },
    })
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    expect((await answer.text()).trim().split('\n').length).toBeGreaterThan(50)
  })

  it('hands on a stream as it happens, with what says that it lives, and goes on behind an event', async () => {
    const ending = new AbortController()
    const open = (lastEventId: string) =>
      gateway.call(`/profile/v1/stream?types=profile.interaction_recorded.v1&lastEventId=${lastEventId}`, {
        headers: authorization(),
        signal: ending.signal,
      })
    const track = (event: string) =>
      client().profile.POST('/v1/track', { body: { userId: 'strom', messageId: event, event } })
    try {
      const answer = await open('latest')
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
      const seen = readBlocks(answer)
      await track('Eins')
      // nginx that collected an answer would hold this back until much more has come.
      const [first] = await eventually(() => withEvents(seen, 1))
      expect(JSON.parse(first?.data ?? '').data.name).toBe('Eins')
      // Every 15 seconds, and nothing else says anything here.
      await eventually(() => expect(seen.at(-1)).toMatchObject({ id: expect.any(String), data: undefined }), {
        timeoutMs: 60_000,
      })
      await track('Zwei')
      await eventually(() => withEvents(seen, 2))
      const again = readBlocks(await open(first?.id ?? ''))
      const [next] = await eventually(() => withEvents(again, 1))
      expect(JSON.parse(next?.data ?? '').data.name).toBe('Zwei')
    } finally {
      ending.abort()
    }
  }, 120_000)

  it('writes no token of a link into its log, and no query', async () => {
    await gateway.call('/feedback/v1/invitations/geheimes-token?write_key=geheimer-schluessel')
    await eventually(async () => expect(gateway.log()).toContain('GET /feedback/v1/invitations/... 404'))
    expect(gateway.log()).not.toContain('geheim')
  })
})

describe.skipIf(missing !== null)('what reaches a service through the gateway', () => {
  let gateway: Gateway
  let server: Server
  const seen: { request: IncomingMessage; response: ServerResponse }[] = []
  beforeAll(async () => {
    server = createServer((request, response) => void seen.push({ request, response }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens has an address
    const { port } = server.address() as AddressInfo
    gateway = await startGateway(await gatewayPort(), (service) =>
      service === 'analytics' ? '127.0.0.1:1' : `127.0.0.1:${port}`,
    )
  })
  afterAll(async () => {
    await gateway?.close()
    server?.closeAllConnections()
    await new Promise((resolve) => server?.close(resolve))
  })
  const next = () =>
    eventually(async () => {
      const found = seen.shift()
      if (found === undefined) throw new Error('Nothing has arrived.')
      return found
    })

  it('says whose address it is, whatever the caller says', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http', forwarded: 'for=203.0.113.9' }
    const answering = gateway.call('/journey//v1/x%2Fy?a=%20b', { headers })
    const { request, response } = await next()
    const { host } = new URL(gateway.origin)
    expect(request.url).toBe('/journey//v1/x%2Fy?a=%20b')
    expect(request.headers).toMatchObject({ host, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' })
    expect(request.headers).not.toHaveProperty('forwarded')
    response.end('{}')
    expect((await answering).status).toBe(200)
  })

  it('sees a body before it has ended, and is heard before its answer has', async () => {
    const body = new TransformStream<Uint8Array, Uint8Array>()
    const writer = body.writable.getWriter()
    const answering = gateway.call('/feedback/v1/imports', { method: 'POST', body: body.readable, duplex: 'half' })
    await writer.write(new TextEncoder().encode('eins\n'))
    const { request, response } = await next()
    const [first] = await new Promise<[Buffer]>((resolve) => request.once('data', (data: Buffer) => resolve([data])))
    expect(first.toString()).toBe('eins\n')
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
    const answer = await answering
    const reader = answer.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe('data: 1\n\n')
    response.write('data: 2\n\n')
    expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe('data: 2\n\n')
    await writer.close()
    // Who stops reading is gone for the service, too.
    const gone = new Promise((resolve) => response.once('close', resolve))
    await reader?.cancel()
    await gone
  })

  it('is asked once, and a service that is away is a problem that says when to ask again', async () => {
    const answering = gateway.call('/profile/v1/track', { method: 'POST', body: '{}' })
    const { request } = await next()
    request.socket.destroy()
    expect((await answering).status).toBe(503)
    const answer = await gateway.call('/analytics/v1/metrics')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
    expect(JSON.parse(await answer.text())).toMatchObject({ code: 'service_away', status: 503 })
    expect(seen).toEqual([])
  })

  it('answers in HTTP/2, by which a browser opens as many streams as it likes', async () => {
    const { connect } = await import('node:http2')
    const session = connect(gateway.origin, { ca: gateway.certificate })
    const stream = session.request({ ':path': '/' })
    const status = await new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))
    expect(status).toBe(404)
    session.close()
  })
})
