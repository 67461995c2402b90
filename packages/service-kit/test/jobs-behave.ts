import { segmentPublished } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { KEPT_MS } from '../src/jobs/run-job.js'
import { startAllTimers } from '../src/timers/all-timers.js'
import { noOutages, openDatabase, query, quiet } from './harness.js'
import { importTimers, importTools, ndjson, notes, type Service } from './import-tools.js'
import { importNotes, rowHooks } from './notes-service.js'

/** Registers tests of jobs; they run in the service of another file, which is started already. */
export function jobsBehave(t: Service): void {
  const { post, ended, rowsOf, stored, publishedOf, kept } = importTools(t)

  afterEach(() => {
    rowHooks.before = async () => undefined
  })

  describe('an import', () => {
    it('applies each row once, tells why others were rejected, and keeps nothing that they said', async () => {
      const rows = [{ text: 'Größe' }, { text: 'known' }, { text: '' }, { text: 'refused' }, { text: 'Ä', x: 1 }, 17]
      const sent = await post(`${ndjson(...rows)}\r\n{"text":\n${ndjson({ text: 'last' })}`)
      expect([sent.status, sent.body]).toEqual([
        202,
        {
          jobId: sent.body.jobId,
          kind: 'import.people',
          state: 'queued',
          progress: { done: 0, total: 8 },
          startedAt: expect.any(String),
        },
      ])
      expect(await ended(sent.body.jobId)).toMatchObject({
        state: 'succeeded',
        progress: { done: 8, total: 8 },
        counts: { applied: 2, unchanged: 1, rejected: 5 },
      })
      const fault = (pointer: string, code: string) => [{ pointer, code, detail: expect.stringMatching(/\S/) }]
      expect(await rowsOf(sent.body.jobId)).toEqual([
        { line: 1, outcome: 'applied', faults: [] },
        { line: 2, outcome: 'unchanged', faults: [] },
        { line: 3, outcome: 'rejected', faults: fault('/text', 'too_small') },
        { line: 4, outcome: 'rejected', faults: fault('/text', 'note_refused') },
        { line: 5, outcome: 'rejected', faults: fault('/x', 'unrecognized_key') },
        { line: 6, outcome: 'rejected', faults: fault('', 'invalid_type') },
        { line: 8, outcome: 'rejected', faults: fault('', 'json_invalid') },
        { line: 9, outcome: 'applied', faults: [] },
      ])
      expect((await rowsOf(sent.body.jobId, '&outcome=unchanged')).length).toBe(1)
      expect((await rowsOf(sent.body.jobId, '&outcome=rejected')).length).toBe(5)
      expect((await stored(sent.body.jobId)).map(({ body }) => body)).toEqual(Array(8).fill(null))
      const [event] = await t().waitFor(segmentPublished, 1, ({ data }) => data.name === 'last')
      expect(event?.workspace).toBe(t().workspace.id)
    })

    it('goes on in the middle where a process or a connection ends, and does nothing twice', async () => {
      let deaths = 0
      rowHooks.before = async (tx, text) => {
        if (text !== 'tot 105' || deaths >= 2) return
        deaths += 1
        if (deaths === 1) await tx.query('select pg_terminate_backend(pg_backend_pid())')
        throw new Error('once')
      }
      const { body } = await post(ndjson(...notes(120, 'tot')))
      expect(await ended(body.jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 120 } })
      expect(deaths).toBe(2)
      expect(await kept('tot')).toBe(120)
      await t().waitFor(segmentPublished, 120, ({ data }) => data.name.startsWith('tot '))
      expect(publishedOf('tot ')).toBe(120)
    })

    it('fails by name when a step goes wrong every time', async () => {
      const db = openDatabase(t().deps.settings.DATABASE_URL)
      let now = new Date()
      const kind = { ...importNotes, apply: async () => Promise.reject(new Error('a bug')) }
      const timers = startAllTimers({
        db,
        kinds: importTimers(t, kind),
        now: () => now,
        logger: quiet,
        outages: noOutages,
        pollMs: 3_600_000,
      })
      rowHooks.before = async () => Promise.reject(new Error('the same bug'))
      const { body } = await post(ndjson({ text: 'nie' }))
      // The service itself may hold the timer while it is looked for here, so a fixed number of turns is none.
      const turn = async (): Promise<void> => {
        now = new Date(now.getTime() + 3_600_000)
        await timers.runDue()
        expect((await t().call(`GET /v1/jobs/${body.jobId}`)).body.endedAt).toBeDefined()
      }
      await eventually(turn, { everyMs: 200 })
      expect(await ended(body.jobId)).toMatchObject({
        state: 'failed',
        error: { code: 'internal' },
        progress: { done: 0 },
      })
      expect((await t().call(`POST /v1/jobs/${body.jobId}/cancel`)).body.code).toBe('job_ended')
      await timers.stop()
      await db.close()
    })

    it('is canceled between two steps: what was applied stays, and the rest is forgotten', async () => {
      let go = (): void => undefined
      const reached = new Promise<void>((resolve) => {
        rowHooks.before = async (_tx, text) => {
          if (text !== 'halt 120') return
          resolve()
          await new Promise<void>((then) => {
            go = then
          })
        }
      })
      const { body } = await post(ndjson(...notes(300, 'halt')))
      await reached
      const canceling = t().call(`POST /v1/jobs/${body.jobId}/cancel`)
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
      await eventually(async () => expect((await query(t().ownerUrl, waiting)).length).toBeGreaterThan(0))
      go()
      const canceled = await canceling
      expect([canceled.status, canceled.body.state]).toEqual([200, 'canceled'])
      const { done } = canceled.body.progress
      expect(done % 100).toBe(0)
      expect(done).toBeGreaterThanOrEqual(200)
      expect((await t().call(`POST /v1/jobs/${body.jobId}/cancel`)).body.state).toBe('canceled')
      await eventually(async () => expect((await stored(body.jobId)).length).toBe(done))
      expect(await kept('halt')).toBe(done)
    })

    it('is carried on by two workers, and of two workspaces neither waits for the end of the other', async () => {
      const db = openDatabase(t().deps.settings.DATABASE_URL)
      const timers = startAllTimers({
        db,
        kinds: importTimers(t, importNotes),
        now: () => new Date(),
        logger: quiet,
        outages: noOutages,
      })
      let start = (): void => undefined
      const bothThere = new Promise<void>((resolve) => {
        start = resolve
      })
      const theirs: number[] = []
      let ours = 0
      rowHooks.before = async (_tx, text) => {
        if (text === 'viele 0') await bothThere
        if (text.startsWith('viele ')) ours += 1
        if (text.startsWith('wenige ')) theirs.push(ours)
      }
      const big = await post(ndjson(...notes(300, 'viele')))
      const small = await t().call('POST /v1/imports?kind=people', {
        key: t().other.secretKey,
        body: ndjson(...notes(20, 'wenige')),
        headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': 'x' },
      })
      start()
      expect(await ended(big.body.jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 300 } })
      await eventually(async () => expect([await kept('viele'), await kept('wenige')]).toEqual([300, 20]))
      expect(theirs.at(-1)).toBeLessThan(300)
      for (const path of [`jobs/${small.body.jobId}`, `imports/${small.body.jobId}/rows`])
        expect((await t().call(`GET /v1/${path}`)).body.code).toBe('job_unknown')
      expect((await t().call('GET /v1/jobs?limit=500')).text).not.toContain(small.body.jobId)
      expect((await t().call(`POST /v1/jobs/${small.body.jobId}/cancel`)).status).toBe(404)
      await timers.stop()
      await db.close()
    })

    it('is forgotten, with what its rows came to, thirty days after its end', async () => {
      const { body } = await post(ndjson({ text: 'vergänglich' }))
      await ended(body.jobId)
      const db = openDatabase(t().deps.settings.DATABASE_URL, { now: () => new Date(Date.now() + KEPT_MS) })
      const timers = startAllTimers({
        db,
        kinds: importTimers(t, importNotes),
        now: () => new Date(Date.now() + KEPT_MS),
        logger: quiet,
        outages: noOutages,
        pollMs: 3_600_000,
      })
      await eventually(async () => {
        await timers.runDue()
        expect((await t().call(`GET /v1/jobs/${body.jobId}`)).status).toBe(404)
      })
      expect(await stored(body.jobId)).toEqual([])
      await timers.stop()
      await db.close()
    })
  })
}
