import { randomUUID } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { saveClock } from '../src/db/clock-store.js'
import { startAllTimers } from '../src/timers/all-timers.js'
import { setTimer } from '../src/timers/timer.js'
import { noOutages, openDatabase, query, quiet, serviceDatabase } from './harness.js'

const DAY = 86_400_000
const noon = new Date('2026-11-22T12:00:00Z')
const kind = 'test'

it('a workspace that has moved its clock walks over its own timers alone, however many others have on the way', async () => {
  const database = await serviceDatabase()
  const db = openDatabase(database.url, { now: () => noon })
  const [moved, others] = [randomUUID(), randomUUID()]
  await query(
    database.ownerUrl,
    `insert into timer (workspace_id, kind, key, due_at, run_at, token, data)
     select $1, $2, 'key ' || i, moment, moment, gen_random_uuid(), '{}'
       from generate_series(1, 20000) i, lateral (select $3::timestamptz + make_interval(mins => i) as moment)`,
    [others, kind, noon],
  )
  const ran: string[] = []
  await db.transact(moved, async (tx) => {
    for (const day of [11, 12, 13])
      await setTimer(tx, { kind, key: `day ${day}`, dueAt: new Date(noon.getTime() + day * DAY), data: {} })
    await saveClock(tx, { offsetMs: 30 * DAY, changedAt: tx.serverNow })
  })
  db.clocks.move(moved, 30 * DAY)
  await query(database.ownerUrl, 'analyze timer')
  const sent = new Set<string>()
  const note = (text: unknown): void => void sent.add(String(text))
  subscribe('polyphon.statement', note)
  const timers = startAllTimers({
    db,
    kinds: [{ kind, data: z.unknown(), handle: async (_tx, { key }) => void ran.push(key) }],
    now: () => noon,
    logger: quiet,
    outages: noOutages,
    pollMs: 3_600_000,
  })
  await timers.runDue()
  await timers.stop()
  unsubscribe('polyphon.statement', note)
  expect(ran).toEqual(['day 11', 'day 12', 'day 13'])
  const plans = await Promise.all(
    [...sent]
      .filter((text) => text.includes("interval '0'"))
      .map(async (text) => JSON.stringify(await query(database.ownerUrl, `explain (generic_plan) ${text}`))),
  )
  expect(plans.length).toBeGreaterThan(2)
  for (const plan of plans) expect(plan).not.toContain('timer_by_time')
  await db.close()
  await database.drop()
})
