import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerMalformed } from './malformed.js'

let server: Server
beforeAll(async () => {
  server = createServer((_request, response) => response.end('fine'))
  server.on(
    'clientError',
    answerMalformed(() => 'request-1', ''),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** What a server answers to these bytes until it hangs up. */
function sent(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    socket.on('end', () => resolve(text)).on('error', reject)
  })
}

const HOST = 'Host: x\r\n'

describe('what is no request', () => {
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'http_malformed'],
    ['a header without a colon', `GET / HTTP/1.1\r\n${HOST}oops\r\n\r\n`, 400, 'http_malformed'],
    ['two lengths', `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400, 'http_malformed'],
    ['headers without end', `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ])('is answered with a problem: %s', async (_what, bytes, status, code) => {
    const [head = '', body = ''] = (await sent(bytes)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(head).toContain('Content-Type: application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ status, code, type: `/docs/errors/${code}`, requestId: 'request-1' })
  })
  it('leaves a request before it its answer', async () => {
    const text = await sent(`GET / HTTP/1.1\r\n${HOST}\r\nhello\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
  })
})
