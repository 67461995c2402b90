import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endWhenLate } from './late-request.js'

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
