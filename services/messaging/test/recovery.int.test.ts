import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningService, setTimer, startService } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyReceipts } from '../src/messages/steps/apply-receipts.js'
import { messagingService } from '../src/service.js'
import { parcel, proof, type Setting, startSetting } from './harness.js'

// A mail server that accepts the connection and never says a word: the sender hangs as if it had died.
let silent: Server
const sockets = new Set<Socket>()
let setting: Setting
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
  setting = await startSetting({
    MAIL_PROVIDER: 'smtp',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_TIMEOUT_MS: '20000',
    SEND_LEASE_SECONDS: '1',
    // Two messages that hang fill it, so that it takes no third one.
    SEND_CONCURRENCY: '2',
    SEND_RETRY_SECONDS: '0.05',
  })
  await setting.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await second?.close()
  await setting.close()
  silent.close()
  rmSync(secondFolder, { recursive: true, force: true })
})

async function send(kind: string): Promise<string> {
  const profileId = await setting.person()
  const body = { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof() }
  await setting.call('PUT /v1/permissions', { body })
  const order = { profileId, template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'news' }
  return setting.send({ ...order, class: kind })
}

describe('a message whose sender has died', () => {
  it('is sent again by another process if it must arrive, and left uncertain if not', async () => {
    const [service, marketing] = [await send('service'), await send('marketing')]
    await setting.settled(service, 'sending')
    await setting.settled(marketing, 'sending')
    const { settings } = setting.deps
    second = await startService(messagingService, {
      env: {
        DATABASE_URL: settings.DATABASE_URL,
        PORT: '0',
        LOG_LEVEL: 'silent',
        PUBLIC_URL: 'https://messages.example.test',
        MAIL_FOLDER: secondFolder,
        SEND_RETRY_SECONDS: '0.05',
      },
      log: setting.log,
    })
    expect((await setting.settled(marketing, 'uncertain')).reason).toBe('sender_lost')
    const message = await setting.settled(service, 'sent')
    expect(message.evidence[0].source).toBe('file')
  })
})

describe('a message whose sender died while it wrote files', () => {
  it('is sent if the file is there, and written once if it is not', async () => {
    const own = await startSetting({ SEND_RETRY_SECONDS: '0.05' })
    try {
      await own.call('PUT /v1/templates/parcel-arrived', { body: parcel })
      const profileId = await own.person()
      const body = { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof() }
      await own.call('PUT /v1/permissions', { body })
      const order = { profileId, template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'news' }
      // Ordered for later, then put where a claim would have left them when the process was killed.
      const sendAt = new Date(Date.now() + 3_600_000).toISOString()
      const [lost, written] = [
        await own.send({ ...order, class: 'research', sendAt }),
        await own.send({ ...order, class: 'marketing', sendAt }),
      ]
      writeFileSync(join(own.mailFolder, `${written}.eml`), 'Subject: as it was\r\n\r\nx')
      for (const id of [lost, written])
        await eventually(async () => expect((await own.settled(id, 'planned')).reason).toBe('scheduled'))
      await own.deps.db.transact(own.workspace.id, async (tx) => {
        await tx.query(
          `update message set stage = 'sending', delivery = 'sending', epoch = 1, attempts = 1, handed_to = 'file',
             address = $2, first_attempt_at = now(), send_at = null, lease_until = now() - interval '1 second'
            where message_id = any ($1)`,
          [[lost, written], `${profileId}@example.test`],
        )
        await setTimer(tx, { kind: 'sending-recovery', key: tx.newId(), dueAt: tx.now, data: {} })
      })
      expect((await own.settled(written, 'sent')).evidence[0].source).toBe('file')
      expect((await own.settled(lost, 'sent')).evidence[0].source).toBe('file')
      expect((await own.mail(written)).headers.get('subject')).toBe('as it was')
      expect((await own.mail(lost)).headers.get('subject')).toContain('Bestellung')
    } finally {
      await own.close()
    }
  })

  it('is sent again although an earlier attempt was told to have failed in the meantime', async () => {
    const own = await startSetting({ SEND_RETRY_SECONDS: '0.05' })
    try {
      await own.call('PUT /v1/templates/parcel-arrived', { body: parcel })
      const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'orders' }
      const sendAt = new Date(Date.now() + 3_600_000).toISOString()
      const id = await own.send({ ...order, profileId: await own.person(), class: 'transactional', sendAt })
      await eventually(async () => expect((await own.settled(id, 'planned')).reason).toBe('scheduled'))
      await own.deps.db.transact(own.workspace.id, async (tx) => {
        await tx.query(
          `update message set stage = 'sending', delivery = 'sending', epoch = 2, attempts = 2, handed_to = 'file',
             first_attempt_at = now(), send_at = null, lease_until = now() - interval '1 second' where message_id = $1`,
          [id],
        )
        const failed = { event: 'failed', occurredAt: tx.now, reason: 'smtp_451' } as const
        await applyReceipts(tx, [{ messageId: id, source: 'file', eventId: 'of the first attempt', ...failed }])
        await setTimer(tx, { kind: 'sending-recovery', key: tx.newId(), dueAt: tx.now, data: {} })
      })
      expect((await own.mail(id)).headers.get('subject')).toContain('Bestellung')
    } finally {
      await own.close()
    }
  })
})
