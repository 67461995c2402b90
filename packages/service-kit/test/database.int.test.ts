import { randomUUID } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { interactionRecorded } from '@polyphon/contracts'
import { APP_ROLE, eventually, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '../src/db/database.js'
import { migrate } from '../src/db/migrate.js'
import { prepareDatabase } from '../src/db/prepare-database.js'
import { advanceCheckpoints, type GroupPartition } from '../src/events/fence.js'
import * as outbox from '../src/events/outbox.js'
import { noOutages, openDatabase, query, serviceDatabase } from './harness.js'

describe('the database of a service', () => {
  const at: { fresh?: FreshDatabase; db?: Database } = {}
  const db = (): Database => at.db ?? expect.fail('The database is not open.')

  beforeAll(async () => {
    at.fresh = await serviceDatabase()
    at.db = openDatabase(at.fresh.url, { pool: 2 })
  })
  afterAll(async () => {
    await at.db?.close()
    await at.fresh?.drop()
  })

  it('tells every statement to whoever listens, as the suites do', async () => {
    const received: unknown[] = []
    const receive = (text: unknown): void => void received.push(text)
    subscribe('polyphon.statement', receive)
    try {
      await db().transact(null, (tx) => tx.query('select $1::text as told', ['once']))
    } finally {
      unsubscribe('polyphon.statement', receive)
    }
    expect(received).toEqual(expect.arrayContaining(['begin', 'select $1::text as told']))
  })

  it('enters a workspace by a statement of its own that says nothing else', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    const sent = vi.spyOn(pg.Client.prototype, 'query')
    try {
      await db().transact(first, async (tx) => void (await (await tx.enter(second)).query('select 1')))
      await db().transact(null, (tx) => tx.query('select 2'), { readOnly: true })
      const texts = sent.mock.calls.map(([text]): unknown => text).filter((text) => text !== 'discard plans')
      expect(texts).toEqual([
        'begin',
        `set local app.workspace_id = '${first}'`,
        `set local app.workspace_id = '${second}'`,
        'select 1',
        'commit',
        'begin read only',
        `set local app.workspace_id = ''`,
        'select 2',
        'commit',
      ])
    } finally {
      sent.mockRestore()
    }
  })

  it('enters nothing that is no workspace id', async () => {
    const bad = `x'; select 1; --`
    await expect(db().transact(bad, async () => undefined)).rejects.toThrow('UUID')
    await expect(db().transact(null, (tx) => tx.enter(bad))).rejects.toThrow('UUID')
  })

  it('gives the role of a service its limits and its time zone in its own database, and no log', async () => {
    const fresh = await freshDatabase()
    try {
      const configured = (): Promise<unknown> =>
        query(
          fresh.ownerUrl,
          `select unnest(setconfig) as is from pg_db_role_setting
            where setdatabase = (select oid from pg_database where datname = current_database()) order by 1`,
        )
      await migrate({ url: fresh.ownerUrl, folders: [], appRole: APP_ROLE })
      expect(await configured()).toEqual([])
      const prepare = (): Promise<void> =>
        prepareDatabase({
          settings: { DATABASE_URL: fresh.url, MIGRATION_DATABASE_URL: fresh.ownerUrl },
          folders: [],
          outages: noOutages,
          signal: new AbortController().signal,
        })
      await Promise.all([prepare(), prepare()])
      expect(await configured()).toEqual(
        [
          'TimeZone=UTC',
          'idle_in_transaction_session_timeout=30000',
          'lock_timeout=5000',
          'statement_timeout=15000',
        ].map((is) => ({ is })),
      )
    } finally {
      await fresh.drop()
    }
  })

  it('makes a plan anew that was made while a table was small', async () => {
    await query(
      at.fresh?.ownerUrl ?? '',
      `create table grown (id integer primary key, text text) with (autovacuum_enabled = false);
       insert into grown values (1, 'one'); analyze grown; grant all on grown to public`,
    )
    const text = 'select text from grown where id = $1'
    const planOf = (): Promise<string> =>
      db().transact(null, async (tx) => {
        // More often than PostgreSQL plans a statement for its values.
        for (let time = 0; time < 8; time += 1) await tx.query(text, [1])
        const named = await tx.query<{ name: string }>('select name from pg_prepared_statements where statement = $1', [
          text,
        ])
        const { rows } = await tx.query<{ 'QUERY PLAN': string }>(`explain execute ${named.rows[0]?.name} (1)`)
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })
    expect(await planOf()).toContain('Seq Scan')
    await db().transact(null, (tx) =>
      tx.query('insert into grown select n, repeat($1, 100) from generate_series(2, 20000) n', ['x']),
    )
    await eventually(async () => expect(await planOf()).toContain('Index Scan'))
  })

  it('gives a connection to a workspace that has none, however many transactions of another one wait for it', async () => {
    const [busy, small] = [randomUUID(), randomUUID()]
    const begun: string[] = []
    // Reading begins with the connection, so that the order of beginnings is the order of connections.
    const read = (workspace: string) =>
      db().transact(
        workspace,
        async (tx) => {
          begun.push(workspace)
          await tx.query('select 1')
        },
        { readOnly: true },
      )
    await Promise.allSettled([...Array.from({ length: 20 }, () => read(busy)), read(small)])
    // Before or after the second one of the busy workspace: that depends on how long the second connection takes.
    expect(begun.indexOf(small)).toBeLessThan(3)
    expect(begun).toContain(small)
  })

  it('answers others while everything of one workspace waits for one row', async () => {
    await query(at.fresh?.ownerUrl ?? '', 'create table contended (id integer); grant all on contended to public')
    await db().transact(null, (tx) => tx.query('insert into contended values (1)'))
    const holder = new pg.Client({ connectionString: at.fresh?.url ?? '' })
    await holder.connect()
    const [busy, small] = [randomUUID(), randomUUID()]
    const several = openDatabase(at.fresh?.url ?? '', { pool: 4 })
    try {
      await holder.query('begin; select from contended for update')
      const waiting = Promise.allSettled(
        Array.from({ length: 20 }, () => several.transact(busy, (tx) => tx.query('select from contended for update'))),
      )
      for (let time = 0; time < 20; time += 1) await several.transact(small, (tx) => tx.query('select 1'))
      await holder.query('commit')
      expect((await waiting).filter(({ status }) => status === 'rejected')).toEqual([])
    } finally {
      await holder.end()
      await several.close()
    }
  })

  it('answers others while questions scan, ends these in time, and lets none of them write', async () => {
    const ask = (text: string, workspace: string | null = null) =>
      db().transact(workspace, (tx) => tx.query(text), { scans: true })
    const slow = Array.from({ length: 3 }, () => ask('select pg_sleep(5)'))
    const refused = Promise.allSettled(slow)
    for (let time = 0; time < 20; time += 1) await db().transact(null, (tx) => tx.query('select 1'))
    // Another workspace finds a place, though the first has asked more often than there are any.
    await expect(ask('select 1', randomUUID())).resolves.toMatchObject({ rowCount: 1 })
    for (const outcome of await refused)
      expect(outcome).toMatchObject({ reason: { kind: 'unprocessable', code: 'question_too_costly' } })
    await expect(ask('create table mine (id integer)')).rejects.toThrow('read-only')
  })

  /** The next transaction cannot begin, as after an operator's pg_cancel_backend; its connection lives on. */
  const failNextBegin = (): void => {
    const original = pg.Client.prototype.query
    const begin = vi.spyOn(pg.Client.prototype, 'query').mockImplementationOnce(function (this: pg.Client) {
      begin.mockRestore()
      return Reflect.apply(original, this, ['select 1 / 0; begin'])
    })
  }

  it('leaves nothing of a transaction that could not even begin', async () => {
    await query(at.fresh?.ownerUrl ?? '', 'create table kept (id integer); grant all on kept to public')
    failNextBegin()
    const failing = db().transact(null, (tx) => tx.query('insert into kept values (1)'))
    await expect(failing).rejects.toThrow('division by zero')
    expect(await query(at.fresh?.ownerUrl ?? '', 'select from kept')).toEqual([])
  })

  it('says that a question could not begin, and not that nothing is there', async () => {
    failNextBegin()
    const asking = db().transact(null, () => Promise.reject(new Error('There is no such thing.')), { readOnly: true })
    await expect(asking).rejects.toThrow('division by zero')
  })

  it('keeps nothing that it cannot tell', async () => {
    await query(at.fresh?.ownerUrl ?? '', 'create table silent (id integer); grant all on silent to public')
    const failing = db().transact(null, async (tx) => {
      await tx.query('insert into silent values (1)')
      const row = { event_id: '', workspace_id: '', topic: '', key: '', type: '', headers: '', payload: null }
      tx.outgoing.push({ ...row, lane: 1n as unknown as number })
    })
    await expect(failing).rejects.toThrow('BigInt')
    expect(await query(at.fresh?.ownerUrl ?? '', 'select from silent')).toEqual([])
  })

  it('refuses to tell what no log would take', async () => {
    const insertOf = (text: string) =>
      db().transact(randomUUID(), async (tx) =>
        outbox.append(tx, interactionRecorded, { ...interactionRecorded.example, properties: { text } }),
      )
    await insertOf('x'.repeat(800_000))
    await expect(insertOf('ü'.repeat(500_000))).rejects.toMatchObject({
      kind: 'too_large',
      code: 'event_too_large_to_tell',
    })
  })

  it('moves places in the log by which a reader that was slower finds everything applied', async () => {
    const source = (partition: number): GroupPartition => ({
      group: 'a.group',
      topic: 'a.topic',
      topicId: 'id',
      partition,
    })
    const checkpoint = (partition: number, next: bigint) => ({
      source: source(partition),
      next,
      lastRecord: `record ${next}`,
    })
    const held = (next: bigint, lastRecord: string | null = `record ${next}`) => ({ next, lastRecord })
    await db().transact(null, (tx) =>
      tx.query(
        `insert into consumer_offset (consumer_group, topic, topic_id, partition, next_offset)
         select 'a.group', 'a.topic', 'id', partition, 0 from generate_series(0, 2) as partition`,
      ),
    )
    const first = await db().transact(null, (tx) =>
      advanceCheckpoints(tx, [checkpoint(1, 10n), checkpoint(3, 1n), checkpoint(0, 20n)]),
    )
    expect(first).toEqual([held(0n, null), undefined, held(0n, null)])
    let slower: ReturnType<typeof advanceCheckpoints> | undefined
    await db().transact(null, async (tx) => {
      expect(await advanceCheckpoints(tx, [checkpoint(0, 30n), checkpoint(1, 11n), checkpoint(2, 5n)])).toEqual([
        held(20n),
        held(10n),
        held(0n, null),
      ])
      slower = db().transact(null, (other) => advanceCheckpoints(other, [checkpoint(0, 25n), checkpoint(2, 5n)]))
      await eventually(async () => {
        const waiting = await tx.query('select from pg_locks where not granted')
        expect(waiting.rowCount).toBeGreaterThan(0)
      })
    })
    expect(await slower).toEqual([held(30n), held(5n)])
    // No checkpoint goes back.
    const last = await db().transact(null, (tx) => advanceCheckpoints(tx, [checkpoint(0, 30n), checkpoint(1, 11n)]))
    expect(last).toEqual([held(30n), held(11n)])
  })
})
