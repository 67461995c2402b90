import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profileChanged } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { type Call, caller, eventually, startTestService, type TestService } from '@polyphon/testkit'
import type { MessagingSettings, MessagingTools } from '../src/config.js'
import { messagingService } from '../src/service.js'
import { type ReadMail, readMail } from './read-mail.js'

export const CALLBACK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

export interface Messaging extends TestService<MessagingSettings, MessagingTools> {
  readonly mailFolder: string
  /** The mail of a message, as soon as it is there. */
  mail(messageId: string): Promise<ReadMail>
  mailIds(): readonly string[]
  /** Tells a person as profile would. */
  person(changes?: PersonChanges): Promise<string>
  /** Sends and answers the id; fails if the order was refused. */
  send(order: Readonly<Record<string, unknown>>): Promise<string>
  /** Waits until a message stands where it is expected. */
  settled(messageId: string, delivery: string): Promise<Call['body']>
  as(key: string): ReturnType<typeof caller>
}

export interface PersonChanges {
  readonly profileId?: string
  readonly revision?: number
  readonly email?: string
  readonly locale?: string | null
  readonly timeZone?: string
  readonly traits?: Readonly<Record<string, unknown>>
  readonly userId?: string
  readonly workspace?: string
}

export async function startMessaging(
  env: Readonly<Record<string, string>> = {},
  { at }: { readonly at?: Date } = {},
): Promise<Messaging> {
  const mailFolder = mkdtempSync(join(tmpdir(), 'polyphon-mail-'))
  const service = await startTestService(messagingService, {
    ...(at === undefined ? {} : { at }),
    env: {
      MAIL_FOLDER: mailFolder,
      PUBLIC_URL: 'https://messages.example.test',
      MAIL_FROM: 'Größe & Maß GmbH <hallo@example.test>',
      CALLBACK_SECRET,
      ...env,
    },
  })
  const { call, publish, workspace } = service
  const settled = (messageId: string, delivery: string): Promise<Call['body']> =>
    eventually(async () => {
      const { body } = await call(`GET /v1/messages/${messageId}`)
      if (body.delivery !== delivery)
        throw new Error(`The message is ${body.delivery} (${body.reason}), not ${delivery}.`)
      return body
    })
  return {
    ...service,
    mailFolder,
    settled,
    as: (key) => caller(service.url, key),
    mailIds: () => readdirSync(mailFolder).flatMap((name) => (name.endsWith('.eml') ? [name.slice(0, -4)] : [])),
    mail: (messageId) => eventually(() => readMail(readFileSync(join(mailFolder, `${messageId}.eml`), 'utf8'))),
    person: async (changes = {}) => {
      const profileId = changes.profileId ?? uuidv7()
      const email = changes.email ?? `${profileId}@example.test`
      await publish(profileChanged, changes.workspace ?? workspace.id, {
        profileId,
        revision: changes.revision ?? 1,
        traits: changes.traits ?? { firstName: 'Änne', lastName: 'Weiß', email },
        identifiers: [
          { type: 'email', value: email },
          ...(changes.userId === undefined ? [] : [{ type: 'user_id', value: changes.userId }]),
        ],
        segments: [],
        accounts: [],
        locale: changes.locale === undefined ? 'de' : changes.locale,
        timeZone: changes.timeZone ?? null,
        absorbedIds: [],
      })
      return profileId
    },
    send: async (order) => {
      const answer = await call('POST /v1/messages', { body: order, headers: { 'idempotency-key': randomUUID() } })
      if (answer.status !== 202) throw new Error(`The message was refused: ${answer.text}`)
      return String(answer.body.id)
    },
    close: async () => {
      await service.close()
      rmSync(mailFolder, { recursive: true, force: true })
    },
  }
}

export const parcel = {
  channel: 'email',
  locales: {
    de: {
      subject: 'Ihre Bestellung {{ data.orderNumber }} ist da – Größe „M“',
      body: '<p>Guten Tag {{ person.traits.firstName | default: "zusammen" }},</p><p>Ihr Paket ist da. <a href="https://example.test/{{ data.orderNumber }}">Ansehen</a></p>',
    },
    en: {
      subject: 'Your order {{ data.orderNumber }} has arrived',
      body: '<p>Hello {{ person.traits.firstName | default: "there" }},</p><p>your parcel has arrived.</p>',
    },
  },
  fallbackLocale: 'en',
  variables: ['orderNumber'],
}

export const proof = (occurredAt = new Date().toISOString()): Readonly<Record<string, string>> => ({
  noticeKey: 'newsletter',
  noticeVersion: '3',
  noticeText: 'Ja, ich möchte Neuigkeiten bekommen. Ich kann jederzeit widersprechen.',
  locale: 'de',
  mechanism: 'double-opt-in',
  occurredAt,
  actor: 'person',
})
