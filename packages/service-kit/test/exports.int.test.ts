import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privacy } from '@polyphon/contracts'
import type { FreshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Blobs, openBlobs } from '../src/blobs/blobs.js'
import { openFolderStore } from '../src/blobs/folder-store.js'
import type { Database } from '../src/db/database.js'
import { personalData } from '../src/personal/declaration.js'
import { coreTables } from '../src/personal/kit-tables.js'
import { beginPart } from '../src/rights/exports/begin-part.js'
import { aboutName, PartAbout, partFolder, pieceName } from '../src/rights/exports/part-names.js'
import { partTimer } from '../src/rights/exports/part-timer.js'
import { uuidv7 } from '../src/values/ids.js'
import { noOutages, openDatabase, query, serviceDatabase } from './harness.js'

const ROWS = 10_000

let database: FreshDatabase
let db: Database
let blobs: Blobs
const folder = mkdtempSync(join(tmpdir(), 'polyphon-exports-'))
const personal = personalData([coreTables])
const workspaceId = uuidv7()
const profileId = uuidv7()

beforeAll(async () => {
  database = await serviceDatabase()
  db = openDatabase(database.url)
  blobs = openBlobs({ store: openFolderStore(folder, uuidv7), service: 'journey', outages: noOutages })
  await query(
    database.ownerUrl,
    `insert into work (workspace_id, work_id, service, version, kind, state, profile_id, why, opened_at,
                       owner_unit, because, former_owners, hand_overs, href)
     select $1, gen_random_uuid(), 'journey', 1, 'task', 'open', case when n <= $3 then $2::uuid else $4::uuid end,
            repeat('ü', 300) || n, now(), 'service', '', '[]', 0, ''
       from generate_series(1, $3 + 500) n`,
    [workspaceId, profileId, ROWS, uuidv7()],
  )
})
afterAll(async () => {
  await db.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

const timerOf = (given: Blobs | null, more: { readonly hasCopy?: boolean } = {}) =>
  partTimer({ service: 'journey', personal, hasCopy: false, operator: { work: 90 }, blobs: given, ...more })

const begin = async (endsAt = new Date(Date.now() + 60_000)): Promise<string> => {
  const requestId = uuidv7()
  const request = { requestId, profileId, absorbedIds: [randomUUID()], revision: 1, endsAt }
  for (let time = 0; time < 2; time += 1) await db.transact(workspaceId, (tx) => beginPart(tx, request))
  return requestId
}

const partOf = async (requestId: string) => {
  const [row] = await query<{ pieces: number; prepared_at: Date | null; counts: Record<string, number> }>(
    database.ownerUrl,
    'select pieces, prepared_at, counts from export_part where request_id = $1',
    [requestId],
  )
  return row
}

/** Runs steps until the part is prepared; `dies` says after which of them the process dies before it has stored it. */
async function run(requestId: string, given: Blobs | null, dies: (step: number) => boolean = () => false) {
  const timer = timerOf(given)
  for (let step = 1; step < 1_000; step += 1) {
    const isDying = dies(step)
    const died = new Error('The process has died.')
    await db
      .transact(workspaceId, async (tx) => {
        await timer.handle(tx, { key: requestId, dueAt: new Date(), attempts: 0, data: {} })
        if (isDying) throw died
      })
      .catch((error: unknown) => {
        if (error !== died) throw error
      })
    const part = await partOf(requestId)
    if (part === undefined || part.prepared_at !== null) return part
  }
  throw new Error('It has no end.')
}

async function textOf(name: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of blobs.exports(workspaceId).open(name)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function written(requestId: string, pieces: number) {
  const texts: string[] = []
  for (let piece = 1; piece <= pieces; piece += 1)
    texts.push(await textOf(pieceName(partFolder(requestId, 'journey'), piece)))
  return { tables: JSON.parse(`{${texts.join('')}}`), longest: Math.max(...texts.map(({ length }) => length)) }
}

const publishedParts = () =>
  query<{ payload: { data: Record<string, unknown> } }>(
    database.ownerUrl,
    'select payload::json from outbox where type = $1 order by id',
    [privacy.journey.exported.type],
  )

describe('a part of an export', () => {
  it('has each row once, in pieces of bounded size, wherever the process dies', async () => {
    const requestId = await begin()
    const part = await run(requestId, blobs, (step) => step % 2 === 1)
    const pieces = part?.pieces ?? 0
    expect(pieces).toBeGreaterThan(3)
    const { tables, longest } = await written(requestId, pieces)
    expect(longest).toBeLessThan(2_000_000)
    const ids = tables.work.map(({ work_id: id }: { work_id: string }) => id)
    expect([ids.length, new Set(ids).size]).toEqual([ROWS, ROWS])
    expect(new Set(tables.work.map(({ profile_id: id }: { profile_id: string }) => id))).toEqual(new Set([profileId]))
    expect(tables.work[0]).not.toHaveProperty('owner_staff_id')
    expect(tables.webhook_delivery).toEqual([])
    expect(tables).not.toHaveProperty('export_part')
    expect(part?.counts).toMatchObject({ work: ROWS, webhook_delivery: 0 })
    const about = PartAbout.parse(JSON.parse(await textOf(aboutName(partFolder(requestId, 'journey')))))
    expect(about.tables.find(({ table }) => table === 'work')).toMatchObject({
      rows: ROWS,
      holds: { en: 'What somebody of the firm has to do', de: 'Was jemand im Unternehmen zu erledigen hat' },
      keptDays: 90,
    })
    expect(about.tables.find(({ table }) => table === 'timer')).toMatchObject({ keptDays: null })
    expect(await publishedParts()).toHaveLength(1)
    const again = await begin()
    const second = await run(again, blobs)
    expect((await written(again, second?.pieces ?? 0)).tables.work).toEqual(tables.work)
  })

  it('waits until the copy of people has heard of them', async () => {
    const requestId = await begin()
    const timer = timerOf(blobs, { hasCopy: true })
    // A service without the table: asking it shows that nothing is written before.
    await expect(
      db.transact(workspaceId, (tx) => timer.handle(tx, { key: requestId, dueAt: new Date(), attempts: 0, data: {} })),
    ).rejects.toThrow('person')
    expect(await partOf(requestId)).toMatchObject({ pieces: 0, prepared_at: null })
  })

  it('says what keeps it from being written', async () => {
    const before = (await publishedParts()).length
    const requestId = await begin()
    await run(requestId, null)
    expect((await publishedParts()).slice(before)).toMatchObject([
      { payload: { requestId, failure: 'blob_store_missing', pieces: 0 } },
    ])
  })

  it('is not begun, and forgotten, once nobody waits for it', async () => {
    const late = await begin(new Date(Date.now() - 1))
    expect(await partOf(late)).toBeUndefined()
    const soon = await begin()
    await query(database.ownerUrl, 'update export_part set ends_at = now() where request_id = $1', [soon])
    expect(await run(soon, blobs)).toBeUndefined()
  })
})
