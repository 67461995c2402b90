import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeWorkspace, openHome, startStack } from '@polyphon/local-stack'
import { caller, eventually } from '@polyphon/testkit'
import { freePortBase, orRefuse, startPostgres } from '@polyphon/toolchain'
import pg from 'pg'

// Records the rows of this commit as those of a release: see README.md beside it.
const { name } = orRefuse('tests/releases/record.ts NAME, which is the folder and stands in docs/releases.json', () => {
  const [only, ...more] = parseArgs({ allowPositionals: true, options: {} }).positionals
  if (only === undefined || more.length > 0) throw new Error('Which release? It is one word.')
  return { name: only }
})
const folder = mkdtempSync(join(tmpdir(), 'polyphon-release-'))
const postgres = await startPostgres({ folder: join(folder, 'postgres'), durable: false })
const env = {
  POLYPHON_HOME: join(folder, 'home'),
  POLYPHON_PORT_BASE: String(await freePortBase()),
  DATABASE_URL: postgres.url('postgres'),
  LOG_LEVEL: 'silent',
}
const home = openHome(env, dirname(folder))
const stack = await startStack({
  env,
  home,
  progress: () => undefined,
  onDead: (error) => {
    throw error
  },
})
const facts = await makeWorkspace(
  { urls: stack.urls, adminToken: stack.adminToken, mailFolder: home.mailFolder },
  { key: 'release', name: 'Release' },
)

async function call(service: string, operation: string, body?: unknown, headers: Record<string, string> = {}) {
  const { status, body: answer } = await caller(stack.urls[service] ?? '', facts.secretKey)(operation, {
    ...(body === undefined ? {} : { body }),
    headers,
  })
  if (status >= 300) throw new Error(`${operation}: ${status} ${JSON.stringify(answer)}`)
  return answer
}

const people = [
  { userId: 'änne', email: 'aenne@müller.de', phone: '+49 30 1234567', locale: 'de' },
  { userId: 'bob', email: 'Bob@Example.org', locale: 'en' },
  { userId: 'zoë', email: 'zoe@example.com', phone: '+4915112345678', locale: 'de' },
]

async function publish(): Promise<void> {
  await call('profile', 'PUT /v1/segments/kunden', { name: 'Kunden', condition: { did: 'Order Delivered' } })
  await call('feedback', 'PUT /v1/surveys/lieferung', {
    title: { de: 'Ihre Lieferung', en: 'Your delivery' },
    questions: [
      { id: 'zufrieden', kind: 'csat', text: { de: 'Wie war es?', en: 'How was it?' }, required: true },
      { id: 'warum', kind: 'text', text: 'Warum?', showIf: { path: 'answer.zufrieden', op: 'lte', value: 3 } },
    ],
  })
  await call('messaging', 'PUT /v1/templates/danke', {
    channel: 'email',
    locales: {
      de: { subject: 'Danke {{ data.nr }}', body: '<p>Grüße</p>' },
      en: { subject: 'Thanks {{ data.nr }}', body: 'Hi' },
    },
    fallbackLocale: 'en',
    variables: [{ name: 'nr', required: true }],
  })
  await call('journey', 'PUT /v1/journeys/nachfassen', {
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'event', event: 'Order Delivered' }] },
    start: 'danke',
    steps: {
      danke: {
        type: 'send',
        template: 'danke',
        topic: 'orders',
        channels: ['email'],
        data: { nr: { path: 'event.properties.orderId' } },
        next: 'frage',
      },
      frage: {
        type: 'ask',
        survey: 'lieferung',
        topic: 'feedback',
        channels: ['email'],
        timeout: 'P14D',
        onAnswered: 'ende',
        next: 'ende',
      },
      ende: { type: 'exit', outcome: 'ende' },
    },
  })
}

const idOf = async (userId: string): Promise<string> => {
  const found = await call('profile', `GET /v1/profiles?identifier=user_id:${encodeURIComponent(userId)}`)
  return found.items[0].id
}

async function record(): Promise<void> {
  await publish()
  for (const [index, { userId, ...traits }] of people.entries())
    await call('profile', 'POST /v1/identify', {
      messageId: `i${index + 1}`,
      userId,
      anonymousId: `anon-${index + 1}`,
      traits: { ...traits, firstName: userId, city: 'Köln', address: { plz: '50667' } },
    })
  const [first, bob, third] = [await idOf('änne'), await idOf('bob'), await idOf('zoë')]
  for (const profileId of [first, bob])
    await call('messaging', 'PUT /v1/permissions', {
      profileId,
      channel: 'email',
      topic: 'feedback',
      state: 'granted',
      proof: {
        noticeKey: 'k',
        noticeVersion: '1',
        noticeText: 'Ja',
        locale: 'de',
        mechanism: 'checkbox',
        occurredAt: '2026-11-01T10:00:00Z',
        actor: 'x',
      },
    })
  for (const [index, { userId }] of people.entries())
    await call('profile', 'POST /v1/track', {
      messageId: `d${index}`,
      userId,
      event: 'Order Delivered',
      properties: { orderId: `A-${index}`, late: index === 1 },
    })
  // Each of them is thanked; who has allowed it is asked, too.
  await messagesOf(first, 2)
  await messagesOf(bob, 2)
  await messagesOf(third, 1)
  await call('profile', `POST /v1/profiles/${first}/merge`, { absorbedId: third, reason: 'the same person' })
  const invitation = await call('feedback', 'POST /v1/surveys/lieferung/invitations', { profileId: first })
  await call('feedback', `POST ${new URL(invitation.url).pathname}`, {
    answers: { zufrieden: 2, warum: 'Zu spät – Größe 5' },
    complete: true,
  })
  const answers = { survey: 'lieferung', identifier: { type: 'user_id', value: 'bob' }, answers: { zufrieden: 5 } }
  await call('feedback', 'POST /v1/answers', answers, { 'Idempotency-Key': randomUUID() })
  await eventually(async () => {
    const { groups } = await call('analytics', 'GET /v1/metrics/csat')
    if (groups[0]?.n !== 2) throw new Error('The answers have not been counted yet.')
  })
}

const messagesOf = (profileId: string, count: number): Promise<void> =>
  eventually(async () => {
    const { items } = await call('messaging', `GET /v1/messages?profileId=${profileId}`)
    if (items.length < count) throw new Error(`${items.length} of ${count} messages`)
  })

async function dump(database: string, into: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url(`polyphon_${database}`) })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    // The rows of a table that is partitioned come with the whole.
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
        and relname not like '%migration%' order by 1`,
  )
  const parts: string[] = []
  for (const { name: table } of rows) {
    const { rows: found } = await client.query<{ text: string }>(
      `select json_agg(row)::text as text from ${pg.escapeIdentifier(table)} row`,
    )
    if (found[0]?.text) parts.push(`${JSON.stringify(table)}: ${found[0].text}`)
  }
  await client.end()
  // Formatted by biome afterwards; as text, since JSON.parse would round large numbers.
  writeFileSync(join(into, `${database}.json`), `{ ${parts.join(',\n')} }\n`)
}

try {
  await record()
  const into = join(import.meta.dirname, name)
  mkdirSync(into, { recursive: true })
  await stack.close()
  for (const database of ['profile', 'journey', 'messaging', 'feedback', 'analytics', 'log']) await dump(database, into)
  const { workspace, secretKey } = facts
  const kept = { workspace, secretKey, secretsKeys: home.secrets().secretsKeys }
  writeFileSync(join(into, 'facts.json'), `${JSON.stringify(kept, null, 2)}\n`)
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
