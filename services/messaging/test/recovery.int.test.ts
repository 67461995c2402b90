import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimer } from '@polyphon/service-kit'
import { type RunningService, startService } from '@polyphon/service-kit/runtime'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyReceipts } from '../src/messages/steps/apply-receipts.js'
import { messagingService } from '../src/service.js'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

// A mail server that accepts the connection and never says a word: the sender hangs as if it had died.
let silent: Server
const sockets = new Set<Socket>()
let messaging: Messaging
let second: RunningService | undefined
const secondFolder = mkdtempSync(join(tmpdir(), 'polyphon-mail-'))

beforeAll(async () => {
  silent = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  messaging = await startMessaging({
    MAIL_PROVIDER: 'smtp',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_TIMEOUT_MS: '20000',
    SEND_LEASE_SECONDS: '1',
    // Two messages that hang fill it, so that it takes no third one.
    SEND_CONCURRENCY: '2',
    SEND_RETRY_SECONDS: '0.05',
  })
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await second?.close()
  await messaging.close()
  silent.close()
  rmSync(secondFolder, { recursive: true, force: true })
})

async function send(kind: string): Promise<string> {
  const profileId = await messaging.person()
  const body = { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof() }
  await messaging.call('PUT /v1/permissions', { body })
  const order = { profileId, template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'news' }
  return messaging.send({ ...order, class: kind })
}

async function attemptsOf(id: string): Promise<number | undefined> {
  const { rows } = await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
    tx.query<{ attempts: number }>('select attempts from message where workspace_id = $1 and message_id = $2', [
      tx.workspaceId,
      id,
    ]),
  )
  return rows[0]?.attempts
}

describe('a message whose sender has died', () => {
  it('is sent again by another process if it must arrive, and left uncertain if not', async () => {
    const [service, marketing] = [await send('service'), await send('marketing')]
    // Both are with the silent server; what becomes of them once their lease is over may have begun by now.
    for (const id of [service, marketing]) await eventually(async () => expect(await attemptsOf(id)).toBe(1))
    const { settings } = messaging.deps
    second = await startService(messagingService, {
      env: {
        DATABASE_URL: settings.DATABASE_URL,
        PORT: '0',
        LOG_LEVEL: 'silent',
        PUBLIC_URL: 'https://messages.example.test',
        MAIL_FOLDER: secondFolder,
        SEND_RETRY_SECONDS: '0.05',
      },
      log: messaging.log,
    })
    expect((await messaging.settled(marketing, 'uncertain')).reason).toBe('sender_lost')
    const message = await messaging.settled(service, 'sent')
    expect(message.evidence[0].source).toBe('file')
  })
})

describe('a message whose sender died while it wrote files', () => {
  it('is sent if the file is there, and written once if it is not', async () => {
    const slow = await startMessaging({ SEND_RETRY_SECONDS: '0.05' })
    try {
      await slow.call('PUT /v1/templates/parcel-arrived', { body: parcel })
      const profileId = await slow.person()
      const body = { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof() }
      await slow.call('PUT /v1/permissions', { body })
      const order = { profileId, template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'news' }
      // Ordered for later, then put where a claim would have left them when the process was killed.
      const sendAt = new Date(Date.now() + 3_600_000).toISOString()
      const [lost, written] = [
        await slow.send({ ...order, class: 'research', sendAt }),
        await slow.send({ ...order, class: 'marketing', sendAt }),
      ]
      writeFileSync(join(slow.mailFolder, `${written}.eml`), 'Subject: as it was\r\n\r\nx')
      for (const id of [lost, written])
        await eventually(async () => expect((await slow.settled(id, 'planned')).reason).toBe('scheduled'))
      await slow.deps.db.transact(slow.workspace.id, async (tx) => {
        await tx.query(
          `update message set written_at = now(), stage = 'sending', delivery = 'sending', epoch = 1, attempts = 1, handed_to = 'file',
             address = $2, first_attempt_at = now(), send_at = null, lease_until = now() - interval '1 second'
            where message_id = any ($1)`,
          [[lost, written], `${profileId}@example.test`],
        )
        await setTimer(tx, { kind: 'sending-recovery', key: tx.newId(), dueAt: tx.now, data: {} })
      })
      expect((await slow.settled(written, 'sent')).evidence[0].source).toBe('file')
      expect((await slow.settled(lost, 'sent')).evidence[0].source).toBe('file')
      expect((await slow.mail(written)).headers.get('subject')).toBe('as it was')
      expect((await slow.mail(lost)).headers.get('subject')).toContain('Bestellung')
    } finally {
      await slow.close()
    }
  })

  it('is sent again although an earlier attempt was reported as failed in the meantime', async () => {
    const slow = await startMessaging({ SEND_RETRY_SECONDS: '0.05' })
    try {
      await slow.call('PUT /v1/templates/parcel-arrived', { body: parcel })
      const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'orders' }
      const sendAt = new Date(Date.now() + 3_600_000).toISOString()
      const id = await slow.send({ ...order, profileId: await slow.person(), class: 'transactional', sendAt })
      await eventually(async () => expect((await slow.settled(id, 'planned')).reason).toBe('scheduled'))
      await slow.deps.db.transact(slow.workspace.id, async (tx) => {
        await tx.query(
          `update message set written_at = now(), stage = 'sending', delivery = 'sending', epoch = 2, attempts = 2, handed_to = 'file',
             first_attempt_at = now(), send_at = null, lease_until = now() - interval '1 second' where message_id = $1`,
          [id],
        )
        const failed = { event: 'failed', occurredAt: tx.now, reason: 'smtp_451' } as const
        await applyReceipts(tx, [{ messageId: id, source: 'file', eventId: 'of the first attempt', ...failed }])
        await setTimer(tx, { kind: 'sending-recovery', key: tx.newId(), dueAt: tx.now, data: {} })
      })
      expect((await slow.mail(id)).headers.get('subject')).toContain('Bestellung')
    } finally {
      await slow.close()
    }
  })
})
