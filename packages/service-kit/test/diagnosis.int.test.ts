import { ADMIN_TOKEN, eventually, freshDatabase, startTestService } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startService } from '../src/runtime.js'
import { openDoor } from './door.js'
import { query } from './harness.js'
import { notesService } from './notes-service.js'

// Nothing listens there.
const NOBODY = '127.0.0.1:9'

interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'wrong'
  readonly what: string
  readonly whatToDo: string
  readonly runbook?: string
}

let t: Awaited<ReturnType<typeof startTestService>>
let databasePassword: string
beforeAll(async () => {
  t = await startTestService(notesService, {
    env: {
      REDIS_URL: `redis://:dev-only-redis@${NOBODY}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${NOBODY}`,
      KAFKA_PARTITION: '12',
      // No folder can be made there, by nobody.
      BLOB_STORE: 'file:///dev/null/blobs',
      RATE_LIMIT_PER_MINUTES: '',
    },
  })
  databasePassword = new URL(t.deps.settings === undefined ? '' : Object(t.deps.settings).DATABASE_URL).password
}, 60_000)
afterAll(() => t?.close())

/** What is not well, by check; every finding says what to do. */
async function lookAt(url = t.url): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const answer = await fetch(`${url}/v1/diagnosis`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  for (const secret of ['dev-only-redis', ADMIN_TOKEN, `:${databasePassword}@`, process.cwd()])
    expect(text).not.toContain(secret)
  const { findings }: { findings: Finding[] } = JSON.parse(text)
  const found = new Map<string, Finding[]>()
  for (const finding of findings) {
    expect(finding.whatToDo).not.toBe('')
    if (finding.state === 'ok') continue
    expect(finding.runbook, finding.check).toMatch(/\.md/)
    found.set(finding.check, [...(found.get(finding.check) ?? []), finding])
  }
  return found
}

/** Does something to the database as its owner, looks, and takes it back. */
async function withBroken(breaking: string, mending: string): Promise<ReadonlyMap<string, readonly Finding[]>> {
  await query(t.ownerUrl, breaking)
  try {
    return await lookAt()
  } finally {
    await query(t.ownerUrl, mending)
  }
}

describe('a diagnosis', () => {
  it('is the operator’s alone', async () => {
    expect((await t.call('GET /v1/diagnosis')).status).toBe(403)
    expect((await t.call('GET /v1/diagnosis', { key: null })).status).toBe(401)
    expect((await t.call('GET /v1/diagnosis', { key: 'something-else-that-is-no-token' })).status).toBe(401)
  })

  it('names what is away, secrets of examples, weak ones and misspelt variables, and nothing else', async () => {
    const found = await lookAt()
    expect([...found.keys()].toSorted()).toEqual(['blobs', 'redis', 'secrets', 'settings', 'traces'])
    expect(found.get('redis')).toMatchObject([{ state: 'wrong' }])
    expect(found.get('blobs')).toMatchObject([{ state: 'wrong', what: expect.stringContaining('not_writable') }])
    expect(found.get('secrets')).toMatchObject([
      { state: 'wrong', what: expect.stringContaining('REDIS_URL') },
      { state: 'warning', what: expect.stringContaining('DATABASE_URL') },
    ])
    expect(found.get('settings')).toMatchObject([
      { what: 'There is a variable KAFKA_PARTITION, which is no setting; KAFKA_PARTITIONS is one.' },
    ])
    expect(found.get('traces')).toMatchObject([{ state: 'wrong' }])
  })

  it('is as ready without blobs as before, and says so', async () => {
    const ready = await t.call('GET /readyz', { key: null })
    expect([ready.status, ready.text]).toEqual([200, expect.stringContaining('blobs')])
  })

  it('compares the schema with this release', async () => {
    const newer = await withBroken(
      `insert into migration (set, name, hash) values ('core', '9999_of_tomorrow.sql', 'x')`,
      `delete from migration where name = '9999_of_tomorrow.sql'`,
    )
    expect(newer.get('schema')).toMatchObject([
      { state: 'warning', what: expect.stringContaining('core/9999_of_tomorrow.sql') },
    ])
    const older = await withBroken(
      `update migration set name = 'gone.sql' where set = 'core' and name = '0010_jobs.sql'`,
      `update migration set name = '0010_jobs.sql' where name = 'gone.sql'`,
    )
    expect(older.get('schema')).toMatchObject([
      { state: 'wrong', what: 'The database lacks 1 migrations of this release: core/0010_jobs.sql.' },
      { state: 'warning' },
    ])
    const other = await withBroken(
      `update migration set hash = 'x' || hash where name = '0010_jobs.sql'`,
      `update migration set hash = substr(hash, 2) where name = '0010_jobs.sql'`,
    )
    expect(other.get('schema')).toMatchObject([{ state: 'wrong', what: expect.stringContaining('0010_jobs.sql') }])
  })

  it('sees that row-level security was taken away', async () => {
    const found = await withBroken(
      'alter table webhook no force row level security',
      'alter table webhook force row level security',
    )
    expect(found.get('row_security')).toMatchObject([{ state: 'wrong', what: expect.stringContaining('webhook.') }])
    const disabled = await withBroken(
      'alter table webhook disable row level security',
      'alter table webhook enable row level security',
    )
    expect(disabled.get('row_security')).toMatchObject([{ state: 'wrong', what: expect.stringContaining('webhook.') }])
  })

  it('sees a transaction of somebody else that has written and does not end', async () => {
    const client = new pg.Client({ connectionString: t.ownerUrl })
    await client.connect()
    await client.query('begin')
    await client.query('select pg_current_xact_id()')
    const found = await lookAt()
    await client.query('rollback')
    await client.end()
    expect(found.get('transactions')).toMatchObject([
      { state: 'warning', what: expect.stringContaining('streams and webhooks wait for its end') },
    ])
    expect((await lookAt()).has('transactions')).toBe(false)
  })

  it('says what waits', async () => {
    const found = await withBroken(
      `insert into dead_letter (id, consumer_group, topic, partition, record_offset, topic_id, record_key, headers, error_class, error_code, reason, first_seen_at, last_tried_at)
       values (gen_random_uuid(), 'profile.notes', 'polyphon.journey', 0, 1, 'x', 'k', '{}', 'bug', 'handler_failed', 'x', now(), now())`,
      'delete from dead_letter',
    )
    expect(found.get('dead_letters')).toMatchObject([{ what: 'Dead letters wait: 1 of profile.notes.' }])
  })
})

describe('a diagnosis of a service whose database is away', () => {
  it('is answered, and says that once, also while the service starts', async () => {
    const database = await freshDatabase()
    const door = await openDoor(database)
    const port = await freePort()
    const giveUp = new AbortController()
    const starting = startService(notesService, {
      env: {
        ...door.env,
        PORT: String(port),
        KAFKA_BROKERS: NOBODY,
        POLYPHON_ADMIN_TOKEN: ADMIN_TOKEN,
        LOG_LEVEL: 'silent',
      },
      signal: giveUp.signal,
    }).catch(() => undefined)
    const url = `http://127.0.0.1:${port}`
    await eventually(async () => expect((await fetch(`${url}/livez`)).status).toBe(200))
    const found = await lookAt(url)
    expect([...found.keys()].toSorted()).toEqual(['database', 'log', 'secrets'])
    expect(found.get('database')).toMatchObject([
      { state: 'wrong', what: expect.stringMatching(/^database could not/) },
    ])
    giveUp.abort()
    await starting
    await database.drop()
  }, 60_000)
})
