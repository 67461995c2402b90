import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A short message as the network was asked to deliver it. */
export interface ShortMessage {
  readonly to: string
  readonly text: string
  /** Has the network say what became of it; answers the status of the answer. */
  report(status: string): Promise<number>
}

/** A peer on loopback that takes short messages as Twilio does. */
export interface ShortMessageNetwork {
  /** What a service needs to send by it. */
  readonly settings: Readonly<Record<string, string>>
  readonly taken: readonly ShortMessage[]
  close(): Promise<void>
}

const TOKEN = 'a token of the network'

/** Starts one; numbers that end in 0000 are those of landlines, which no short message reaches. */
export async function startShortMessageNetwork(): Promise<ShortMessageNetwork> {
  const taken: ShortMessage[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const to = form.get('To') ?? ''
      const isLandline = to.endsWith('0000')
      response.writeHead(isLandline ? 400 : 201, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify(isLandline ? { code: 21_614, status: 400 } : { sid: `SM${taken.length}`, status: 'queued' }),
      )
      if (isLandline) return
      const [sid, url] = [`SM${taken.length}`, form.get('StatusCallback') ?? '']
      taken.push({
        to,
        text: form.get('Body') ?? '',
        report: (status) => report(url, { MessageSid: sid, MessageStatus: status }),
      })
    })
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has such an address
  const { port } = server.address() as AddressInfo
  return {
    settings: {
      TWILIO_BASE_URL: `http://127.0.0.1:${port}`,
      TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: '+15005550006',
    },
    taken,
    close: () => new Promise((done) => void server.close(() => done())),
  }
}

async function report(url: string, parameters: Readonly<Record<string, string>>): Promise<number> {
  const names = Object.keys(parameters).toSorted()
  const signed = `${url}${names.map((name) => `${name}${parameters[name]}`).join('')}`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': createHmac('sha1', TOKEN).update(signed, 'utf8').digest('base64') },
    body: new URLSearchParams(parameters),
  })
  await response.arrayBuffer()
  return response.status
}
