import { join } from 'node:path'
import { type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query } from './harness.js'

describe('protect_table', () => {
  let database: FreshDatabase

  beforeAll(async () => {
    const folder = join(import.meta.dirname, '../migrations/core')
    database = await freshDatabase({ migrations: [{ set: 'core', folder }] })
  })
  afterAll(() => database.drop())

  it('does what the three statements of earlier migrations do', async () => {
    const create = 'workspace_id uuid not null, id text not null, primary key (workspace_id, id)'
    await query(database.ownerUrl, `create table by_hand (${create})`)
    await query(database.ownerUrl, `create table by_function (${create})`)
    await query(database.ownerUrl, 'alter table by_hand enable row level security')
    await query(database.ownerUrl, 'alter table by_hand force row level security')
    await query(
      database.ownerUrl,
      `create policy workspace_only on by_hand
         using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())`,
    )
    await query(database.ownerUrl, "select protect_table('by_function')")
    const stateOf = async (table: string) =>
      query(
        database.ownerUrl,
        `select relrowsecurity, relforcerowsecurity, policyname, permissive, roles::text, cmd, qual, with_check
           from pg_class join pg_policies on tablename = relname where relname = $1`,
        [table],
      )
    const byHand = await stateOf('by_hand')
    expect(byHand).toMatchObject([{ relrowsecurity: true, relforcerowsecurity: true, policyname: 'workspace_only' }])
    expect(await stateOf('by_function')).toEqual(byHand)
  })
})
