import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { saveClock } from '../src/db/clock-store.js'
import { startAllTimers } from '../src/timers/all-timers.js'
import { nearestMoved } from '../src/timers/nearest.js'
import { wakeTimers } from '../src/timers/rest.js'
import { setTimer, type TimerKind } from '../src/timers/timer.js'
import { noOutages, openDatabase, query, quiet, serviceDatabase } from './harness.js'

const DAY = 86_400_000
const noon = new Date('2026-11-22T12:00:00Z')
const onDay = (day: number): Date => new Date(noon.getTime() + day * DAY)

it('a workspace that is suspended while it makes up for a move goes on where it was once it is resumed', async () => {
  const database = await serviceDatabase()
  const db = openDatabase(database.url, { now: () => noon })
  const workspace = randomUUID()
  const suspend = (at: Date | null) =>
    query(database.ownerUrl, 'update workspace set suspended_at = $2 where workspace_id = $1', [workspace, at])
  await query(
    database.ownerUrl,
    `insert into workspace (workspace_id, key, name, mode, time_zone, locale, settings, created_at)
     values ($1, 'probe', 'Größe', 'test', 'UTC', 'de', '{}', now())`,
    [workspace],
  )
  const ran: [string, Date][] = []
  const test: TimerKind = {
    kind: 'test',
    data: z.unknown(),
    handle: async (tx, { key }) => {
      ran.push([key, tx.now])
      // The batch ends with what this sets, which comes before the rest.
      if (key === 'day 1') await setTimer(tx, { kind: 'test', key: 'day 2', dueAt: onDay(2), data: {} })
    },
  }
  await db.transact(workspace, async (tx) => {
    for (const day of [1, 3, 4]) await setTimer(tx, { kind: 'test', key: `day ${day}`, dueAt: onDay(day), data: {} })
    await saveClock(tx, { offsetMs: 30 * DAY, changedAt: tx.serverNow })
  })
  db.clocks.move(workspace, 30 * DAY)
  // The operator suspends it before anything was made up for.
  await suspend(noon)
  const timers = startAllTimers({
    db,
    kinds: [test],
    now: () => noon,
    logger: quiet,
    outages: noOutages,
    pollMs: 3_600_000,
  })
  await timers.runDue()
  expect(ran).toEqual([])
  // Nobody looks at it meanwhile.
  expect(await nearestMoved(db, new Map([['test', test]]))).toBeUndefined()
  await suspend(null)
  await db.transact(workspace, wakeTimers)
  await timers.runDue()
  expect(ran).toEqual([1, 2, 3, 4].map((day) => [`day ${day}`, onDay(day)]))
  const reached = await query(database.ownerUrl, 'select reached from workspace_clock')
  expect(reached).toEqual([{ reached: null }])
  await timers.stop()
  await db.close()
  await database.drop()
})
