import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KitSettings } from '../src/index.js'
import { query } from './harness.js'
import { notesService } from './notes-service.js'

let t: TestService<KitSettings, unknown>
beforeAll(async () => {
  t = await startTestService(notesService)
})
afterAll(() => t.close())

const metrics = async (): Promise<string> => (await fetch(`${t.url}/metrics`)).text()
/** The values of a metric, by the text of its labels. */
const valuesOf = async (name: string): Promise<Readonly<Record<string, number>>> => {
  const lines = (await metrics()).split('\n').filter((line) => line.startsWith(`${name}{`))
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  )
}
/** Lets nothing else run for some time, and then what has become due. */
async function holdUp(ms: number): Promise<void> {
  const until = performance.now() + ms
  while (performance.now() < until);
  await setTimeout(1)
}

describe('metrics', () => {
  it('say what runs here', async () => {
    const [[labels, value] = ['', 0]] = Object.entries(await valuesOf('polyphon_build_info'))
    expect(labels).toContain(`node="${process.versions.node}"`)
    expect(labels).toMatch(/version="\d+\.\d+\.\d+"/)
    expect(value).toBe(1)
  })

  it('show the delay of the event loop without the pause between two looks', async () => {
    const delay = async (which: string): Promise<number> => {
      const [value = Number.NaN] = Object.values(await valuesOf(`nodejs_eventloop_lag_${which}_seconds`))
      return value
    }
    await eventually(async () => expect(await delay('min')).toBeLessThan(0.05))
    // A scrape begins the next interval, and what is measured is the time between two looks of it.
    await eventually(async () => {
      await holdUp(300)
      await holdUp(300)
      expect(await delay('max')).toBeGreaterThan(0.1)
    })
    expect((await metrics()).match(/^# TYPE nodejs_eventloop_lag_p99_seconds/gm)).toHaveLength(1)
  })

  it('show the pools of connections', async () => {
    expect(Object.values(await valuesOf('db_client_connection_max')).toSorted()).toEqual([10, 3])
    const counts = await valuesOf('db_client_connection_count')
    expect(Object.keys(counts)).toHaveLength(4)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
    expect(Object.values(await valuesOf('db_client_connection_pending_requests'))).toEqual([0, 0])
  })

  it('count each event that became true once, and none that was rolled back', async () => {
    await t.call('POST /v1/notes', { body: { text: 'counted' } })
    await t.call('POST /v1/notes', { body: { text: 'not counted', fail: true } })
    const counts = await valuesOf('polyphon_events_appended_total')
    expect(Object.entries(counts)).toEqual([[expect.stringContaining('type="profile.segment_published.v1"'), 1]])
  })

  it('show dead letters, and timers that are overdue', async () => {
    await query(
      t.ownerUrl,
      `insert into dead_letter (id, workspace_id, consumer_group, topic, topic_id, partition, record_offset, record_key,
         headers, payload, event_id, event_type, error_class, error_code, reason, attempts, first_seen_at, last_tried_at)
       select gen_random_uuid(), null, 'profile.notes', 'a', 'b', 0, n, null, '{}', null, null, null, 'bug', 'x', 'x', 1, now(), now()
         from generate_series(1, 3) n`,
    )
    await query(
      t.ownerUrl,
      `insert into timer (workspace_id, kind, key, due_at, run_at, token, data)
       values ($1, 'of-nobody', 'a', now() - interval '1 hour', now() - interval '1 hour', gen_random_uuid(), '{}'),
              ($1, 'of-nobody', 'b', now() + interval '1 hour', now() + interval '1 hour', gen_random_uuid(), '{}')`,
      [randomUUID()],
    )
    await eventually(async () => {
      const letters = Object.entries(await valuesOf('polyphon_dead_letters'))
      expect(letters.find(([labels]) => labels.includes('profile.notes'))?.[1]).toBe(3)
      const [late = 0] = Object.values(await valuesOf('polyphon_timers_overdue_seconds'))
      expect(late).toBeGreaterThan(3_590)
      expect(late).toBeLessThan(3_700)
    })
  })
})
