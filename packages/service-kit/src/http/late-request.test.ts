import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { endWhenLate, endWhenSilent } from './late-request.js'

const server = createServer((request, response) => {
  endWhenLate(request, request.url === '/file' ? 60_000 : 20)
  request.resume().once('end', () => response.end('arrived'))
})

describe('a request that arrives slowly', () => {
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => server.close())

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const open = () => connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8')
  const head = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n`

  it('is ended with 408', async () => {
    const socket = open()
    socket.write(`${head('/')}ab`)
    const [text] = await once(socket, 'data')
    expect(text).toMatch(/^HTTP\/1.1 408 /)
    await once(socket, 'close')
  })

  it('has longer where it is a file', async () => {
    const [late, file] = [open(), open()]
    file.write(`${head('/file')}ab`)
    late.write(`${head('/')}ab`)
    await once(late.resume(), 'close')
    file.write('cd')
    const [text] = await once(file, 'data')
    expect(text).toMatch(/^HTTP\/1.1 200 /)
    file.destroy()
  })
})

describe('a connection on which nothing moves', () => {
  it('is ended, be it that the client reads nothing or that it sends nothing', { timeout: 30_000 }, async () => {
    const ended: string[] = []
    const silent = createServer((request, response) => {
      response.on('close', () => ended.push(request.url ?? ''))
      if (request.url === '/lines') Readable.from(endless()).pipe(response)
      else request.resume()
    })
    endWhenSilent(silent, 1_000)
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    const { port } = silent.address() as AddressInfo
    const [lines, file] = [connect(port, '127.0.0.1').pause(), connect(port, '127.0.0.1')]
    for (const socket of [lines, file]) socket.on('error', () => undefined)
    lines.write('GET /lines HTTP/1.1\r\nHost: x\r\n\r\n')
    file.write('POST /file HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab')
    await vi.waitFor(() => expect(ended.toSorted()).toEqual(['/file', '/lines']), 90_000)
    lines.destroy()
    file.destroy()
    silent.close()
  })
})

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536)
}
