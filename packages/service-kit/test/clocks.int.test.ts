import { randomUUID } from 'node:crypto'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { saveClock } from '../src/db/clock-store.js'
import type { Database } from '../src/db/database.js'
import { followClocks, readClocks } from '../src/db/follow-clocks.js'
import type { Tx } from '../src/db/tx.js'
import { type AllTimers, startAllTimers } from '../src/timers/all-timers.js'
import { cancelTimer, setTimer, type TimerKind } from '../src/timers/timer.js'
import { noOutages, openDatabase, query, quiet, serviceDatabase } from './harness.js'

const DAY = 86_400_000
const noon = new Date('2026-11-22T12:00:00Z')
const after = (ms: number): Date => new Date(noon.getTime() + ms)
const onDay = (day: number): Date => after(day * DAY)
const kind = 'test'

interface Ran {
  readonly key: string
  readonly now: Date
}

describe('a workspace that has moved its clock', () => {
  let database: FreshDatabase
  let now = noon
  let workspace = randomUUID()
  let other = randomUUID()
  const opened: Database[] = []
  const running: AllTimers[] = []

  beforeAll(async () => {
    database = await serviceDatabase()
    await query(
      database.ownerUrl,
      'create table ran (id bigint generated always as identity, key text, at timestamptz)',
    )
    await query(database.ownerUrl, 'grant all on ran to public')
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((timers) => timers.stop()))
    await Promise.all(opened.splice(0).map((db) => db.close()))
    await query(database.ownerUrl, 'truncate ran, timer, workspace_clock')
    now = noon
    workspace = randomUUID()
    other = randomUUID()
  })
  afterAll(() => database.drop())

  /** What one process has of its own. */
  const open = (more: Parameters<typeof openDatabase>[1] = {}): Database => {
    const db = openDatabase(database.url, { now: () => now, ...more })
    opened.push(db)
    return db
  }
  /** Runs timers when it is told to, and notes in the same transaction which one ran at which moment. */
  const start = (
    db: Database,
    then?: (tx: Tx, key: string) => Promise<void>,
    more: Partial<TimerKind> = {},
  ): AllTimers => {
    const test: TimerKind = {
      kind,
      data: z.unknown(),
      handle: async (tx, { key }) => {
        await tx.query('insert into ran (key, at) values ($1, $2)', [key, tx.now])
        await then?.(tx, key)
      },
      ...more,
    }
    const timers = startAllTimers({
      db,
      kinds: [test],
      now: () => now,
      logger: quiet,
      outages: noOutages,
      pollMs: 3_600_000,
    })
    running.push(timers)
    return timers
  }
  const move = (db: Database, offsetMs: number, of = workspace): Promise<void> =>
    db.transact(of, async (tx) => {
      if (await saveClock(tx, { offsetMs, changedAt: tx.serverNow })) tx.afterCommit(() => db.clocks.move(of, offsetMs))
    })
  const set = (db: Database, key: string, dueAt: Date, of = workspace): Promise<void> =>
    db.transact(of, (tx) => setTimer(tx, { kind, key, dueAt, data: {} }))
  const ran = async (): Promise<readonly Ran[]> =>
    (await query<{ key: string; at: Date }>(database.ownerUrl, 'select key, at from ran order by id')).map(
      ({ key, at }) => ({ key, now: at }),
    )
  const reached = async (): Promise<readonly (Date | null)[]> =>
    (await query<{ reached: Date | null }>(database.ownerUrl, 'select reached from workspace_clock')).map(
      (row) => row.reached,
    )

  it('has a time of its own, which runs on; all others have that of the server', async () => {
    const db = open()
    await move(db, 30 * DAY)
    now = after(5_000)
    const seen = await db.transact(workspace, async (tx) => ({
      now: tx.now,
      serverNow: tx.serverNow,
      soon: tx.soon(100),
      elsewhere: (await tx.enter(other)).now,
    }))
    expect(seen).toEqual({
      now: after(30 * DAY + 5_000),
      serverNow: now,
      soon: after(30 * DAY + 5_100),
      elsewhere: now,
    })
    expect([db.nowOf(workspace), db.nowOf(other)]).toEqual([seen.now, now])
  })

  it('runs what falls due on the way in that order, each at its own moment, whatever is set meanwhile', async () => {
    const db = open()
    await set(db, 'day 20', onDay(20))
    await set(db, 'day 1', onDay(1))
    await set(db, 'day 31', onDay(31))
    for (let i = 0; i < 60; i += 1) await set(db, `on day 10, number ${i}`, after(10 * DAY + i))
    const timers = start(db, async (tx, key) => {
      const next = { 'day 1': 'day 3', 'day 3': 'day 5' }[key]
      if (next !== undefined)
        await setTimer(tx, { kind, key: next, dueAt: new Date(tx.now.getTime() + 2 * DAY), data: {} })
      if (key === 'day 20') await setTimer(tx, { kind, key: 'set into the past', dueAt: onDay(2), data: {} })
    })
    await move(db, 30 * DAY)
    expect(await timers.runDue()).toBe(65)
    expect(await ran()).toEqual([
      { key: 'day 1', now: onDay(1) },
      { key: 'day 3', now: onDay(3) },
      { key: 'day 5', now: onDay(5) },
      ...Array.from({ length: 60 }, (_, i) => ({ key: `on day 10, number ${i}`, now: after(10 * DAY + i) })),
      { key: 'day 20', now: onDay(20) },
      // Time never runs backwards.
      { key: 'set into the past', now: onDay(20) },
    ])
    expect(await reached()).toEqual([null])
    // From here on it is the time that it is there.
    now = after(DAY + 7)
    await timers.runDue()
    expect((await ran()).at(-1)).toEqual({ key: 'day 31', now: after(31 * DAY + 7) })
  })

  it('moves nobody else, and keeps nobody waiting, however long what it makes up for takes', async () => {
    const db = open()
    let letPass = (): void => undefined
    const gate = new Promise<void>((resolve) => (letPass = resolve))
    await set(db, 'moved', onDay(1))
    await set(db, 'far', onDay(1), other)
    await set(db, 'near', after(1_000), other)
    const timers = start(db, async (_, key) => (key === 'moved' ? gate : undefined))
    await move(db, 30 * DAY)
    now = after(1_500)
    const all = timers.runDue()
    await eventually(async () => expect(await ran()).toEqual([{ key: 'near', now }]))
    await set(db, 'nearer', after(1_400), other)
    const again = timers.runDue()
    await eventually(async () => expect((await ran()).at(-1)).toEqual({ key: 'nearer', now }))
    letPass()
    expect((await all) + (await again)).toBe(3)
    expect((await ran()).map(({ key }) => key)).not.toContain('far')
  })

  it('is run by one of several processes at a time, each timer once and in its order', async () => {
    const processes = [open(), open(), open()]
    const [first] = processes
    if (first === undefined) throw new Error('There are three.')
    for (let i = 0; i < 120; i += 1) await set(first, `key ${i}`, after(DAY + i))
    const timers = processes.map((db) => start(db))
    await move(first, 30 * DAY)
    await Promise.all(processes.map(readClocks))
    await Promise.all(timers.map((each) => each.runDue()))
    await eventually(async () => {
      await timers[0]?.runDue()
      expect(await reached()).toEqual([null])
    })
    expect(await ran()).toEqual(Array.from({ length: 120 }, (_, i) => ({ key: `key ${i}`, now: after(DAY + i) })))
  })

  it('goes on where it was when a process dies in the middle', async () => {
    const db = open()
    for (let i = 1; i <= 9; i += 1) await set(db, `day ${i}`, onDay(i))
    await move(db, 5 * DAY)
    let dies = true
    const timers = start(db, async (tx, key) => {
      if (dies && key === 'day 3') await tx.query('select pg_terminate_backend(pg_backend_pid())')
    })
    await expect(timers.runDue()).rejects.toThrow()
    // Otherwise it would come back to it by itself.
    await timers.stop()
    expect(await ran()).toEqual([])
    dies = false
    // Moved further before anybody came back to it.
    await move(db, 8 * DAY)
    const survivor = open()
    await readClocks(survivor)
    await start(survivor).runDue()
    expect(await ran()).toEqual(Array.from({ length: 8 }, (_, i) => ({ key: `day ${i + 1}`, now: onDay(i + 1) })))
  })

  it('is followed by a process that has not moved it within a moment, which does nothing early before', async () => {
    const moving = open()
    let woken = 0
    const following = open({ onClockMoved: () => (woken += 1) })
    await set(moving, 'day 1', onDay(1))
    await move(moving, 30 * DAY)
    const timers = start(following)
    expect(await timers.runDue()).toBe(0)
    expect(following.nowOf(workspace)).toEqual(noon)
    const follower = followClocks(following)
    await eventually(() => expect(following.nowOf(workspace)).toEqual(onDay(30)))
    follower.stop()
    expect(woken).toBe(1)
    await timers.runDue()
    expect(await ran()).toEqual([{ key: 'day 1', now: onDay(1) }])
  })

  it('keeps the time of the server for work that is the service’s own', async () => {
    const db = open()
    await set(db, 'lease', after(10_000))
    const timers = start(db, undefined, { time: 'server' })
    await move(db, 30 * DAY)
    expect(await timers.runDue()).toBe(0)
    now = after(10_000)
    expect(await timers.runDue()).toBe(1)
  })

  it('lets whoever looks again do so when time has really passed, and not thousands of times on the way', async () => {
    const db = open()
    await set(db, 'busy', onDay(1))
    await set(db, 'behind', onDay(2))
    const timers = start(db, async (tx, key) => {
      if (key === 'busy') await setTimer(tx, { kind, key, dueAt: tx.soon(50), data: {} })
    })
    await move(db, 30 * DAY)
    expect(await timers.runDue()).toBe(2)
    expect((await ran()).map(({ key }) => key)).toEqual(['busy', 'behind'])
    now = after(50)
    expect(await timers.runDue()).toBe(1)
  })

  it('leaves one that fails behind, and tries it again when time has really passed', async () => {
    const db = open()
    for (const day of [1, 2, 3]) await set(db, `day ${day}`, onDay(day))
    let isBroken = true
    const timers = start(db, async (_tx, key) => {
      if (isBroken && key === 'day 2') throw new Error('not today')
    })
    await move(db, 30 * DAY)
    await timers.runDue()
    expect((await ran()).map(({ key }) => key)).toEqual(['day 1', 'day 3'])
    isBroken = false
    expect(await timers.runDue()).toBe(0)
    now = after(60_000)
    await timers.runDue()
    expect((await ran()).at(-1)).toEqual({ key: 'day 2', now: after(30 * DAY + 60_000) })
  })

  it('lets a timer move or cancel one that is due later on the way', async () => {
    const db = open()
    for (const day of [1, 2, 3]) await set(db, `day ${day}`, onDay(day))
    const timers = start(db, async (tx, key) => {
      if (key !== 'day 1') return
      await cancelTimer(tx, kind, 'day 2')
      await setTimer(tx, { kind, key: 'day 3', dueAt: onDay(40), data: {} })
    })
    await move(db, 30 * DAY)
    await timers.runDue()
    expect(await ran()).toEqual([{ key: 'day 1', now: onDay(1) }])
  })

  it('wakes the timers of its process by itself, and those that are set in its time', async () => {
    const fired: string[] = []
    const timersOf: { current?: AllTimers } = {}
    const db = openDatabase(database.url, {
      onTimer: (dueAt, of) => timersOf.current?.wake(dueAt, of),
      onClockMoved: () => timersOf.current?.wakeNow(),
    })
    opened.push(db)
    const far = new Date(Date.now() + 20 * DAY)
    await set(db, 'set before', far)
    // Nobody looks for an hour, so that what fires has woken it.
    const timers = startAllTimers({
      db,
      kinds: [{ kind, data: z.unknown(), handle: async (_tx, { key }) => void fired.push(key) }],
      now: () => new Date(),
      logger: quiet,
      outages: noOutages,
      pollMs: 3_600_000,
    })
    timersOf.current = timers
    running.push(timers)
    await move(db, 30 * DAY)
    await eventually(() => expect(fired).toEqual(['set before']))
    await set(db, 'set there', new Date(Date.now() + 30 * DAY + 300))
    await eventually(() => expect(fired).toEqual(['set before', 'set there']))
  })
})
