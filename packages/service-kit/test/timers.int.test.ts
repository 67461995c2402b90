import { randomUUID } from 'node:crypto'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { NO_QUOTAS } from '@polyphon/values'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { saveWorkspace } from '../src/auth/store.js'
import type { Database } from '../src/db/database.js'
import type { Tx } from '../src/db/tx.js'
import { wakeTimers } from '../src/timers/rest.js'
import { startTimers, type Timers } from '../src/timers/runner.js'
import { cancelTimer, type Due, setTimer, setTimersAtLatest, type TimerKind } from '../src/timers/timer.js'
import { AppError } from '../src/values/errors.js'
import { noOutages, openDatabase, query, quiet, serviceDatabase } from './harness.js'

const workspace = randomUUID()
const other = randomUUID()
const noon = new Date('2026-11-22T12:00:00Z')
const after = (ms: number): Date => new Date(noon.getTime() + ms)
const kind = 'test'

describe('a timer', () => {
  let database: FreshDatabase
  let db: Database
  const running: Timers[] = []
  let now = noon

  beforeAll(async () => {
    database = await serviceDatabase()
    db = openDatabase(database.url)
    await query(database.ownerUrl, 'create table fired (workspace_id uuid, key text, due_at timestamptz, note text)')
    await query(database.ownerUrl, 'alter table fired enable row level security')
    await query(
      database.ownerUrl,
      'create policy own on fired using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())',
    )
    await query(database.ownerUrl, 'grant all on fired to public')
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((timers) => timers.stop()))
    await query(database.ownerUrl, 'truncate fired, timer')
    now = noon
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  const kindOf = (then?: TimerKind<Note>['handle']): TimerKind => ({
    kind,
    data: Note,
    handle: async (tx, due) => {
      const { key, dueAt, data, attempts } = due as Due<Note>
      const values = [tx.workspaceId, key, dueAt, data.note]
      await tx.query('insert into fired (workspace_id, key, due_at, note) values ($1, $2, $3, $4)', values)
      await then?.(tx, { key, dueAt, data, attempts })
    },
  })
  /** A runner that only works when it is told to. */
  const start = (then?: TimerKind<Note>['handle'], more: Partial<Parameters<typeof startTimers>[0]> = {}): Timers => {
    const timers = startTimers({
      db,
      kinds: [kindOf(then)],
      now: () => now,
      logger: quiet,
      outages: noOutages,
      pollMs: 3_600_000,
      ...more,
    })
    running.push(timers)
    return timers
  }
  const set = (key: string, dueAt: Date, note = 'Größe', inWorkspace = workspace): Promise<void> =>
    db.transact(inWorkspace, (tx) => setTimer(tx, { kind, key, dueAt, data: { note } }))
  const fired = (): Promise<{ key: string; workspace_id: string; due_at: Date; note: string }[]> =>
    query(database.ownerUrl, 'select workspace_id, key, due_at, note from fired order by due_at, key')
  const waiting = (): Promise<
    { key: string; attempts: number; last_error: string | null; due_at: Date; run_at: Date }[]
  > => query(database.ownerUrl, 'select key, attempts, last_error, due_at, run_at from timer order by key')

  it('of a workspace that has few waits for no more than one batch of another', async () => {
    const order: string[] = []
    const timers = start(async (_tx, { key }) => void order.push(key))
    for (let i = 0; i < 120; i += 1) await set(`big-${i}`, after(1 + i))
    await set('small', after(500), 'Größe', other)
    now = after(1_000)
    expect(await timers.runDue()).toBe(121)
    const big = Array.from({ length: 120 }, (_, i) => `big-${i}`)
    expect(order).toEqual(big.toSpliced(50, 0, 'small'))
  })

  it('fires in its workspace when its time has come, not before', async () => {
    await set('a', after(1_000))
    await set('b', after(2_000), 'Straße', other)
    const timers = start()
    expect(await timers.runDue()).toBe(0)
    now = after(1_000)
    expect(await timers.runDue()).toBe(1)
    now = after(2_000)
    await timers.runDue()
    expect(await fired()).toEqual([
      { workspace_id: workspace, key: 'a', due_at: after(1_000), note: 'Größe' },
      { workspace_id: other, key: 'b', due_at: after(2_000), note: 'Straße' },
    ])
    expect(await waiting()).toEqual([])
  })

  it('fires once, however many runners there are', async () => {
    for (let index = 0; index < 120; index += 1) await set(`key-${index}`, after(index))
    const timers = [start(), start(), start()]
    now = after(1_000)
    await Promise.all(timers.map((each) => each.runDue()))
    const keys = (await fired()).map(({ key }) => key)
    expect(keys).toHaveLength(120)
    expect(new Set(keys).size).toBe(120)
  })

  it('is left to a runner that has room for it', async () => {
    await set('a', noon)
    const full = start(undefined, { kinds: [{ ...kindOf(), hasRoom: () => false }] })
    expect(await full.runDue()).toBe(0)
    expect(await start().runDue()).toBe(1)
    expect(await fired()).toMatchObject([{ key: 'a' }])
  })

  it('that is early enough is left alone, and another one moved', async () => {
    const setAtLatest = (...timers: readonly (readonly [string, Date])[]): Promise<void> =>
      db.transact(workspace, (tx) =>
        setTimersAtLatest(
          tx,
          kind,
          timers.map(([key, dueAt]) => ({ key, dueAt, data: { note: 'x' } })),
        ),
      )
    await setAtLatest(['early', after(1_000)], ['late', after(9_000)])
    await setAtLatest(['early', after(5_000)], ['late', after(5_000)], ['new', after(5_000)])
    expect((await waiting()).map(({ key, due_at: dueAt }) => [key, dueAt])).toEqual([
      ['early', after(1_000)],
      ['late', after(5_000)],
      ['new', after(5_000)],
    ])
  })

  it('wakes by itself at its time, and at once when one is set that is nearer', async () => {
    const late: number[] = []
    // Nobody looks for an hour, so that what fires has woken it.
    const timers = startTimers({
      db,
      kinds: [kindOf()],
      now: () => new Date(),
      logger: quiet,
      outages: noOutages,
      pollMs: 3_600_000,
      onLate: (_kind, ms) => late.push(ms),
    })
    running.push(timers)
    const waking = openDatabase(database.url, { onTimer: (dueAt) => timers.wake(dueAt) })
    const setIn = (key: string, inMs: number): Promise<void> =>
      waking.transact(workspace, (tx) =>
        setTimer(tx, { kind, key, dueAt: new Date(Date.now() + inMs), data: { note: '' } }),
      )
    await setIn('far', 3_600_000)
    await setIn('near', 1_000)
    await setIn('past', -60_000)
    await eventually(async () => expect((await fired()).map(({ key }) => key)).toEqual(['past', 'near']))
    const [near = -1, past = -1] = late.toSorted((a, b) => a - b)
    expect(near).toBeGreaterThanOrEqual(0)
    expect(past).toBeGreaterThanOrEqual(60_000)
    await waking.close()
  })

  it('that is moved fires at its new time only, and one that is cancelled never', async () => {
    await set('moved', after(1_000))
    await set('moved', after(5_000), 'later')
    await set('cancelled', after(1_000))
    await db.transact(workspace, (tx) => cancelTimer(tx, kind, 'cancelled'))
    const timers = start()
    now = after(2_000)
    await timers.runDue()
    expect(await fired()).toEqual([])
    now = after(5_000)
    await timers.runDue()
    expect(await fired()).toMatchObject([{ key: 'moved', note: 'later' }])
  })

  it('may be set again by its own handler, and cancel another that is due at the same time', async () => {
    await set('a', after(1_000), 'once')
    await set('b', after(1_000))
    const timers = start(async (tx, { key, data }) => {
      if (key !== 'a' || data.note !== 'once') return
      await cancelTimer(tx, kind, 'b')
      await setTimer(tx, { kind, key, dueAt: after(9_000), data: { note: 'twice' } })
    })
    now = after(1_000)
    await timers.runDue()
    expect((await fired()).map(({ key }) => key)).toEqual(['a'])
    expect(await waiting()).toMatchObject([{ key: 'a', due_at: after(9_000), attempts: 0 }])
    now = after(9_000)
    await timers.runDue()
    expect((await fired()).map(({ note }) => note)).toEqual(['once', 'twice'])
  })

  it('whose handler fails leaves no trace, holds up no other and is tried again later, with its own time', async () => {
    await set('a', after(1))
    await set('bad', after(2))
    await set('c', after(3))
    let broken = true
    const timers = start(async (_tx, { key }) => {
      if (broken && key === 'bad') throw new Error('not today')
    })
    now = after(1_000)
    await timers.runDue()
    expect((await fired()).map(({ key }) => key)).toEqual(['a', 'c'])
    const [left] = await waiting()
    expect(left).toMatchObject({ key: 'bad', attempts: 1, last_error: 'not today', due_at: after(2) })
    expect(left?.run_at.getTime()).toBeGreaterThan(now.getTime())
    broken = false
    now = after(60_000)
    await timers.runDue()
    expect((await fired()).find(({ key }) => key === 'bad')?.due_at).toEqual(after(2))
    expect(await waiting()).toEqual([])
  })

  it.each([
    ['finds that something is away', () => Promise.reject(new AppError('unavailable', 'elsewhere', 'It is away.'))],
    ['meets a deadlock', (tx: Tx) => tx.query(`do $$ begin raise sqlstate '40P01'; end $$`)],
    ['meets a lock', (tx: Tx) => tx.query(`do $$ begin raise sqlstate '55P03'; end $$`)],
  ])('that %s holds up nobody behind it, and is tried again soon, however often', async (_what, fail) => {
    const timers = start(async (tx, { key }) => void (key === 'first' && (await fail(tx))), { most: 1 })
    await set('first', noon)
    await set('second', after(1), 'Größe', other)
    await query(database.ownerUrl, `update timer set attempts = 40 where key = 'first'`)
    now = after(1_000)
    await timers.runDue()
    expect(await fired()).toMatchObject([{ key: 'second' }])
    expect(await waiting()).toMatchObject([{ key: 'first', attempts: 41, due_at: noon }])
    now = after(31_000)
    await timers.runDue()
    expect(await waiting()).toMatchObject([{ key: 'first', attempts: 42 }])
  })

  it('of a suspended workspace lies down when it falls due, and falls due again once that is resumed', async () => {
    const row = { key: 'x', name: 'X', mode: 'live', timeZone: 'UTC', locale: 'de', defaultRegion: null } as const
    const save = (suspendedAt: Date | null): Promise<boolean> =>
      db.transact(workspace, (tx) =>
        saveWorkspace(tx, {
          ...row,
          id: workspace,
          settings: {},
          version: 1,
          createdAt: noon,
          quotas: NO_QUOTAS,
          suspendedAt,
        }),
      )
    await save(noon)
    for (let i = 0; i < 60; i += 1) await set(`resting-${i}`, after(i))
    await set('other', after(500), 'Größe', other)
    await set('later', after(5_000))
    const timers = start()
    now = after(1_000)
    await timers.runDue()
    expect(await fired()).toMatchObject([{ key: 'other' }])
    expect(await waiting()).toHaveLength(61)
    // Nobody looks at them again.
    expect(await timers.runDue()).toBe(0)
    await save(null)
    await db.transact(workspace, wakeTimers)
    expect(await timers.runDue()).toBe(60)
    expect((await fired()).map(({ key }) => key)).toContain('resting-59')
    expect(await waiting()).toMatchObject([{ key: 'later', due_at: after(5_000), run_at: after(5_000) }])
  })

  it('whose data nobody understands stays, with the reason', async () => {
    await db.transact(workspace, (tx) => setTimer(tx, { kind, key: 'odd', dueAt: noon, data: { wrong: true } }))
    await start().runDue()
    expect(await fired()).toEqual([])
    expect(await waiting()).toMatchObject([{ key: 'odd', attempts: 1 }])
  })

  it('is left to others if this process does not know its kind', async () => {
    await db.transact(workspace, (tx) => setTimer(tx, { kind: 'foreign', key: 'a', dueAt: noon, data: {} }))
    expect(await start().runDue()).toBe(0)
    expect(await waiting()).toMatchObject([{ key: 'a', attempts: 0 }])
  })
})

type Note = z.output<typeof Note>
const Note = z.object({ note: z.string() })
