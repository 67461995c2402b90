import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type DataOf,
  interactionRecorded,
  profileMerged,
  segmentPublished,
  workspaceDeleted,
} from '@polyphon/contracts'
import { ADMIN_TOKEN, eventually, startTestService, type TestService, type TestWorkspace } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDeleted } from '../src/db/deleted-workspaces.js'
import { beginDeletion } from '../src/deletion/begin-deletion.js'
import { readLeaves } from '../src/deletion/leaves.js'
import { applyEvents } from '../src/events/apply.js'
import { saveDeadLetter } from '../src/events/dead-letter-store.js'
import { on } from '../src/events/handler.js'
import * as outbox from '../src/events/outbox.js'
import { createReceiver } from '../src/events/receive.js'
import { setTimer } from '../src/timers/timer.js'
import { eventRecord, query } from './harness.js'
import { notesService } from './notes-service.js'

let t: TestService<object, unknown>
beforeAll(async () => {
  t = await startTestService(notesService)
})
afterAll(() => t.close())

const NOTES = 5_000
// More than one turn removes.
const FILES = 120
async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('Grüße')
}

async function filesOf(id: string): Promise<number> {
  let count = 0
  for await (const { bytes } of t.deps.blobs?.of(id).list() ?? []) count += bytes > 0 ? 1 : 0
  return count
}

/** Rows of a workspace in tables of every kind: split by hours, without an index that leads to them, without protection. */
async function fill({ id, secretKey }: TestWorkspace): Promise<void> {
  await query(
    t.ownerUrl,
    `insert into note (workspace_id, note_id, text) select $1, gen_random_uuid(), 'Größe' from generate_series(1, ${NOTES})`,
    [id],
  )
  await query(
    t.ownerUrl,
    `insert into locator (kind, id, workspace_id) select 'message', gen_random_uuid(), $1 from generate_series(1, 3000)`,
    [id],
  )
  await query(
    t.ownerUrl,
    `insert into dead_letter (id, workspace_id, consumer_group, topic, topic_id, partition, record_offset, headers, payload,
       error_class, error_code, reason, first_seen_at, last_tried_at)
     select gen_random_uuid(), case when n > 1 then $1::uuid end, 'g', $2, 't', 0, n, '{}', '{"workspace":"' || $1 || '"}',
            'bug', 'x', 'x', now(), now() from generate_series(1, 2) as n`,
    [id, `topic-${id}`],
  )
  const files = t.deps.blobs?.of(id)
  for (let number = 0; number < FILES; number += 1) await files?.put(`imports/Größe ${number}`, file())
  const webhook = { url: 'https://example.com/', types: [profileMerged.type] }
  const key = { key: secretKey }
  expect((await t.call('PUT /v1/webhooks/crm', { body: webhook, ...key })).status).toBe(201)
  await t.call('POST /v1/notes', { body: { text: 'once' }, headers: { 'idempotency-key': 'one' }, ...key })
  await t.deps.db.transact(id, async (tx) => {
    outbox.append(tx, interactionRecorded, interactionRecorded.example)
    await setTimer(tx, { kind: 'nobody', key: 'x', dueAt: new Date(), data: {} })
  })
  // What was called is chained in the background.
  await eventually(async () =>
    expect(await query(t.ownerUrl, 'select from audit_waiting where workspace_id = $1', [id])).toEqual([]),
  )
}

/** In how many tables there is anything of a workspace. */
async function tablesWith(id: string): Promise<readonly string[]> {
  const leaves = await t.deps.db.transact(null, readLeaves)
  const found = await Promise.all(
    leaves.map(async ({ sql, name }) => {
      const rows = await query(t.ownerUrl, `select from ${sql} as it where it::text like '%' || $1 || '%' limit 1`, [
        id,
      ])
      return rows.length > 0 ? [name] : []
    }),
  )
  // When to look once more, and what the log is about to have.
  return found.flat().filter((name) => name !== 'timer' && name !== 'outbox')
}

const receiptOf = async ({ id }: TestWorkspace): Promise<DataOf<typeof workspaceDeleted.profile>> =>
  eventually(() => {
    const [receipt] = t.published(workspaceDeleted.profile, id)
    if (receipt === undefined) throw new Error('There is no receipt yet.')
    return receipt.data
  })

const receivedOf = (id: string) => {
  const receiver = createReceiver([
    on(interactionRecorded, { naturalKey: 'none' }, async (tx, { data }) => {
      await tx.query('insert into note (workspace_id, note_id, text) values ($1, $2, $3)', [
        tx.workspaceId,
        tx.newId(),
        data.name ?? '',
      ])
    }),
  ])
  const about = interactionRecorded.example.profileId
  const reading = receiver.read(
    eventRecord(interactionRecorded, { workspace: id, about, data: interactionRecorded.example }),
  )
  if (reading.outcome !== 'taken') throw new Error(`The event of the test was ${reading.outcome}.`)
  return reading.taken
}

describe('a workspace that is deleted', () => {
  it('leaves no row in any table, in steps that take their turn, and nobody else’s is touched', async () => {
    const [gone, stays] = [await t.newWorkspace(), await t.newWorkspace()]
    await fill(gone)
    await fill(stays)
    expect((await tablesWith(gone.id)).length).toBeGreaterThan(7)
    const before = await tablesWith(stays.id)
    await t.deps.db.transact(gone.id, (tx) => beginDeletion(tx, { key: 'gone', requestedAt: tx.now }))
    // It is refused from the first moment; others are served meanwhile.
    await eventually(async () =>
      expect((await t.call('GET /v1/webhooks', { key: gone.secretKey })).status).not.toBe(200),
    )
    expect((await t.call('GET /v1/webhooks', { key: stays.secretKey })).status).toBe(200)

    const receipt = await receiptOf(gone)
    expect(receipt).toMatchObject({
      key: 'gone',
      counts: { note: NOTES + 1, locator: 3000, workspace: 1, blob: FILES },
    })
    expect([await filesOf(gone.id), await filesOf(stays.id)]).toEqual([0, FILES])
    expect(Object.keys(receipt.counts)).toEqual(
      expect.arrayContaining(['access_key', 'dead_letter', 'idempotency', 'recent_event', 'timer', 'webhook']),
    )
    expect(await query(t.ownerUrl, 'select from workspace where workspace_id = $1', [gone.id])).toEqual([])
    await eventually(async () => expect(await tablesWith(gone.id)).toEqual([]))
    expect(await tablesWith(stays.id)).toEqual(before)
    expect(
      await query(t.ownerUrl, 'select count(*)::integer as notes from note where workspace_id = $1', [stays.id]),
    ).toEqual([{ notes: NOTES + 1 }])
    const deleted = await t.deps.db.transact(null, (tx) => readDeleted(tx, gone.id))
    expect(deleted).toMatchObject({
      key: 'gone',
      endedAt: expect.any(Date),
      receipts: { profile: { at: expect.any(String) } },
    })
  }, 180_000)

  it('takes nothing that comes later: no event, no dead letter, no key', async () => {
    const gone = await t.newWorkspace()
    await t.deps.db.transact(gone.id, (tx) => beginDeletion(tx, { key: 'late', requestedAt: tx.now }))
    await receiptOf(gone)
    const late = receivedOf(gone.id)
    await t.deps.db.transact(null, async (tx) => {
      expect(await applyEvents(tx, 'group', [late, receivedOf(t.other.id)])).toBe(1)
      const record = {
        ...late.record,
        key: gone.id,
        headers: {},
        value: '',
        partition: 0,
        offset: 7n,
        timestamp: tx.now,
      }
      const refusal = { errorClass: 'bug', code: 'x', reason: 'x', event: late.event } as const
      const source = { group: 'group', topic: 'late', topicId: 't', partition: 0 }
      await saveDeadLetter(tx, 'profile', source, { record, refusal, attempts: 1 })
    })
    expect(await tablesWith(gone.id)).toEqual([])
    const put = (workspace: object) =>
      t.call(`PUT /v1/access-keys/${randomUUID()}`, { body: { kind: 'secret', workspace }, key: ADMIN_TOKEN })
    const back = await put({ id: gone.id, key: 'back', name: 'Zurück' })
    expect([back.status, back.body.code]).toEqual([409, 'workspace_deleted'])
    const again = await put({ id: randomUUID(), key: 'late', name: 'Der Nächste' })
    expect([again.status, again.body.code]).toEqual([409, 'workspace_key_taken'])
  }, 120_000)

  it('is deleted to the end and counted right, whatever dies in between', async () => {
    const gone = await t.newWorkspace()
    await fill(gone)
    await t.deps.db.transact(gone.id, (tx) => beginDeletion(tx, { key: 'killed', requestedAt: tx.now }))
    const isOver = (): boolean => t.published(workspaceDeleted.profile, gone.id).length > 0
    for (let killed = 0; killed < 8 && !isOver(); killed += 1) {
      await query(
        t.ownerUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      )
      await pause(150)
    }
    const receipt = await receiptOf(gone)
    expect(receipt.counts).toMatchObject({ note: NOTES + 1, locator: 3000, dead_letter: 2, workspace: 1 })
    expect(await tablesWith(gone.id)).toEqual([])
    expect(t.published(workspaceDeleted.profile, gone.id)).toHaveLength(1)
  }, 180_000)

  it('has what somebody wrote who had begun before, and what waited in the outbox, go with it', async () => {
    const gone = await t.newWorkspace()
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const writing = t.deps.db.transact(gone.id, async (tx) => {
      await tx.query('select 1')
      await ended
      await tx.query(`insert into note (workspace_id, note_id, text) values ($1, $2, 'late')`, [gone.id, tx.newId()])
    })
    // A lane that cannot be sent keeps what stands in it.
    const lane = outbox.laneOf(`${gone.id}:segment:held`)
    await query(t.ownerUrl, 'update outbox_lane set paused = true where lane = $1', [lane])
    await t.deps.db.transact(gone.id, async (tx) =>
      outbox.append(tx, segmentPublished, { ...segmentPublished.example, key: 'held' }),
    )
    await t.deps.db.transact(gone.id, (tx) => beginDeletion(tx, { key: 'slow', requestedAt: tx.now }))
    await eventually(async () =>
      expect(await query(t.ownerUrl, 'select from outbox where workspace_id = $1', [gone.id])).toEqual([]),
    )
    await query(t.ownerUrl, 'update outbox_lane set paused = false where lane = $1', [lane])
    expect(t.published(workspaceDeleted.profile, gone.id)).toEqual([])
    end()
    await writing
    const receipt = await receiptOf(gone)
    expect(receipt.counts).toMatchObject({ note: 1, outbox: 1 })
    expect(t.published(segmentPublished, gone.id)).toEqual([])
    expect(await tablesWith(gone.id)).toEqual([])
  }, 180_000)

  it('waits for whoever holds the workspace itself', async () => {
    const gone = await t.newWorkspace()
    const holder = new pg.Client({ connectionString: t.ownerUrl })
    await holder.connect()
    try {
      await t.deps.db.transact(gone.id, (tx) => beginDeletion(tx, { key: 'held', requestedAt: tx.serverNow }))
      // Who began later knows of the deletion, and is waited for by nobody.
      await holder.query('begin')
      await holder.query('select from workspace where workspace_id = $1 for key share', [gone.id])
      // It has come to its last step, and comes again in two seconds.
      const tried = `select from timer where kind = 'workspace_deletion' and key = $1
                        and (data ->> 'isKnown')::boolean and due_at > now()`
      await eventually(async () => expect(await query(t.ownerUrl, tried, [gone.id])).toHaveLength(1))
      expect(t.published(workspaceDeleted.profile, gone.id)).toEqual([])
      await holder.query('commit')
      expect((await receiptOf(gone)).counts).toMatchObject({ workspace: 1 })
    } finally {
      await holder.end()
    }
  }, 180_000)
})
