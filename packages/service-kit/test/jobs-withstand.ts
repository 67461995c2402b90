import { randomUUID } from 'node:crypto'
import type { Tx } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { MOST_AT_ONCE } from '../src/jobs/imports/arrivals.js'
import { startAllTimers } from '../src/timers/all-timers.js'
import { noOutages, openDatabase, query, quiet } from './harness.js'
import { importTimers, importTools, ndjson, notes, type Service } from './import-tools.js'
import { importNotes, rowHooks } from './notes-service.js'

/** Lets the row go that a test holds. */
let go = (): void => undefined

/** Holds the row of this text until it is let go; resolves once it is reached. */
function holdRow(held: string): Promise<void> {
  const free = new Promise<void>((resolve) => {
    go = resolve
  })
  return new Promise<void>((resolve) => {
    rowHooks.before = async (_tx, text) => {
      if (text !== held) return
      resolve()
      await free
    }
  })
}

const twice = (tx: Tx): Promise<unknown> =>
  tx.query('insert into note (workspace_id, note_id, text) values ($1, $2, $3), ($1, $2, $3)', [
    tx.workspaceId,
    tx.newId(),
    'zweimal',
  ])

/** Registers tests of what jobs withstand; they run in the service of another file, which is started already. */
export function jobsWithstand(t: Service): void {
  const { post, csv, ended, rowsOf, stored, kept } = importTools(t)

  afterEach(() => {
    go()
    rowHooks.before = async () => undefined
  })

  describe('an import withstands', () => {
    it('a lock that somebody holds for however long', async () => {
      let tries = 0
      rowHooks.before = async (tx, text) => {
        if (text !== 'gesperrt') return
        tries += 1
        if (tries <= 7) await tx.query("do $$ begin raise sqlstate '55P03'; end $$")
      }
      const { body } = await post(ndjson({ text: 'gesperrt' }))
      const db = openDatabase(t().deps.settings.DATABASE_URL)
      let now = new Date()
      const kinds = importTimers(t, importNotes)
      const timers = startAllTimers({ db, kinds, now: () => now, logger: quiet, outages: noOutages, pollMs: 3_600_000 })
      const turn = async (): Promise<void> => {
        now = new Date(now.getTime() + 3_600_000)
        await timers.runDue()
        expect((await t().call(`GET /v1/jobs/${body.jobId}`)).body.endedAt).toBeDefined()
      }
      await eventually(turn, { everyMs: 200 })
      expect(await ended(body.jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 1 } })
      expect(tries).toBe(8)
      await timers.stop()
      await db.close()
    })

    it('what is written beside it at that moment, and hides no fault of ours in a row', async () => {
      const met = new Set<string>()
      rowHooks.before = async (tx, text) => {
        if (text === 'zugleich' && !met.has(text)) {
          met.add(text)
          await twice(tx)
        }
        if (text === 'verletzt') await twice(tx)
        if (text === 'geteilt') await tx.query('select 1 / 0')
        if (text === 'NUL') await tx.query('select $1::text', ['a\0b'])
      }
      const rows = ['zugleich', 'verletzt', 'geteilt', 'NUL', 'heil'].map((text) => ({ text }))
      const { body } = await post(ndjson(...rows))
      expect(await ended(body.jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 2, rejected: 3 } })
      expect(await rowsOf(body.jobId, '&outcome=rejected')).toMatchObject([
        { line: 2, faults: [{ pointer: '', code: 'internal' }] },
        { line: 3, faults: [{ pointer: '', code: 'internal' }] },
        { line: 4, faults: [{ pointer: '', code: 'value_not_storable' }] },
      ])
    })

    it('as many of one workspace as it has places for; the next one has to come again', async () => {
      const reached = holdRow('platz 0')
      const key = randomUUID()
      const first = await post(ndjson(...notes(1, 'platz')), { 'idempotency-key': key })
      await reached
      const rest = await Promise.all(notes(MOST_AT_ONCE + 4, 'weiterer').map((row) => post(ndjson(row))))
      const taken = rest.filter(({ status }) => status === 202)
      expect(taken.length).toBe(MOST_AT_ONCE - 1)
      const refused = rest.filter(({ status }) => status !== 202)
      for (const { status, body, headers } of refused)
        expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'imports_too_many', '10'])
      expect((await post(ndjson(...notes(1, 'platz')), { 'idempotency-key': key })).body).toEqual(first.body)
      const other = await t().call('POST /v1/imports?kind=people', {
        key: t().other.secretKey,
        body: ndjson({ text: 'woanders' }),
        headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID() },
      })
      expect(other.status).toBe(202)
      go()
      for (const { body } of [first, ...taken]) await ended(body.jobId)
      const next = await post(ndjson({ text: 'danach' }))
      expect(next.status, next.text).toBe(202)
      await ended(next.body.jobId)
      expect(await kept('weiterer')).toBe(MOST_AT_ONCE - 1)
    })

    it('rows with a fault in each of a thousand cells, of which it keeps twenty', async () => {
      const names = Array.from({ length: 900 }, (_, number) => `size.n${number}:number`)
      const wrong = `x${',x'.repeat(900)}`
      const { body } = await csv(`${['text', ...names].join(',')}\ntausend${','.repeat(900)}\n${wrong}\n`)
      await ended(body.jobId)
      const [row] = await query<{ bytes: number }>(
        t().ownerUrl,
        'select max(length(faults::text)) as bytes from import_row where job_id = $1',
        [body.jobId],
      )
      expect(row?.bytes).toBeGreaterThan(100)
      expect(row?.bytes).toBeLessThan(5_000)
      await eventually(async () => expect((await stored(body.jobId)).length).toBe(2))
    })
  })
}
