import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { KitSettings } from '@polyphon/service-kit'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { importJob } from '../src/jobs/imports/apply-import.js'
import { fileName } from '../src/jobs/imports/file-lines.js'
import { dropRows, keepRows } from '../src/jobs/imports/receive-file.js'
import { FILE_JOB, jobTimer, setTurn, setTurnOf } from '../src/jobs/run-job.js'
import { insertJob } from '../src/jobs/store.js'
import { startAllTimers } from '../src/timers/all-timers.js'
import { HOW_TO_GET_KAFKA, kafkaBrokers, noOutages, openDatabase, query, quiet } from './harness.js'
import { importTools, ndjson, notes } from './import-tools.js'
import { importNotes, notesService, rowHooks } from './notes-service.js'
import { startReplica } from './replicas.js'

const LARGEST = 400_000_000

describe('an import whose file lies in a blob', () => {
  let t: TestService<KitSettings, unknown>
  beforeAll(async () => {
    t = await startTestService(notesService, { env: { IMPORT_LARGEST_BYTES: String(LARGEST) } })
  })
  afterAll(() => t.close())
  afterEach(() => {
    rowHooks.before = async () => undefined
  })
  const { post, csv, ended, rowsOf, kept, leftovers } = importTools(() => t)
  const blobs = () => {
    const theirs = t.deps.blobs?.of(t.workspace.id)
    if (theirs === undefined) throw new Error('There is no blob store.')
    return theirs
  }
  const goneOf = (jobId: string): Promise<void> =>
    eventually(async () => expect(await blobs().stat(fileName(jobId))).toBeNull())

  it('keeps nothing in a table before a row has its outcome, and no blob behind its end', async () => {
    let go = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      rowHooks.before = async (_tx, text) => {
        if (text !== 'halt 150') return
        resolve()
        await new Promise<void>((then) => {
          go = then
        })
      }
    })
    const { body } = await post(ndjson(...notes(250, 'halt')))
    await reached
    expect((await blobs().stat(fileName(body.jobId)))?.bytes).toBeGreaterThan(0)
    const rows = await query(t.ownerUrl, 'select outcome from import_row where job_id = $1', [body.jobId])
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(100).fill('applied'))
    go()
    expect(await ended(body.jobId)).toMatchObject({ counts: { applied: 250 }, progress: { done: 250, total: 250 } })
    await goneOf(body.jobId)
  })

  it('reads rows of a megabyte, of wrong ones their faults, and each at its line', async () => {
    const long = (text: string) => JSON.stringify({ text: text.repeat(1_000_000).slice(0, 1_000_000) })
    const lines = [long('ß').slice(0, 400_000), long('x'), '{"text":"kurz"}', '[]', long('y'), '{"text":"Ende"}']
    const { body } = await post(lines.join('\n'))
    expect(await ended(body.jobId)).toMatchObject({ progress: { done: 6, total: 6 } })
    const rows = (await rowsOf(body.jobId)) as readonly { readonly line: number; readonly outcome: string }[]
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6])
    expect(rows.filter(({ outcome }) => outcome === 'applied').length).toBeGreaterThanOrEqual(2)
    expect(await kept('Ende')).toBe(0)
    expect(await query(t.ownerUrl, "select text from note where text in ('kurz', 'Ende') order by text")).toEqual([
      { text: 'Ende' },
      { text: 'kurz' },
    ])
  })

  it('goes on as it was begun: a job of the former release ends, which knows nothing of blobs', async () => {
    const jobId = t.deps.newId()
    async function* rows() {
      for (const [index, value] of notes(150, 'frueher').entries())
        yield { line: index + 1, bytes: 20, content: { value: { ...value } } }
    }
    const { id } = t.workspace
    const received = await keepRows(t.deps.db, { workspaceId: id, jobId }, rows())
    await t.deps.db.transact(id, async (tx) => {
      const data = { part: 0, parts: received.parts, correlationId: 'x' }
      await insertJob(tx, { jobId, kind: 'import.people', total: received.rows, data })
      await setTurn(tx, jobId, tx.now)
    })
    expect(await ended(jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 150 } })
    expect(await kept('frueher')).toBe(150)
    await dropRows(t.deps.db, id, jobId)
  })

  it('is left alone by a process of the former release', async () => {
    const { id } = t.workspace
    const jobId = t.deps.newId()
    // Far ahead, so that this service does not take it either.
    const later = new Date(Date.now() + 3_600_000)
    await t.deps.db.transact(id, async (tx) => {
      await insertJob(tx, { jobId, kind: 'import.people', total: 1, data: { part: 0, from: 0, bytes: 9 } })
      await setTurnOf(FILE_JOB, tx, jobId, later)
    })
    const db = openDatabase(t.deps.settings.DATABASE_URL)
    const kinds = [jobTimer([importJob(importNotes, quiet)], quiet)]
    const now = () => new Date(later.getTime() + 1_000)
    const former = startAllTimers({ db, kinds, now, logger: quiet, outages: noOutages, pollMs: 3_600_000 })
    await former.runDue()
    expect((await t.call(`GET /v1/jobs/${jobId}`)).body.state).toBe('queued')
    await former.stop()
    await db.close()
    expect((await t.call(`POST /v1/jobs/${jobId}/cancel`)).body.state).toBe('canceled')
  })

  it('of which an upload has died leaves nothing, once its turn comes', async () => {
    const jobId = t.deps.newId()
    async function* bytes() {
      yield Buffer.from('{"line":1,"body":{}}\n')
    }
    await blobs().put(fileName(jobId), bytes())
    await t.deps.db.transact(t.workspace.id, (tx) => setTurnOf(FILE_JOB, tx, jobId, tx.now))
    await goneOf(jobId)
    expect(await leftovers()).toBe(0)
  })

  it('fails by name when its file is gone', async () => {
    let go = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      rowHooks.before = async (_tx, text) => {
        if (text !== 'weg 0') return
        resolve()
        await new Promise<void>((then) => {
          go = then
        })
      }
    })
    const { body } = await post(ndjson(...notes(150, 'weg')))
    await reached
    await blobs().remove(fileName(body.jobId))
    go()
    expect(await ended(body.jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'import_file_missing' },
      progress: { done: 100 },
    })
  })

  it('waits while its store does not work, and a new one is refused with 503', async () => {
    const root = fileURLToPath(t.deps.settings.BLOB_STORE ?? '')
    let go = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      rowHooks.before = async (_tx, text) => {
        if (text !== 'wartet 0') return
        resolve()
        await new Promise<void>((then) => {
          go = then
        })
      }
    })
    const { body } = await post(ndjson(...notes(150, 'wartet')))
    await reached
    await rename(root, `${root}.aside`)
    // A file where a folder has to be: nobody can write below it, not even root.
    await writeFile(root, '')
    go()
    const refused = await post(ndjson(...notes(3, 'verweigert')))
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'blobs_unavailable',
      '5',
    ])
    expect((await csv('text\na')).status).toBe(503)
    const ready = await t.call('GET /readyz', { key: null })
    expect([ready.status, ready.text]).toEqual([200, expect.stringContaining('blobs')])
    expect((await t.call(`GET /v1/jobs/${body.jobId}`)).body).not.toHaveProperty('endedAt')
    await rm(root)
    await rename(`${root}.aside`, root)
    expect(await ended(body.jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 150 } })
    expect([await kept('wartet'), await kept('verweigert')]).toEqual([150, 0])
    await eventually(async () => expect(await leftovers()).toBe(0))
  })

  it.skipIf(kafkaBrokers === undefined)(
    `is taken in memory that does not grow with it ${kafkaBrokers === undefined ? `(${HOW_TO_GET_KAFKA})` : ''}`,
    async () => {
      const { DATABASE_URL, BLOB_STORE = '' } = t.deps.settings
      const env = { DATABASE_URL, BLOB_STORE, KAFKA_BROKERS: kafkaBrokers ?? '', IMPORT_LARGEST_BYTES: String(LARGEST) }
      // A process of its own, so that nobody else's memory is measured.
      const replica = await startReplica({ ...env, SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` })
      try {
        const memory = async (): Promise<number> => {
          const metrics = await (await fetch(`${replica.url}/metrics`)).text()
          return Number(/^process_resident_memory_bytes\S* (\S+)$/m.exec(metrics)?.[1])
        }
        let most = 0
        const send = async (rows: number): Promise<number> => {
          most = 0
          async function* lines(): AsyncGenerator<Uint8Array> {
            for (let number = 0; number < rows; number += 1) {
              if (number % 20 === 0) most = Math.max(most, await memory())
              yield Buffer.from(`${JSON.stringify({ text: 'x'.repeat(500_000), wrong: number })}\n`)
            }
          }
          const sent = await fetch(`${replica.url}/v1/imports?kind=people`, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${t.workspace.secretKey}`,
              'content-type': 'application/x-ndjson',
              'idempotency-key': randomUUID(),
            },
            body: ReadableStream.from(lines()),
            duplex: 'half',
          } as RequestInit)
          const { jobId } = (await sent.json()) as { readonly jobId: string }
          expect(await ended(jobId)).toMatchObject({ counts: { rejected: rows } })
          return Math.max(most, await memory())
        }
        const small = await send(100)
        const large = await send(400)
        expect(small).toBeGreaterThan(0)
        // A hundred and fifty megabytes more arrived.
        expect(large - small).toBeLessThan(100_000_000)
      } finally {
        replica.child.kill('SIGTERM')
        await replica.ended
      }
    },
    300_000,
  )
})
