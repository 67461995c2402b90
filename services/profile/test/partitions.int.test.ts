import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interactionRecorded } from '@polyphon/contracts'
import { migrate } from '@polyphon/service-kit/runtime'
import { APP_ROLE, eventually, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readTrace } from '../src/tracking/store/interactions.js'
import { type Profile, startProfile } from './harness.js'

const migrations = join(import.meta.dirname, '../migrations')
const core = join(import.meta.dirname, '../../../packages/service-kit/migrations/core')
const LAST_BEFORE = '0011'
const ROWS = 10_000
const OWNER = `owner_${process.pid}`
const WORKSPACES = ['01930f6e-0c00-7a10-8f00-3f6c1d2b4a01', '01930f6e-0c00-7a10-8f00-3f6c1d2b4a02']

describe('interactions of the last release', () => {
  let database: FreshDatabase
  let folder: string
  let ownerUrl: string
  /** As the superuser, past row-level security. */
  const ask = (text: string, values: unknown[] = []) => asOf(database.ownerUrl, text, values)
  const upgrade = (from: string) =>
    migrate({
      url: ownerUrl,
      folders: [
        { set: 'core', folder: core },
        { set: 'profile', folder: from },
      ],
      appRole: APP_ROLE,
    })

  beforeEach(async () => {
    database = await freshDatabase()
    folder = mkdtempSync(join(tmpdir(), 'polyphon-partitions-'))
    for (const name of readdirSync(migrations))
      if (name.slice(0, 4) <= LAST_BEFORE) copyFileSync(join(migrations, name), join(folder, name))
    // An owner as an installation has it: forced row-level security binds them too.
    await ask('drop table migration')
    await ask(`create role ${OWNER} login password 'owner'`)
    const url = new URL(database.ownerUrl)
    await ask(`alter database ${url.pathname.slice(1)} owner to ${OWNER}`)
    url.username = OWNER
    url.password = 'owner'
    ownerUrl = url.href
    await upgrade(folder)
    await ask(
      `insert into interaction (workspace_id, message_id, profile_id, kind, name, occurred_at, received_at, skew_ms, channel,
                                properties, context, identifiers, traits, group_id, trace)
       select ($1::uuid[])[1 + n % 2], 'm' || n, case when n % 7 > 0 then md5((n % 1000)::text)::uuid end, 'track', 'Bought',
              timestamptz '2026-01-31 12:00:00+00' + n * interval '21 minutes' - interval '3 days',
              timestamptz '2026-01-31 12:00:00+00' + n * interval '21 minutes', 0, 'web',
              json_build_object('n', n, 'große', 1e400::numeric), '{"page": {}}', '[{"type": "user_id", "value": "ä"}]', null, null,
              '{"identifiers": [], "segmentsEntered": ["kunden"], "segmentsLeft": [], "warnings": ["clock_ahead"]}'
         from generate_series(1, $2::integer) n`,
      [WORKSPACES, ROWS],
    )
  })
  afterEach(async () => {
    rmSync(folder, { recursive: true })
    await database.drop()
    const url = new URL(database.ownerUrl)
    url.pathname = '/postgres'
    await asOf(url.href, `drop role ${OWNER}`)
  })

  const before = `select workspace_id, message_id, profile_id, bucket, position, occurred_at, received_at, properties::text,
                         trace::text from interaction order by position`
  const after = `select workspace_id, message_id, profile_id, bucket, position, occurred_at, received_at,
                        doc ->> 'properties' as properties, doc ->> 'trace' as trace from interaction order by position`

  it('lie in their months, as they were, each known to the dedupe, and the order of arrival goes on', async () => {
    const rows = await ask(before)
    await upgrade(migrations)
    expect(await ask(after)).toEqual(rows)
    const partitions = await ask(
      `select i.tableoid::regclass::text as name, count(*)::int as count, min(received_at) >= min(m.month) as since,
              bool_and(m.month = month_of(received_at) and m.position = i.position) as known
         from interaction i join seen_message m using (workspace_id, message_id) group by 1 order by 1`,
    )
    expect(partitions.map(({ name }) => name)).toEqual(
      ['01', '02', '03', '04', '05', '06'].map((month) => `interaction_2026_${month}`),
    )
    expect(partitions.every(({ since, known }) => since === true && known === true)).toBe(true)
    expect(partitions.reduce((sum, { count }) => sum + Number(count), 0)).toBe(ROWS)
    expect(await ask("select nextval('arrival')::int as next")).toEqual([{ next: ROWS + 1 }])
    const bare = await ask(
      `select relname from pg_class where relname ~ '^(interaction|seen_message)' and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(bare).toEqual([])
  })

  it('stay as they were when the migration is killed in the middle, and are moved by the next', async () => {
    const rows = await ask(before)
    // Holds the migration up where it would drop the former table, with everything written anew.
    const reader = new pg.Client({ connectionString: database.ownerUrl })
    await reader.connect()
    await reader.query('begin')
    await reader.query('select last_value from interaction_position_seq')
    const killed = upgrade(migrations).then(
      () => 'migrated',
      () => 'failed',
    )
    await eventually(async () => {
      const found = await ask(
        `select pid from pg_stat_activity where datname = current_database() and usename = $1 and wait_event_type = 'Lock'`,
        [OWNER],
      )
      expect(found).toHaveLength(1)
      await ask('select pg_terminate_backend($1)', [found[0]?.['pid']])
    })
    expect(await killed).toBe('failed')
    await reader.end()
    expect(await ask(before)).toEqual(rows)
    await upgrade(migrations)
    expect(await ask(after)).toEqual(rows)
  })
})

describe('interactions in months', () => {
  let profile: Profile
  const LAST = new Date('2026-11-30T23:59:59.999Z')
  beforeAll(async () => {
    profile = await startProfile(LAST)
  })
  afterAll(() => profile.close())
  const track = (body: Record<string, unknown>) => profile.call('POST /v1/track', { body })
  const ask = (text: string, values: unknown[] = []) => asOf(profile.ownerUrl, text, values)
  const partitionsOf = async (messageId: string) =>
    (await ask('select tableoid::regclass::text as name from interaction where message_id = $1', [messageId])).map(
      ({ name }) => name,
    )

  it('are kept once, though the month has changed between two deliveries', async () => {
    const sent = { userId: 'ada', event: 'Seen', messageId: 'twice' }
    const first = await track(sent)
    await profile.advanceTo(new Date('2026-12-01T00:00:00Z'))
    const second = await track(sent)
    expect([second.status, second.body]).toEqual([first.status, first.body])
    await track({ ...sent, messageId: 'behind' })
    expect(await partitionsOf('twice')).toEqual(['interaction_2026_11'])
    expect(await partitionsOf('behind')).toEqual(['interaction_2026_12'])
    await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === 'behind')
    expect(profile.published(interactionRecorded).filter(({ data }) => data.messageId === 'twice')).toHaveLength(1)
    expect((await profile.call('GET /v1/events/twice/trace')).body).toMatchObject({
      accepted: true,
      receivedAt: LAST.toISOString(),
    })
  })

  it('are refused nowhere: a month that nobody has made lies in the rest, and reads as any other', async () => {
    await profile.advanceTo(new Date('2029-07-04T10:00:00Z'))
    await track({ userId: 'ada', event: 'Late', messageId: 'late', properties: { n: 1 } })
    expect(await partitionsOf('late')).toEqual(['interaction_rest'])
    expect((await profile.call('GET /v1/events/late/trace')).body).toMatchObject({ accepted: true })
    const { profileId } = (await profile.call('GET /v1/events/late/trace')).body
    const { items } = (await profile.call(`GET /v1/profiles/${profileId}/timeline?kind=interaction`)).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['late', 'behind', 'twice'])
  })

  it('of which the document was emptied are still there, with nothing of what they said', async () => {
    await track({ userId: 'bea', event: 'Seen', messageId: 'emptied', properties: { secret: 'x' } })
    await ask("update interaction set doc = null where message_id = 'emptied'")
    const { body } = await profile.call('GET /v1/events/emptied/trace')
    expect(body).toMatchObject({ accepted: true, identifiers: [], warnings: [] })
    const timeline = (await profile.call(`GET /v1/profiles/${body.profileId}/timeline?kind=interaction`)).body
    expect(timeline.items[0].data).toMatchObject({ name: 'Seen', properties: {}, traits: null, context: {} })
    const condition = { did: 'Seen', where: { path: 'event.properties.secret', op: 'exists' } }
    const segment = await profile.call('PUT /v1/segments/secret', { body: { name: 'S', condition } })
    expect(segment.status).toBe(201)
    expect((await profile.call('GET /v1/segments/secret/members')).body.items).toEqual([])
  })

  it('are found by their message without reading a month from end to end', async () => {
    const { id } = profile.workspace
    await ask(
      `insert into seen_message (workspace_id, message_id, month, position)
       select $1, 'bulk' || n, '2029-07-01', nextval('arrival') from generate_series(1, 20000) n`,
      [id],
    )
    await ask(
      `insert into interaction (workspace_id, message_id, position, kind, occurred_at, received_at, skew_ms, doc)
       select $1, message_id, position, 'track', '2029-07-04T10:00:00Z', '2029-07-04T10:00:00Z', 0,
              '{"identifiers": [], "trace": {"identifiers": [], "segmentsEntered": [], "segmentsLeft": [], "warnings": []}}'
         from seen_message where message_id like 'bulk%' order by position`,
      [id],
    )
    await ask('vacuum analyze interaction')
    const read = async (messageId: string) =>
      profile.deps.db.transact(id, async (tx) => {
        const counted =
          "select sum(seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname like 'interaction%'"
        const start = (await tx.query<{ n: number }>(counted)).rows[0]?.n ?? 0
        expect(await readTrace(tx, messageId)).not.toBeNull()
        return ((await tx.query<{ n: number }>(counted)).rows[0]?.n ?? 0) - start
      })
    expect(await read('bulk10000')).toBeLessThan(2_000)
  })
})

async function asOf(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
