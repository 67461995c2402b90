import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { allowedBy } from './addresses.js'
import { openOutside } from './outside.js'

const allowed = allowedBy({})
const closers: (() => unknown)[] = []
afterAll(() => Promise.all(closers.map((close) => close())))

async function portOf(server: { listen(port: number, host: string, done: () => void): unknown; address(): unknown }) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0
}

async function serve(answer: RequestListener): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer(answer)
  closers.push(() => (server.closeAllConnections(), server.close()))
  return { port: await portOf(server), server }
}

function open(options: Partial<Parameters<typeof openOutside>[0]> = {}): ReturnType<typeof openOutside> {
  const outside = openOutside({ allowed, ...options })
  closers.push(() => outside.close())
  return outside
}

describe('a call outside', () => {
  it('sends what it is given and answers status, headers and body', async () => {
    const { port } = await serve((request, response) => {
      response.writeHead(202, { 'retry-after': '7' }).write(`${request.method} ${String(request.headers['x-a'])} `)
      request.pipe(response)
    })
    const call = { url: `http://localhost:${port}/`, method: 'POST', headers: { 'x-a': 'b' }, body: 'body' } as const
    const answer = await open().call(call)
    expect(answer).toMatchObject({ status: 202, isCut: false, headers: { 'retry-after': '7' } })
    expect(answer.body.toString()).toBe('POST b body')
  })

  it('connects to the address that was checked, although the name has moved since', async () => {
    const { port } = await serve((_, response) => response.end('here'))
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254']]
    const outside = open({ resolve: async () => answers.shift() ?? [] })
    const url = `http://moving.example:${port}/`
    expect((await outside.call({ url })).body.toString()).toBe('here')
    // Another origin, so that no connection is kept: the name is asked again, and refused.
    await expect(outside.call({ url: `http://moving.example:${port + 1}/` })).rejects.toMatchObject({
      code: 'url_not_public',
    })
    expect(answers).toHaveLength(1)
  })

  it('reaches nothing here where nothing is allowed', async () => {
    let calls = 0
    const { port } = await serve((_, response) => response.end(String((calls += 1))))
    const outside = open({ allowed: [], resolve: async () => ['127.0.0.1'] })
    for (const url of [`https://127.0.0.1:${port}/`, `https://a.example:${port}/`, `http://a.example:${port}/`])
      await expect(outside.call({ url })).rejects.toMatchObject({ code: 'url_not_public' })
    expect(calls).toBe(0)
  })

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i)', async (status) => {
    let calls = 0
    const { port } = await serve((_, response) => {
      calls += 1
      response.writeHead(status, { location: '/elsewhere' }).end()
    })
    await expect(open().call({ url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({ code: 'redirect_refused' })
    expect(calls).toBe(1)
  })

  it('leaves unread what is more than it takes', async () => {
    let sent = 0
    const { port } = await serve((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x'))) sent += 65_536
      }
      response.on('drain', more).on('error', () => undefined)
      more()
    })
    const answer = await open().call({ url: `http://127.0.0.1:${port}/` })
    expect([answer.body.length, answer.isCut]).toEqual([65_536, true])
    expect(sent).toBeLessThan(50_000_000)
  })

  it('ends in time, whether nothing comes or a little now and then', async () => {
    const outside = open({ timeoutMs: 300 })
    const hole = createSocketServer(() => undefined)
    closers.push(() => hole.close())
    await expect(outside.call({ url: `http://127.0.0.1:${await portOf(hole)}/` })).rejects.toMatchObject({
      code: 'timeout',
    })
    const { port } = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    await expect(outside.call({ url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({ code: 'timeout' })
    const slow = open({ timeoutMs: 300, resolve: () => new Promise(() => undefined) })
    await expect(slow.call({ url: 'https://example.org/' })).rejects.toMatchObject({ code: 'timeout' })
  })

  it('says that an address does not answer', async () => {
    const { port, server } = await serve((_, response) => response.end())
    server.close()
    await expect(open().call({ url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({ code: 'unreachable' })
    const unknown = open({ resolve: () => Promise.reject(new Error('no such name')) })
    await expect(unknown.call({ url: 'https://example.org/' })).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('knows no proxy', async () => {
    const { port } = await serve((_, response) => response.end('direct'))
    process.env['http_proxy'] = 'http://127.0.0.1:1'
    try {
      expect((await open().call({ url: `http://127.0.0.1:${port}/` })).body.toString()).toBe('direct')
    } finally {
      delete process.env['http_proxy']
    }
  })
})
