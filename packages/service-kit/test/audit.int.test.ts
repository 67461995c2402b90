import { randomUUID } from 'node:crypto'
import { ADMIN_TOKEN, eventually, startTestService, type TestService, type TestWorkspace } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginDeletion } from '../src/deletion/begin-deletion.js'
import { openNote } from '../src/http/audit-note.js'
import { erasePerson } from '../src/personal/erase.js'
import { sweepWorkspaces } from '../src/personal/sweep.js'
import { auditOf, type Entry } from './audit.js'
import { query } from './harness.js'
import { notesService } from './notes-service.js'

let t: TestService<object, unknown>
beforeAll(async () => {
  t = await startTestService(notesService)
})
afterAll(() => t.close())

const { entriesOf, verify, add, chained, filled } = auditOf(() => t)

describe('the audit log', () => {
  it('has a row of each change, with who, what and which request, and is listed by each of these', async () => {
    const workspace = await t.newWorkspace()
    const made = await add(workspace)
    const patch = { key: workspace.secretKey, body: { text: 'Jäger' }, headers: { 'if-match': '*' } }
    const changed = await t.call(`PATCH /v1/notes/${made.body.id}`, patch)
    expect((await t.call(`GET /v1/notes/${made.body.id}`, { key: workspace.secretKey })).status).toBe(200)
    await chained(workspace, 2)
    const items = await entriesOf(workspace)
    const [keyId] = [items[0].keyId]
    const common = { kind: 'change', who: 'key', keyId, staffId: null, profileId: null, traceId: null }
    expect(items).toMatchObject([
      { ...common, seq: 1, operation: 'addNote', about: { kind: 'notes', id: made.body.id } },
      { ...common, seq: 2, operation: 'updateNote', about: { kind: 'notes', id: made.body.id } },
    ])
    expect(items.map(({ requestId }: { requestId: string }) => requestId)).toEqual(
      [made, changed].map(({ headers }) => headers.get('x-request-id')),
    )
    expect(JSON.stringify(items)).not.toMatch(/Größe|Jäger/)
    const seqs = async (filter: string) => (await entriesOf(workspace, `&${filter}`)).map(({ seq }: Entry) => seq)
    expect(await seqs('operation=updateNote')).toEqual([2])
    expect(await seqs(`keyId=${keyId}`)).toEqual([1, 2])
    expect(await seqs('kind=read')).toEqual([])
    expect(await seqs('who=staff')).toEqual([])
    expect(await seqs(`from=${items[1].at}`)).toContain(2)
    expect(await seqs(`to=${items[0].at}`)).toEqual([])
    expect(await entriesOf(t.other)).toEqual([])
  })

  it('has none of what was refused, or answered a second time', async () => {
    const workspace = await t.newWorkspace()
    const once = { key: workspace.secretKey, body: { text: 'a' }, headers: { 'idempotency-key': 'x' } }
    expect((await add(workspace, { fail: true })).status).toBe(409)
    expect((await t.call('POST /v1/notes/once', once)).status).toBe(201)
    expect((await t.call('POST /v1/notes/once', once)).status).toBe(201)
    expect((await add(workspace, { text: '' })).status).toBe(400)
    await add(workspace)
    await chained(workspace, 2)
    const operations = (await entriesOf(workspace)).map(({ operation }: Entry) => operation)
    expect(operations).toEqual(['addNoteOnce', 'addNote'])
  })

  it('has a row of what opens its own transactions: webhooks, imports', async () => {
    const { secretKey: key } = await t.newWorkspace()
    const body = { url: 'https://example.com/', types: ['*'] }
    expect((await t.call('PUT /v1/webhooks/crm', { key, body })).status).toBe(201)
    expect((await t.call('DELETE /v1/webhooks/crm', { key })).status).toBe(204)
    const headers = { 'idempotency-key': 'i', 'content-type': 'application/x-ndjson' }
    const file = { key, body: '{"text":"a"}\n', headers }
    const statuses = [
      await t.call('POST /v1/imports?kind=people', file),
      await t.call('POST /v1/imports?kind=people', file),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([202, 202])
    await chained({ secretKey: key }, 3)
    const rows = (await entriesOf({ secretKey: key })).map(({ operation, about }: Entry) => [operation, about.id])
    expect(rows).toEqual([
      ['putWebhook', 'crm'],
      ['deleteWebhook', 'crm'],
      ['startImport', null],
    ])
  })

  it('has what the operator does in a chain of its own, which the operator alone is shown', async () => {
    const before = (await verify()).chains[0].last.seq
    const accepted = await t.call('POST /v1/offsets/accept', { key: ADMIN_TOKEN, body: {} })
    expect(accepted.status).toBe(200)
    expect((await t.call('GET /v1/dead-letters', { key: ADMIN_TOKEN })).status).toBe(200)
    const items = await eventually(async () => {
      const found = (await t.call('GET /v1/audit?sort=at', { key: ADMIN_TOKEN })).body.items.slice(before)
      expect(found).toHaveLength(2)
      return found
    })
    expect(items).toMatchObject([
      { who: 'operator', kind: 'change', operation: 'acceptGap', keyId: null },
      { who: 'operator', kind: 'read', operation: 'listDeadLetters', keyId: null },
    ])
    expect((await verify()).chains[0]).toMatchObject({ workspaceId: null, broken: null })
  })

  it('answers nothing that it cannot say', async () => {
    const workspace = await t.newWorkspace()
    await query(t.ownerUrl, 'alter table audit_waiting add constraint closed check (false) not valid')
    try {
      expect((await add(workspace)).status).toBe(500)
      expect((await t.call('GET /v1/dead-letters', { key: ADMIN_TOKEN })).status).toBe(500)
    } finally {
      await query(t.ownerUrl, 'alter table audit_waiting drop constraint closed')
    }
    const notes = await query(t.ownerUrl, 'select from note where workspace_id = $1', [workspace.id])
    expect(notes).toHaveLength(0)
  })
})

describe('what goes of the audit log', () => {
  /** Rows about somebody, as an operation that names them writes them. */
  async function note(workspace: TestWorkspace, profileIds: readonly string[]): Promise<void> {
    for (const profileId of profileIds) {
      const caller = {
        kind: 'secret',
        workspaceId: workspace.id,
        keyId: 'k',
        scopes: [],
        unit: null,
        onBehalfOf: null,
      } as const
      const operation = {
        operationId: 'x',
        method: 'post',
        path: '/v1/x',
        access: { who: 'key', scope: 'profile:write' },
      } as const
      const audit = openNote(operation, { id: 'r', caller, params: { profileId }, query: {}, body: {}, origin: {} })
      await t.deps.db.transact(workspace.id, async () => undefined, { audit })
    }
  }

  it('is the person who is erased, from what waits too, and the chain holds', async () => {
    const workspace = await t.newWorkspace()
    const [gone, stays] = [randomUUID(), randomUUID()]
    await note(workspace, [gone, stays, gone])
    await chained(workspace, 3)
    const erasure = { workspaceId: workspace.id, person: { profileId: gone }, mode: 'erase' } as const
    await erasePerson(t.deps.db, t.deps.personal, erasure)
    await note(workspace, [gone])
    await erasePerson(t.deps.db, t.deps.personal, erasure)
    await chained(workspace, 4)
    const left = await query<{ row: string }>(
      t.ownerUrl,
      'select a::text as row from audit_entry a where workspace_id = $1',
      [workspace.id],
    )
    expect(left.filter(({ row }) => row.includes(gone))).toEqual([])
    const people = (await entriesOf(workspace)).map(({ profileId }: Entry) => profileId)
    expect(people).toEqual([null, stays, null, null])
    expect(await entriesOf(workspace, `&profileId=${stays}`)).toHaveLength(1)
  })

  it('is its beginning, once the operator has kept it for long enough, and no workspace decides that', async () => {
    const workspace = await filled(5)
    const sweep = (days: number | undefined, ahead: number) =>
      sweepWorkspaces(t.deps.db, t.deps.personal, {
        operator: days === undefined ? {} : { audit: days },
        now: new Date(Date.now() + ahead * 86_400_000),
        most: 1_000,
      })
    await query(t.ownerUrl, `update workspace set settings = '{"retention":{"audit":1}}' where workspace_id = $1`, [
      workspace.id,
    ])
    await sweep(undefined, 1_000)
    await sweep(30, 29)
    await chained(workspace, 5)
    await query(
      t.ownerUrl,
      `update audit_entry set at = now() - interval '2 days' where workspace_id = $1 and seq <= 2`,
      [workspace.id],
    )
    await sweep(1, 0)
    expect((await entriesOf(workspace)).map(({ seq }: Entry) => seq)).toEqual([3, 4, 5])
    await chained(workspace, 3)
    await sweep(30, 31)
    await chained(workspace, 0)
    await add(workspace)
    await chained(workspace, 1)
  })

  it('is all of a workspace that is deleted, and others hold', async () => {
    const [gone, stays] = [await filled(3), await filled(3)]
    await t.deps.db.transact(gone.id, (tx) => beginDeletion(tx, { key: `k-${gone.id}`, requestedAt: new Date() }))
    await eventually(async () => {
      await t.service.runDue()
      for (const name of ['audit_waiting', 'audit_entry', 'audit_chain'])
        expect(await query(t.ownerUrl, `select from ${name} where workspace_id = $1`, [gone.id])).toHaveLength(0)
    })
    await chained(stays, 3)
  })
})
