import { randomUUID } from 'node:crypto'
import { rename, stat, truncate } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KitSettings } from '@polyphon/service-kit'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openArrivals } from '../src/jobs/imports/arrivals.js'
import { startImport } from '../src/jobs/imports/start-import.js'
import { openDatabase, query, quiet } from './harness.js'
import { importTools, ndjson, notes } from './import-tools.js'
import { importNotes, notesService, rowHooks } from './notes-service.js'

/** A way to a PostgreSQL on which the answer to the next commit is lost, once that is wanted. */
async function openLossyWay(url: string) {
  const target = new URL(url)
  const folder = target.searchParams.get('host')
  const port = Number(target.searchParams.get('port') ?? (target.port || 5432))
  const open = (): Socket =>
    folder === null ? connect({ host: target.hostname, port }) : connect({ path: `${folder}/.s.PGSQL.${port}` })
  const ours = await freePort()
  let isWanted = false
  const server = createServer((client) => {
    const postgres = open()
    let isLost = false
    for (const socket of [client, postgres]) socket.on('error', () => undefined)
    client.on('data', (sent) => {
      if (isWanted && sent.includes('commit')) [isLost, isWanted] = [true, false]
      postgres.write(sent)
    })
    postgres.on('data', (answer) => {
      if (!isLost) client.write(answer)
      else if (answer.includes('COMMIT')) client.destroy()
    })
    client.on('close', () => postgres.destroy())
    postgres.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(ours, '127.0.0.1', resolve))
  target.searchParams.delete('host')
  target.searchParams.delete('port')
  target.hostname = '127.0.0.1'
  target.port = String(ours)
  return {
    url: target.href,
    loseNext: () => {
      isWanted = true
    },
    wasLost: () => !isWanted,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

describe('an import in a folder', () => {
  let t: TestService<KitSettings, unknown>
  let root: string
  beforeAll(async () => {
    t = await startTestService(notesService)
    root = fileURLToPath(t.deps.settings.BLOB_STORE ?? '')
  })
  afterAll(() => t.close())
  afterEach(() => {
    rowHooks.before = async () => undefined
  })
  const { post, ended, leftovers, kept } = importTools(() => t)

  /** An import that waits at a row for what a test does. */
  async function held(count: number, name: string, at: number) {
    let go = (): void => undefined
    const free = new Promise<void>((resolve) => {
      go = resolve
    })
    const reached = new Promise<void>((resolve) => {
      rowHooks.before = async (_tx, text) => {
        if (text !== `${name} ${at}`) return
        resolve()
        await free
      }
    })
    const { status, body } = await post(ndjson(...notes(count, name)))
    expect(status).toBe(202)
    await reached
    return { jobId: body.jobId as string, go }
  }
  const isAway = () => t.deps.outages.isAway('blobs')

  it('waits while the folder is away, and nobody takes the database for what is away', async () => {
    const { jobId, go } = await held(250, 'ausgehängt', 50)
    await rename(root, `${root}-away`)
    go()
    await eventually(async () => expect(isAway()).toBe(true))
    expect(t.deps.outages.isAway('database')).toBe(false)
    expect((await t.call(`GET /v1/jobs/${jobId}`)).body).toMatchObject({ state: 'running', progress: { done: 100 } })
    const refused = await post(ndjson({ text: 'jetzt nicht' }))
    expect([refused.status, refused.body.code]).toEqual([503, 'blobs_unavailable'])
    await expect(stat(root)).rejects.toThrow('ENOENT')
    await rename(`${root}-away`, root)
    expect(await ended(jobId)).toMatchObject({ state: 'succeeded', counts: { applied: 250 } })
    expect(await kept('ausgehängt')).toBe(250)
    await eventually(async () => expect(await leftovers()).toBe(0))
  })

  it('keeps its file until the folder is back when it is canceled meanwhile', async () => {
    const { jobId, go } = await held(250, 'abgesagt', 50)
    await rename(root, `${root}-away`)
    const canceling = t.call(`POST /v1/jobs/${jobId}/cancel`)
    go()
    expect((await canceling).body.state).toBe('canceled')
    await eventually(async () =>
      expect(await query(t.ownerUrl, 'select from timer where key = $1 and attempts > 0', [jobId])).toHaveLength(1),
    )
    await rename(`${root}-away`, root)
    await eventually(async () => expect(await leftovers()).toBe(0))
  })

  it('fails where its file is not whole any more', async () => {
    const { jobId, go } = await held(250, 'gekürzt', 50)
    await truncate(join(root, 'profile', t.workspace.id, 'imports', jobId), 9_000)
    go()
    expect(await ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'import_file_damaged' } })
    expect(await kept('gekürzt')).toBe((await t.call(`GET /v1/jobs/${jobId}`)).body.progress.done)
    await eventually(async () => expect(await leftovers()).toBe(0))
  })

  it('is carried on though the answer to the commit that began it was lost', async () => {
    const way = await openLossyWay(t.deps.settings.DATABASE_URL)
    const db = openDatabase(way.url)
    const jobs = async () => (await t.call('GET /v1/jobs?limit=500')).body.items as { jobId: string }[]
    const before = (await jobs()).length
    async function* bytes(): AsyncGenerator<Buffer> {
      yield Buffer.from(ndjson(...notes(3, 'verloren')))
    }
    const { newId, blobs } = t.deps
    const deps = {
      db,
      blobs,
      newId,
      logger: quiet,
      arrivals: openArrivals(),
      settings: { IMPORT_LARGEST_BYTES: 1_000 },
    }
    const file = {
      workspaceId: t.workspace.id,
      kind: importNotes,
      bytes: bytes(),
      contentType: 'application/x-ndjson',
      length: null,
      delimiter: 'comma',
      keyed: { operation: 'startImport', idempotencyKey: randomUUID(), requestHash: 'x' },
      correlationId: 'x',
      audit: null,
    } as const
    const starting = startImport(deps, file, () => {
      way.loseNext()
      return { status: 202, headers: {}, body: null }
    })
    await expect(starting).rejects.toMatchObject({ code: 'database_unavailable' })
    expect(way.wasLost()).toBe(true)
    const [job, ...others] = await jobs()
    expect(others.length).toBe(before)
    expect(await ended(job?.jobId ?? '')).toMatchObject({ state: 'succeeded', counts: { applied: 3 } })
    expect(await kept('verloren')).toBe(3)
    await eventually(async () => expect(await leftovers()).toBe(0))
    await db.close()
    await way.close()
  })
})
