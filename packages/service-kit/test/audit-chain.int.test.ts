import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainWaiting } from '../src/audit/store.js'
import { auditOf, type Entry } from './audit.js'
import { query } from './harness.js'
import { notesService } from './notes-service.js'

let t: TestService<{ readonly DATABASE_URL: string }, unknown>
beforeAll(async () => {
  t = await startTestService(notesService)
})
afterAll(() => t.close())

const { entriesOf, verify, chainOf, add, chained, filled } = auditOf(() => t)

/** As the service itself, past all of its code. */
async function asService(workspaceId: string, text: string, values: readonly unknown[] = []): Promise<void> {
  const { DATABASE_URL: connectionString } = t.deps.settings
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(`set app.workspace_id = '${workspaceId}'`)
    await client.query(text, [...values])
  } finally {
    await client.end()
  }
}

describe('the chain', () => {
  it('is one without gaps after fifty changes at once, whoever chains them', async () => {
    const workspace = await t.newWorkspace()
    const chaining = Array.from({ length: 8 }, () => t.deps.db.transact(null, (tx) => chainWaiting(tx, 7)))
    const added = await Promise.all(Array.from({ length: 50 }, () => add(workspace)))
    await Promise.all([
      ...chaining,
      ...Array.from({ length: 4 }, () => t.deps.db.transact(null, (tx) => chainWaiting(tx, 9))),
    ])
    expect(added.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201))
    await chained(workspace, 50)
    const items = await entriesOf(workspace)
    const seqs = items.map(({ seq }: Entry) => seq).toSorted((a: number, b: number) => a - b)
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
    const ids = new Set(items.map(({ about }: Entry) => about.id))
    expect(ids.size).toBe(50)
  })

  it('is changed by nobody who serves', async () => {
    const { id } = await filled(2)
    for (const text of [
      `update audit_entry set operation = 'x' where workspace_id = $1`,
      `update audit_entry set profile_id = gen_random_uuid() where workspace_id = $1`,
      'delete from audit_entry where workspace_id = $1',
      'delete from audit_chain where workspace_id = $1',
      'update audit_chain set last_seq = 1 where workspace_id = $1',
      `insert into audit_entry select workspace_id, seq + 2, entry_id, at, kind, who, key_id, staff_id, operation, about_kind,
         about_id, profile_id, salt, person, request_id, trace_id, hash from audit_entry where workspace_id = $1`,
    ])
      await expect(asService(id, text, [id]), text).rejects.toMatchObject({ code: '42501' })
    await expect(asService(id, 'truncate audit_entry')).rejects.toMatchObject({ code: '42501' })
    await expect(asService(id, 'alter table audit_entry disable trigger keep_audit')).rejects.toThrow('owner')
  })

  it.each([
    ['a row is gone', 'delete from audit_entry where workspace_id = $1 and seq = 2', 'entry_missing', 2],
    ['the last row is gone', 'delete from audit_entry where workspace_id = $1 and seq = 4', 'end_missing', 4],
    ['the first row is gone', 'delete from audit_entry where workspace_id = $1 and seq = 1', 'beginning_missing', 1],
    ['all are gone', 'delete from audit_entry where workspace_id = $1', 'end_missing', 1],
    [
      'one was altered',
      `update audit_entry set who = 'operator' where workspace_id = $1 and seq = 3`,
      'entry_altered',
      3,
    ],
    [
      'two changed places',
      'update audit_entry set seq = case seq when 2 then -3 else -2 end where workspace_id = $1 and seq in (2, 3)',
      'beginning_missing',
      -3,
    ],
    ['its end was put elsewhere', `update audit_chain set last_seq = 3 where workspace_id = $1`, 'end_missing', 4],
    [
      'its end has another hash',
      `update audit_chain set last_hash = first_previous where workspace_id = $1`,
      'entry_altered',
      4,
    ],
    ['its end is gone', 'delete from audit_chain where workspace_id = $1', 'head_missing', 1],
    [
      'another person stands there',
      `update audit_entry set profile_id = gen_random_uuid(), salt = 'x' where workspace_id = $1 and seq = 2`,
      'person_altered',
      2,
    ],
    [
      'a row has waited for minutes',
      `insert into audit_waiting (workspace_id, at, kind, who, operation, request_id)
       select $1, now() - interval '1 hour', 'change', 'key', 'x', 'x'`,
      'not_chained',
      5,
    ],
  ])('is found to be broken where %s', async (what, text, kind, seq) => {
    const workspace = await filled(4)
    if (kind === 'not_chained')
      await query(t.ownerUrl, 'alter table audit_entry add constraint closed check (false) not valid')
    await query(t.ownerUrl, text, [workspace.id])
    if (what === 'two changed places')
      await query(t.ownerUrl, 'update audit_entry set seq = -seq where workspace_id = $1 and seq < 0', [workspace.id])
    const expected = what === 'two changed places' ? { kind: 'entry_altered', seq: 2 } : { kind, seq }
    expect((await chainOf(workspace)).broken).toEqual(expected)
    const { chains } = await verify()
    expect(chains.find(({ workspaceId }: { workspaceId: string }) => workspaceId === workspace.id).broken).toEqual(
      expected,
    )
    if (kind === 'not_chained') await query(t.ownerUrl, 'alter table audit_entry drop constraint closed')
    await query(t.ownerUrl, 'delete from audit_entry where workspace_id = $1', [workspace.id])
    await query(t.ownerUrl, 'delete from audit_chain where workspace_id = $1', [workspace.id])
  })

  it('goes on behind a break, which stays', async () => {
    const workspace = await filled(2)
    await query(t.ownerUrl, 'delete from audit_chain where workspace_id = $1', [workspace.id])
    await add(workspace)
    await eventually(async () => expect((await entriesOf(workspace)).length).toBe(3))
    expect((await chainOf(workspace)).broken).toEqual({ kind: 'entry_altered', seq: 3 })
  })

  it('is looked at in parts, by whoever it is about', async () => {
    const workspace = await t.newWorkspace()
    const rows = 41_000
    await query(
      t.ownerUrl,
      `insert into audit_waiting (workspace_id, kind, who, operation, about_kind, request_id)
       select $1, 'change', 'key', 'x', 'x', n::text from generate_series(1, ${rows}) n`,
      [workspace.id],
    )
    while ((await query<{ n: number }>(t.ownerUrl, 'select chain_audit(5000) as n'))[0]?.n !== 0);
    const parts: number[] = []
    for (let cursor = ''; ; ) {
      const { body } = await t.call(`GET /v1/audit/verification${cursor}`, { key: workspace.secretKey })
      parts.push(body.chains[0].entries)
      expect(body.chains[0]).toMatchObject({
        workspaceId: workspace.id,
        broken: null,
        isWhole: body.nextCursor === null,
      })
      if (body.nextCursor === null) break
      cursor = `?cursor=${body.nextCursor}`
      const foreign = await t.call(`GET /v1/audit/verification${cursor}`, { key: t.other.secretKey })
      expect(foreign).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } })
    }
    expect(parts).toEqual([20_000, 20_000, 1_000])
    const bad = await t.call('GET /v1/audit/verification?cursor=Unsinn', { key: workspace.secretKey })
    expect(bad).toMatchObject({ status: 400, body: { code: 'cursor_invalid', errors: [{ pointer: '/query/cursor' }] } })
  })
})
