import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { messageBounced, messageDelivered, messageSent, profileChanged } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Messaging, proof, startMessaging } from './harness.js'

const SID = 'AC0123456789abcdef0123456789abcdef'
const TOKEN = 'a token of Twilio’s'
const FROM = '+15005550006'
const CALLBACKS = 'https://messages.example.test/v1/callbacks/twilio'

/** A request as the peer has read it, in the parts that Twilio looks at. */
interface Taken {
  readonly path: string
  readonly authorization: string
  readonly contentType: string
  readonly form: Readonly<Record<string, string>>
}

type Behaviour = (response: ServerResponse) => void
let behaviour: Behaviour[] = []
let taken: Taken[] = []
let peer: Server
let messaging: Messaging

const answer =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const take: Behaviour = answer(201, { sid: 'SM1', status: 'queued', num_segments: '1', error_code: null })
const refuse = (status: number, code: number): Behaviour => answer(status, { code, message: 'no', status })
const drop: Behaviour = (response) => void response.destroy()

async function read(request: IncomingMessage): Promise<Taken> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return {
    path: `${request.method} ${request.url}`,
    authorization: request.headers.authorization ?? '',
    contentType: request.headers['content-type'] ?? '',
    form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))),
  }
}

beforeAll(async () => {
  peer = createServer((request, response) => {
    void read(request).then((given) => {
      taken.push(given)
      ;(behaviour.shift() ?? take)(response)
    })
  })
  await new Promise<void>((done) => void peer.listen(0, '127.0.0.1', done))
  const address = peer.address()
  const port = typeof address === 'object' ? address?.port : 0
  messaging = await startMessaging({
    TWILIO_BASE_URL: `http://127.0.0.1:${port}`,
    TWILIO_ACCOUNT_SID: SID,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_FROM: FROM,
    TWILIO_TIMEOUT_MS: '2000',
    SEND_RETRY_SECONDS: '0.05',
  })
  const body = {
    channels: {
      sms: { locales: { de: { body: 'Ihr Paket {{ data.no }} ist da.\r\nGröße „M“ STOP ' } } },
      email: { locales: { de: { subject: 'Ihr Paket', body: 'Ihr Paket {{ data.no }} ist da.' } } },
    },
  }
  await messaging.call('PUT /v1/templates/parcel', { body })
})
afterAll(async () => {
  await messaging.close()
  peer.closeAllConnections()
  await new Promise((done) => void peer.close(done))
})
beforeEach(() => {
  behaviour = []
  taken = []
})

let last = 1_000_000
const number = (): string => `+4915${(last += 1)}5555`
const order = (more: object) => ({
  template: { key: 'parcel' },
  data: { no: '7' },
  class: 'service',
  topic: 'orders',
  ...more,
})
const send = (more: object = {}): Promise<string> =>
  messaging.send(order({ to: { channel: 'sms', address: number() }, ...more }))

async function person(phone: string | null): Promise<string> {
  const profileId = uuidv7()
  await messaging.publish(profileChanged, messaging.workspace.id, {
    profileId,
    revision: 1,
    traits: {},
    identifiers: [
      { type: 'email', value: `${profileId}@example.test` },
      ...(phone === null ? [] : [{ type: 'phone', value: phone }]),
    ],
    segments: [],
    accounts: [],
    locale: 'de',
    timeZone: null,
    absorbedIds: [],
  })
  return profileId
}

/** A callback as Twilio makes it: signed by its own library. */
async function report(
  messageId: string,
  parameters: Readonly<Record<string, string>>,
  { token = TOKEN, url = `${CALLBACKS}?messageId=${messageId}` } = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const signature = twilio.getExpectedTwilioSignature(token, url, { ...parameters })
  const response = await fetch(`${messaging.url}/v1/callbacks/twilio?messageId=${messageId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(parameters).toString(),
  })
  return { status: response.status, body: await response.json() }
}
const status = (word: string, more: Readonly<Record<string, string>> = {}) => ({
  AccountSid: SID,
  MessageSid: 'SM1',
  MessageStatus: word,
  To: '+491511234567',
  ...more,
})
const deliveryOf = async (id: string): Promise<unknown> =>
  (await messaging.call(`GET /v1/messages/${id}`)).body.delivery

describe('a short message', () => {
  it('leaves as Twilio’s own library would send it, with its segments counted', async () => {
    const id = await send({ to: { channel: 'sms', address: '+49 1511 2345678' } })
    const message = await messaging.settled(id, 'accepted')
    expect(message).toMatchObject({ channel: 'sms', address: '+4915112345678', segments: 1 })
    const [ours] = taken
    const text = 'Ihr Paket 7 ist da.\nGröße „M“ STOP'
    taken = []
    const client = twilio(SID, TOKEN)
    client.api.baseUrl = messaging.deps.settings.TWILIO_BASE_URL
    const callback = `${CALLBACKS}?messageId=${id}`
    await client.messages.create({ to: '+4915112345678', from: FROM, body: text, statusCallback: callback })
    expect(ours).toEqual(taken[0])
  })

  it('goes to people by their number, and to the next channel where they have none', async () => {
    const profileId = await person('+4915112340001')
    const ask = (id: string) =>
      messaging.call(`GET /v1/contactability?profileId=${id}&channel=sms&class=marketing&topic=offers`)
    await messaging.call('PUT /v1/permissions', {
      body: { profileId, channel: 'sms', topic: 'offers', state: 'granted', proof: proof() },
    })
    const more = { class: 'marketing', topic: 'offers', to: undefined, channels: ['sms', 'email'] }
    const id = await send({ ...more, profileId })
    await messaging.settled(id, 'accepted')
    expect(taken.map(({ form }) => form['To'])).toEqual(['+4915112340001'])
    expect((await ask(profileId)).body.allowed).toBe(true)

    const without = await person(null)
    const mailed = await messaging.settled(
      await send({ to: undefined, profileId: without, channels: ['sms', 'email'] }),
      'sent',
    )
    expect(mailed).toMatchObject({ channel: 'email', segments: null })
    expect(mailed.verdicts).toContainEqual(
      expect.objectContaining({ verdict: 'substitute', reason: 'no_address', channel: 'sms' }),
    )
    expect((await ask(without)).body.allowed).toBe(false)
  })

  it('whose connection is lost after the request is uncertain, and never sent again by itself', async () => {
    behaviour = [drop]
    const id = await send({ class: 'transactional' })
    expect((await messaging.settled(id, 'uncertain')).reason).toBe('twilio_connection_lost')
    behaviour = [answer(502, 'bad gateway')]
    const other = await send()
    expect((await messaging.settled(other, 'uncertain')).reason).toBe('twilio_http_502')
    await messaging.settled(await send(), 'accepted')
    expect(taken).toHaveLength(3)
    // What comes back later says what became of it.
    await report(id, status('delivered'))
    expect(await deliveryOf(id)).toBe('delivered')
  })

  it('is tried again where it was certainly not taken', async () => {
    behaviour = [answer(429, { code: 20_429 }, { 'retry-after': '1' }), refuse(400, 21_611), take]
    const begin = Date.now()
    const id = await send({
      class: 'marketing',
      to: undefined,
      profileId: await permitted(),
      topic: 'offers',
      channels: ['sms'],
    })
    await messaging.settled(id, 'accepted')
    expect(taken).toHaveLength(3)
    expect(Date.now() - begin).toBeGreaterThanOrEqual(1_000)
  })

  it('ends the address where nobody has the number, and only the message where it is refused', async () => {
    const address = number()
    behaviour = [refuse(400, 21_614)]
    const to = { channel: 'sms', address }
    const bounced = await messaging.settled(await send({ to }), 'bounced')
    expect(bounced.reason).toBe('permanent; twilio_21614')
    expect((await messaging.settled(await send({ to }), 'dropped')).reason).toBe('suppressed')
    behaviour = [refuse(400, 21_606)]
    const refused = await messaging.settled(await send(), 'failed')
    expect(refused.reason).toBe('twilio_21606')
  })

  it('is a file where it belongs to a test workspace', async () => {
    const test = await messaging.newWorkspace({ mode: 'test' })
    const call = messaging.as(test.secretKey)
    await call('PUT /v1/templates/parcel', { body: { channel: 'sms', locales: { de: { body: 'Da STOP' } } } })
    const to = { channel: 'sms', address: number() }
    const { id } = (await call('POST /v1/messages', { body: order({ to }), headers: { 'idempotency-key': uuidv7() } }))
      .body
    await eventually(async () => expect((await call(`GET /v1/messages/${id}`)).body.delivery).toBe('sent'))
    expect(readFileSync(join(messaging.mailFolder, `${id}.txt`), 'utf8')).toBe(`To: ${to.address}\n\nDa STOP\n`)
    expect(taken).toEqual([])
  })
})

async function permitted(): Promise<string> {
  const profileId = await person(number())
  await messaging.call('PUT /v1/permissions', {
    body: { profileId, channel: 'sms', topic: 'offers', state: 'granted', proof: proof() },
  })
  return profileId
}

describe('a callback of Twilio', () => {
  it('says what became of a message, whatever the order and however often', async () => {
    const id = await send()
    await messaging.settled(id, 'accepted')
    expect(await report(id, status('delivered'))).toEqual({
      status: 200,
      body: { applied: 1, unknown: 0, rejected: [] },
    })
    for (const word of ['sent', 'delivered', 'queued', 'undelivered'])
      await report(id, status(word, word === 'undelivered' ? { ErrorCode: '30003' } : {}))
    expect(await deliveryOf(id)).toBe('delivered')
    const ofId = ({ data }: { readonly data: { readonly messageId: string } }): boolean => data.messageId === id
    expect(await messaging.waitFor(messageDelivered, 1, ofId)).toHaveLength(1)
    expect(await messaging.waitFor(messageSent, 1, ofId)).toHaveLength(1)
    const { evidence } = (await messaging.call(`GET /v1/messages/${id}`)).body
    expect(evidence).toHaveLength(5)
  })

  it('of a number that nobody has ends the address', async () => {
    const address = number()
    const id = await send({ to: { channel: 'sms', address } })
    await messaging.settled(id, 'accepted')
    await report(id, status('undelivered', { ErrorCode: '30005' }))
    await messaging.waitFor(messageBounced, 1, ({ data }) => data.messageId === id)
    const again = await messaging.settled(await send({ to: { channel: 'sms', address } }), 'dropped')
    expect(again.reason).toBe('suppressed')
  })

  it('is refused where anything that is signed is another', async () => {
    const id = uuidv7()
    const wrong = [
      { token: 'another' },
      { url: CALLBACKS },
      { url: `http://127.0.0.1/v1/callbacks/twilio?messageId=${id}` },
    ]
    for (const how of wrong) expect((await report(id, status('sent'), how)).status).toBe(401)
    const unsigned = await fetch(`${messaging.url}/v1/callbacks/twilio?messageId=${id}`, {
      method: 'POST',
      body: 'a=b',
    })
    expect(unsigned.status).toBe(401)
    const ported = `https://messages.example.test:443/v1/callbacks/twilio?messageId=${id}`
    expect((await report(id, status('sent'), { url: ported })).status).toBe(200)
  })

  it('that cannot be used is kept and answered with 200, and one of an unknown message waits for it', async () => {
    expect((await report(uuidv7(), status('sent'))).body).toEqual({ applied: 0, unknown: 1, rejected: [] })
    expect((await report('none', status('sent'))).body).toMatchObject({ rejected: [{ reason: 'messageId' }] })
    const id = uuidv7()
    expect((await report(id, status('flown'))).body).toMatchObject({ rejected: [{ reason: 'MessageStatus' }] })
    expect((await report(id, { Größe: 'ß', AccountSid: SID })).status).toBe(200)
  })
})
