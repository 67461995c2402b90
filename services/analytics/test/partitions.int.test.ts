import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@polyphon/service-kit/runtime'
import { APP_ROLE, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fact } from '../src/facts/domain/fact.js'
import { appendEvents } from '../src/facts/store/event-facts.js'
import { type Analytics, startAnalytics } from './harness.js'

const migrations = join(import.meta.dirname, '../migrations')
const kit = join(import.meta.dirname, '../../../packages/service-kit/migrations')
const OWNER = `owner_of_facts_${process.pid}`

async function asOf(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

describe('facts of the last release', () => {
  let database: FreshDatabase
  let folder: string
  const ask = (text: string, values: unknown[] = []) => asOf(database.ownerUrl, text, values)

  beforeAll(async () => {
    database = await freshDatabase()
    folder = mkdtempSync(join(tmpdir(), 'polyphon-facts-'))
    copyFileSync(join(migrations, '0001_create_facts.sql'), join(folder, '0001_create_facts.sql'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await database.drop()
    const url = new URL(database.ownerUrl)
    url.pathname = '/postgres'
    await asOf(url.href, `drop role ${OWNER}`)
  })

  it('lie in the months in which they were published, as they were, also for an owner whom row security binds', async () => {
    await ask('drop table migration')
    await ask(`create role ${OWNER} login password 'owner'`)
    const url = new URL(database.ownerUrl)
    await ask(`alter database ${url.pathname.slice(1)} owner to ${OWNER}`)
    url.username = OWNER
    url.password = 'owner'
    const upgrade = (from: string) =>
      migrate({
        url: url.href,
        folders: [
          { set: 'core', folder: join(kit, 'core') },
          { set: 'people', folder: join(kit, 'people') },
          { set: 'analytics', folder: from },
        ],
        appRole: APP_ROLE,
      })
    await upgrade(folder)
    // UUIDv7 of February to April 2026, some of another kind, and some of a clock that nobody has.
    await ask(
      `insert into fact (workspace_id, event_id, type, profile_id, occurred_at, channel, dimensions, properties)
       select ($1::uuid[])[1 + n % 2],
              case when n % 100 = 1 then gen_random_uuid() else
              (lpad(to_hex(case when n % 100 = 2 then 0 else
                 (extract(epoch from timestamptz '2026-02-01 00:00:00+00') * 1000)::bigint + n * 1500000::bigint end), 12, '0')
                || '7000a000' || lpad(to_hex(n), 12, '0'))::uuid end,
              'profile.interaction_recorded.v1', gen_random_uuid(), timestamptz '2017-01-01 00:00:00+00' + n * interval '1 hour',
              'web', '{"kind": "track"}', jsonb_build_object('n', n::text)
         from generate_series(1, 5000) n`,
      [['01930f6e-0c00-7a10-8f00-3f6c1d2b4a01', '01930f6e-0c00-7a10-8f00-3f6c1d2b4a02']],
    )
    const rows = `select workspace_id, event_id, type, profile_id, bucket, occurred_at, channel, dimensions, properties
                    from fact order by event_id`
    const before = await ask(rows)
    await upgrade(migrations)
    expect(await ask(rows)).toEqual(before)
    const months = await ask(
      `select f.tableoid::regclass::text as name, bool_and(s.month = month_of(f.taken_at)) as known
         from fact f join seen_fact s using (workspace_id, event_id) group by 1 order by 1`,
    )
    expect(months.slice(0, 3).map(({ name }) => name)).toEqual(['fact_2026_02', 'fact_2026_03', 'fact_2026_04'])
    expect(months).toHaveLength(4)
    expect(months.every(({ known }) => known === true)).toBe(true)
    expect(await ask('select count(*)::int as count from seen_fact')).toEqual([{ count: 5_000 }])
  })
})

describe('facts in months', () => {
  let t: Analytics
  beforeAll(async () => {
    t = await startAnalytics()
  })
  afterAll(() => t.close())
  const fact = (eventId: string, occurredAt: string): Fact => ({
    eventId,
    type: 'profile.interaction_recorded.v1',
    profileId: null,
    occurredAt,
    channel: null,
    dimensions: {},
    properties: {},
  })
  const append = (now: string, ...facts: Fact[]) =>
    t.deps.db.transact(t.workspace.id, (tx) => appendEvents({ ...tx, now: new Date(now) }, facts))
  const stored = () =>
    asOf(
      t.ownerUrl,
      `select event_id, tableoid::regclass::text as name, occurred_at from fact where workspace_id = $1 order by event_id`,
      [t.workspace.id],
    )
  const [first, second] = ['01930f6e-0c00-7a10-8f00-3f6c1d2b4b01', '01930f6e-0c00-7a10-8f00-3f6c1d2b4b02'] as const

  it('are kept once, though they are told again in another month, with another time, or twice at once', async () => {
    await asOf(t.ownerUrl, "select make_month('fact', '2026-10-01')")
    await append('2026-10-31T23:59:59.999Z', fact(first, '2017-05-01T00:00:00Z'), fact(first, '2018-05-01T00:00:00Z'))
    await append('2031-01-01T00:00:00Z', fact(second, '2030-12-31T00:00:00Z'), fact(first, '2019-05-01T00:00:00Z'))
    await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        append(
          '2031-01-01T00:00:00Z',
          ...[fact(first, '2020-05-01T00:00:00Z'), fact(second, '2020-05-01T00:00:00Z')].slice(n % 2),
        ),
      ),
    )
    expect(await stored()).toEqual([
      { event_id: first, name: 'fact_2026_10', occurred_at: new Date('2017-05-01T00:00:00Z') },
      { event_id: second, name: 'fact_rest', occurred_at: new Date('2030-12-31T00:00:00Z') },
    ])
  })
})
