import { randomUUID } from 'node:crypto'
import { messageDeferred, messageFailed, messageSent, messageUncertain } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyReceipts } from '../src/messages/steps/apply-receipts.js'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'
import { readMail } from './read-mail.js'

/** What the server does with a mail, once it knows to whom it goes. */
type Behaviour =
  | 'take'
  | 'take_slowly'
  | 'refuse'
  | 'nobody'
  | 'busy'
  | 'busy_after_data'
  | 'store_and_hang'
  | 'store_and_drop'

// Far below the longest silence, as a busy machine is silent for a second now and then; four one after the other take as long as a claim lasts.
const SLOW_MS = 1_500

let behaviour: Behaviour[] = []
const stored: { readonly to: string; readonly source: string }[] = []
let server: SMTPServer
let messaging: Messaging

const reply = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code })

function openServer(): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const next = behaviour[0]
      if (next !== 'refuse' && next !== 'busy' && next !== 'nobody') return done()
      behaviour.shift()
      if (next === 'nobody') return done(reply(550, '5.1.1 No such user here'))
      done(next === 'refuse' ? reply(550, 'No such user here') : reply(451, 'Try again later'))
    },
    onData: (stream, session, done) => {
      const next = behaviour.shift() ?? 'take'
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (next === 'busy_after_data') return done(reply(452, 'Insufficient storage'))
        const source = Buffer.concat(chunks).toString('utf8')
        stored.push({ to: session.envelope.rcptTo[0]?.address ?? '', source })
        if (next === 'store_and_hang') return
        if (next === 'take_slowly') return void setTimeout(done, SLOW_MS)
        if (next === 'store_and_drop') return dropAll()
        done()
      })
    },
  })
}

function dropAll(): void {
  for (const connection of server.connections) connection.close()
}

beforeAll(async () => {
  server = openServer()
  server.on('error', () => undefined)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const address = server.server.address()
  const port = typeof address === 'object' ? address?.port : 0
  messaging = await startMessaging({
    MAIL_PROVIDER: 'smtp',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_TIMEOUT_MS: '4000',
    SMTP_CONNECTIONS: '2',
    SEND_LEASE_SECONDS: '6',
    SEND_RETRY_SECONDS: '0.05',
  })
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
beforeEach(() => {
  behaviour = []
  stored.splice(0)
})
afterAll(async () => {
  await messaging.close()
  dropAll()
  await new Promise<void>((done) => server.close(done))
})

async function send(kind: string): Promise<string> {
  const profileId = await messaging.person()
  const body = { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof() }
  await messaging.call('PUT /v1/permissions', { body })
  return messaging.send({
    profileId,
    template: { key: 'parcel-arrived' },
    data: { orderNumber: '50314' },
    class: kind,
    topic: 'news',
  })
}

const isOf = (id: string) => (event: { readonly data: { readonly messageId: string } }) => event.data.messageId === id

describe('a mail server', () => {
  it('gets a whole mail, and its yes means sent', async () => {
    const id = await send('marketing')
    const message = await messaging.settled(id, 'sent')
    expect(message.evidence[0].source).toBe('smtp')
    const mail = readMail(stored[0]?.source ?? '')
    expect(mail.subject).toBe('Ihre Bestellung 50314 ist da – Größe „M“')
    expect(mail.headers.get('message-id')).toBe(`<${id}@example.test>`)
    expect(mail.headers.get('list-unsubscribe')).toMatch(/^<https:/)
    expect(stored[0]?.to).toBe(message.address)
    expect(messaging.mailIds()).toEqual([])
  })

  it('that is slow gets each mail once, however many wait for it', async () => {
    behaviour = Array.from({ length: 20 }, () => 'take_slowly')
    const ids = await Promise.all(Array.from({ length: 20 }, () => send('transactional')))
    for (const id of ids) await messaging.settled(id, 'sent')
    expect(stored).toHaveLength(20)
  })

  it('that knows nobody of this name ends the message and the address', async () => {
    behaviour = ['nobody']
    const address = 'gone@example.test'
    const to = { channel: 'email', address }
    const order = { to, template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'orders' }
    const first = await messaging.send({ ...order, class: 'transactional' })
    expect((await messaging.settled(first, 'bounced')).reason).toBe('smtp_550 5.1.1')
    const second = await messaging.send({ ...order, class: 'transactional' })
    expect((await messaging.settled(second, 'dropped')).reason).toBe('suppressed')
    // A release outweighs a bounce that happened before it, however late that is reported.
    const released = await messaging.call(`DELETE /v1/suppressions?channel=email&address=${address}`)
    expect(released.status).toBe(204)
    await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      applyReceipts(tx, [
        {
          messageId: first,
          source: 'smtp',
          eventId: 'told late',
          event: 'bounced',
          occurredAt: new Date(tx.now.getTime() - 60_000),
          reason: '5.1.1',
        },
      ]),
    )
    await messaging.settled(await messaging.send({ ...order, class: 'transactional' }), 'sent')
  })

  it('that refuses for good ends the message', async () => {
    behaviour = ['refuse']
    const id = await send('marketing')
    expect((await messaging.settled(id, 'failed')).reason).toBe('smtp_550')
    const [event] = await messaging.waitFor(messageFailed, 1, isOf(id))
    expect(event?.data.reason).toBe('smtp_550')
    expect(stored).toEqual([])
  })

  it('that is busy is asked again, before and after the content', async () => {
    behaviour = ['busy', 'busy_after_data', 'take']
    const id = await send('marketing')
    await messaging.settled(id, 'sent')
    const deferred = await messaging.waitFor(messageDeferred, 2, isOf(id))
    expect(deferred.map(({ data }) => data.reason)).toEqual(['smtp_451', 'smtp_452'])
    expect(stored).toHaveLength(1)
  })

  it.each(['store_and_hang', 'store_and_drop'] as const)(
    'that does %s leaves marketing mail uncertain, not resent',
    async (how) => {
      behaviour = [how]
      const id = await send('marketing')
      const message = await messaging.settled(id, 'uncertain')
      expect(['smtp_timeout', 'smtp_connection_lost']).toContain(message.reason)
      await messaging.waitFor(messageUncertain, 1, isOf(id))
      // Another message goes through afterwards, so the first would have been sent again by now.
      const next = await send('marketing')
      await messaging.settled(next, 'sent')
      expect(stored).toHaveLength(2)
    },
  )

  it('that keeps silent about transactional mail gets it again, under the same Message-ID', async () => {
    behaviour = ['store_and_drop', 'take']
    const id = await send('transactional')
    await messaging.settled(id, 'sent')
    const ids = stored.map(({ source }) => readMail(source).headers.get('message-id'))
    expect(ids).toEqual([`<${id}@example.test>`, `<${id}@example.test>`])
    await messaging.waitFor(messageSent, 1, isOf(id))
    expect(messaging.published(messageSent).filter(isOf(id))).toHaveLength(1)
  })

  it('that is not there is tried again', async () => {
    const unreachable = await startMessaging({
      MAIL_PROVIDER: 'smtp',
      SMTP_URL: 'smtp://127.0.0.1:1',
      SEND_RETRY_SECONDS: '0.01',
    })
    try {
      await unreachable.call('PUT /v1/templates/parcel-arrived', { body: parcel })
      const to = { channel: 'email', address: 'a@example.test' }
      const id = await unreachable.send({
        to,
        template: { key: 'parcel-arrived' },
        data: { orderNumber: '1' },
        class: 'service',
        topic: 't',
      })
      const message = await unreachable.settled(id, 'failed')
      expect(message.reason).toBe('smtp_unreachable')
      await unreachable.waitFor(messageDeferred, 7, isOf(id))
      expect(unreachable.published(messageDeferred).filter(isOf(id))).toHaveLength(7)
    } finally {
      await unreachable.close()
    }
  })

  it('gets no mail of a test workspace', async () => {
    const test = await messaging.newWorkspace({ mode: 'test' })
    const call = messaging.as(test.secretKey)
    await call('PUT /v1/templates/parcel-arrived', { body: parcel })
    const to = { channel: 'email', address: 'test@example.test' }
    const body = { to, template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, class: 'service', topic: 't' }
    const { id } = (await call('POST /v1/messages', { body, headers: { 'idempotency-key': randomUUID() } })).body
    await messaging.mail(id)
    await eventually(async () => expect((await call(`GET /v1/messages/${id}`)).body.delivery).toBe('sent'))
    expect(stored).toEqual([])
  })
})
