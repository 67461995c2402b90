import { eventually, type FreshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.js'
import { dropMonth, type Month, makeMonths, monthsOlderThan, readMonths } from '../src/db/months.js'
import { openDatabase, query, serviceDatabase } from './harness.js'

const WORKSPACE = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
const OTHER = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a02'

let database: FreshDatabase
let now = new Date('2031-12-15T10:00:00Z')
let db: Database

const asOwner = (text: string, values: unknown[] = []) => query(database.ownerUrl, text, values)
const monthsOf = async (table = 'sighting') =>
  (await db.transact(null, (tx) => readMonths(tx, table))).map(({ month }) => month)
const add = (at: string, id: string, workspaceId = WORKSPACE) =>
  db.transact(workspaceId, (tx) => tx.query('insert into sighting values ($1, $2, $3)', [workspaceId, id, at]))
const where = async (id: string) =>
  (await asOwner('select tableoid::regclass::text as name from sighting where id = $1', [id])).map(({ name }) => name)
const make = () => db.transact(null, makeMonths)

beforeAll(async () => {
  database = await serviceDatabase()
  await asOwner(`create table sighting (workspace_id uuid not null, id text not null, at timestamptz not null,
                   twice text generated always as (id || id) stored) partition by range (at)`)
  await asOwner('create index sighting_by_id on sighting (workspace_id, id)')
  await asOwner("select split_by_months('sighting')")
  await asOwner("select protect_table('sighting')")
  await asOwner('grant select, insert, update, delete on sighting to polyphon_app')
  db = openDatabase(database.url, { now: () => now, pool: 12 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

describe('a table that is split by months', () => {
  it('has this month and the next two from the beginning, and what has none lies in the rest', async () => {
    const [current] = await asOwner("select to_char(month_of(now()), 'YYYY-MM-DD') as month")
    const months = await monthsOf()
    expect(months).toHaveLength(3)
    expect(months[0]).toBe(current?.['month'])
    await add('1999-12-31T23:59:59Z', 'old')
    expect(await where('old')).toEqual(['sighting_rest'])
  })

  it('gets its months made by the service, which owns nothing, across the turn of a year and once only', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, make))
    expect(made.reduce((sum, count) => sum + count)).toBe(3)
    expect((await monthsOf()).slice(-3)).toEqual(['2031-12-01', '2032-01-01', '2032-02-01'])
    await add('2031-12-31T23:59:59.999Z', 'last')
    await add('2032-01-01T00:00:00Z', 'first')
    expect([...(await where('last')), ...(await where('first'))]).toEqual(['sighting_2031_12', 'sighting_2032_01'])
  })

  it('shows each workspace its own rows only, also from a partition itself', async () => {
    await add('2031-12-20T00:00:00Z', 'theirs', OTHER)
    // What a later migration grants.
    await asOwner('grant select on all tables in schema public to polyphon_app')
    for (const table of ['sighting', 'sighting_2031_12', 'sighting_rest']) {
      const { rows } = await db.transact(WORKSPACE, (tx) => tx.query(`select workspace_id from ${table}`))
      expect(rows.filter((row) => row['workspace_id'] !== WORKSPACE)).toEqual([])
      expect((await db.transact(null, (tx) => tx.query(`select from ${table}`))).rowCount).toBe(0)
    }
    const unprotected = await asOwner(
      `select relname from pg_class where relname like 'sighting%' and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(unprotected).toEqual([])
  })

  it('leaves out a month of which rows lie in the rest, and loses none of them', async () => {
    now = new Date('2033-05-02T00:00:00Z')
    await add('2033-05-01T00:00:00Z', 'early')
    expect(await make()).toBe(2)
    expect(await monthsOf()).not.toContain('2033-05-01')
    await add('2033-05-09T00:00:00Z', 'later')
    expect([...(await where('early')), ...(await where('later'))]).toEqual(['sighting_rest', 'sighting_rest'])
    expect(await make()).toBe(0)
  })

  it('gets a month for everybody also where a workspace that has moved its clock was there before', async () => {
    const [moved, elsewhere] = ['01930f6e-0c00-7a10-8f00-3f6c1d2b4a04', '01930f6e-0c00-7a10-8f00-3f6c1d2b4a05']
    for (const workspace of [moved, elsewhere])
      await asOwner('insert into workspace_clock (workspace_id, offset_ms, changed_at) values ($1, 86400000, now())', [
        workspace,
      ])
    now = new Date('2035-06-02T00:00:00Z')
    await add('2035-06-30T23:59:59.999Z', 'größe', moved)
    await add('2035-07-01T00:00:00Z', 'nachher', moved)
    await add('2036-01-01T00:00:00Z', 'viel später', moved)
    await add('2035-06-01T00:00:00Z', 'dort', elsewhere)
    expect(await make()).toBe(3)
    expect((await monthsOf()).slice(-3)).toEqual(['2035-06-01', '2035-07-01', '2035-08-01'])
    expect([...(await where('größe')), ...(await where('nachher')), ...(await where('dort'))]).toEqual([
      'sighting_2035_06',
      'sighting_2035_07',
      'sighting_2035_06',
    ])
    expect(await where('viel später')).toEqual(['sighting_rest'])
    const { rows } = await db.transact(moved, (tx) => tx.query('select id, twice from sighting order by at'))
    expect(rows.map(({ id, twice }) => [id, twice])).toEqual(
      ['größe', 'nachher', 'viel später'].map((id) => [id, `${id}${id}`]),
    )
    // The months are as protected as all others, and what was set for the transaction is as it was.
    expect((await db.transact(null, (tx) => tx.query('select from sighting'))).rowCount).toBe(0)
    const stays = await db.transact(WORKSPACE, async (tx) => {
      await tx.query("select make_month('sighting', '2036-01-01')")
      return (await tx.query("select current_setting('app.workspace_id') as id")).rows[0]?.['id']
    })
    expect([stays, ...(await where('viel später'))]).toEqual([WORKSPACE, 'sighting_2036_01'])
  })

  it('leaves a month out of which others have rows in the rest, and moves nothing', async () => {
    const moved = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a04'
    await add('2037-03-01T00:00:00Z', 'bewegt', moved)
    await add('2037-03-01T00:00:00Z', 'von allen', WORKSPACE)
    const [{ made } = { made: null }] = await asOwner("select make_month('sighting', '2037-03-01') as made")
    expect(made).toBe(false)
    expect([...(await where('bewegt')), ...(await where('von allen'))]).toEqual(['sighting_rest', 'sighting_rest'])
    expect(await asOwner("select to_regclass('sighting_2037_03') as name")).toEqual([{ name: null }])
  })

  it('gives up a month after a second while somebody holds the rest, and makes it afterwards', async () => {
    now = new Date('2034-01-02T00:00:00Z')
    const holder = new pg.Client({ connectionString: database.ownerUrl })
    await holder.connect()
    await holder.query('begin; select from sighting_rest')
    await expect(make()).rejects.toMatchObject({ code: 'database_unavailable' })
    await holder.end()
    await eventually(async () => expect(await make()).toBe(3))
  })
})

describe('months that are over', () => {
  const months: readonly Month[] = ['2026-11-01', '2026-12-01', '2027-01-01'].map((month) => ({ table: 't', month }))
  const olderThan = (before: string) => monthsOlderThan(months, new Date(before)).map(({ month }) => month)

  it('are those of which nothing is younger', () => {
    expect(olderThan('2026-11-30T23:59:59.999Z')).toEqual([])
    expect(olderThan('2026-12-01T00:00:00Z')).toEqual(['2026-11-01'])
    expect(olderThan('2027-01-01T00:00:00Z')).toEqual(['2026-11-01', '2026-12-01'])
    expect(olderThan('1999-01-01T00:00:00Z')).toEqual([])
  })

  it('are dropped whole by the service, and only these', async () => {
    await asOwner("select make_month('sighting', '2020-03-01')")
    await add('2020-03-31T23:59:59Z', 'gone')
    await add('2020-04-01T00:00:00Z', 'kept')
    const kept = { class: 'interactions', operatorDays: 30 }
    const drop = (month: string, table = 'sighting') => db.transact(null, (tx) => dropMonth(tx, { table, month }, kept))
    expect(await drop('2020-03-01')).toBe(true)
    expect(await drop('2020-03-01')).toBe(false)
    expect([await where('gone'), await where('kept')]).toEqual([[], ['sighting_rest']])
    await expect(drop('2034-01-01')).rejects.toMatchObject({ code: '22023' })
    // Only what is a month of the table: no other table has such a name.
    await asOwner('create table other_2020_03 (n integer); create table other (n integer)')
    expect(await drop('2020-03-01', 'other')).toBe(false)
    expect(await drop('2020-03-01', 'nothing')).toBe(false)
    expect(await asOwner("select to_regclass('other_2020_03') as name")).toEqual([{ name: 'other_2020_03' }])
  })

  it('stay while somebody keeps them, whatever the function is told that drops them', async () => {
    const [shorter, longer, nobody] = [WORKSPACE, OTHER, '01930f6e-0c00-7a10-8f00-3f6c1d2b4a03']
    await asOwner("select make_month('sighting', '2021-05-01')")
    for (const workspace of [shorter, longer, nobody]) await add('2021-05-31T23:00:00Z', 'held', workspace)
    const drop = (operatorDays?: number) =>
      db.transact(null, (tx) =>
        dropMonth(tx, { table: 'sighting', month: '2021-05-01' }, { class: 'interactions', operatorDays }),
      )
    const decide = (id: string, days: unknown) =>
      asOwner(
        `insert into workspace (workspace_id, key, name, mode, time_zone, locale, settings, created_at)
         values ($1::uuid, ($1::uuid)::text, 'Größe', 'live', 'UTC', 'de', $2, now())
         on conflict (workspace_id) do update set settings = excluded.settings`,
        [id, JSON.stringify({ retention: { interactions: days } })],
      )
    const refusal = { code: '22023' }
    // The operator keeps it for ever, or for longer.
    await expect(drop()).rejects.toMatchObject(refusal)
    await expect(drop(36_500)).rejects.toMatchObject(refusal)
    await decide(shorter, 30)
    await decide(longer, 36_500)
    await expect(drop()).rejects.toMatchObject(refusal)
    await decide(longer, 'for ever')
    await expect(drop()).rejects.toMatchObject(refusal)
    await decide(longer, 365)
    // Whom nobody knows here keeps what the operator keeps.
    await expect(drop()).rejects.toMatchObject(refusal)
    expect(await where('held')).toHaveLength(3)
    expect(
      await asOwner("select relforcerowsecurity as forced from pg_class where relname = 'sighting_2021_05'"),
    ).toEqual([{ forced: true }])
    await asOwner('delete from sighting where workspace_id = $1', [nobody])
    expect(await drop()).toBe(true)
    expect(await where('held')).toEqual([])
  })
})
