import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { permissionChanged } from '@polyphon/contracts'
import { type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveAlias } from '../src/copies/people-store.js'
import { keepPermissions } from '../src/copies/permissions.js'
import { readPermissions } from '../src/copies/permissions-store.js'
import type { Database } from '../src/db/database.js'
import { openDatabase, query } from './harness.js'

describe('the copy of what people allow', () => {
  const workspaceId = randomUUID()
  const migrations = join(import.meta.dirname, '../migrations')
  let database: FreshDatabase
  let db: Database
  beforeAll(async () => {
    const sets = ['core', 'people'].map((set) => ({ set, folder: join(migrations, set) }))
    database = await freshDatabase({ migrations: sets })
    await query(
      database.ownerUrl,
      `create table permission (workspace_id uuid, profile_id uuid, channel text, topic text, state text,
         occurred_at timestamptz, primary key (workspace_id, profile_id, channel, topic));
       grant all on permission to public`,
    )
    db = openDatabase(database.url)
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  const handle = (...permissions: readonly object[]): Promise<void> =>
    db.transact(workspaceId, (tx) =>
      keepPermissions().handle(
        tx,
        permissions.map((permission) => ({
          id: randomUUID(),
          type: permissionChanged.type,
          time: new Date(),
          workspaceId,
          topic: permissionChanged.topic,
          data: permissionChanged.data.parse({ ...permissionChanged.example, ...permission }),
          correlationId: undefined,
          traceparent: undefined,
        })),
      ),
    )
  const statesOf = async (...profileIds: readonly string[]): Promise<readonly string[]> => {
    const permissions = await db.transact(workspaceId, (tx) => readPermissions(tx, profileIds))
    return permissions
      .map(({ profileId, channel, topic, state }) => `${profileId} ${channel} ${topic} ${state}`)
      .toSorted()
  }

  it('says what was published last, whenever it was decided', async () => {
    const profileId = randomUUID()
    const orders = { profileId, channel: 'email', topic: 'orders' }
    await handle(
      { ...orders, state: 'granted', occurredAt: '2026-05-02T00:00:00.000Z' },
      { ...orders, state: 'withdrawn', occurredAt: '2026-05-01T23:59:59.999Z' },
      { ...orders, topic: 'größen', state: 'granted', occurredAt: '2026-05-01T00:00:00.000Z' },
      { ...orders, topic: 'größen', state: 'denied', occurredAt: '2026-05-01T00:00:00.000Z' },
    )
    expect(await statesOf(profileId)).toEqual([
      `${profileId} email größen denied`,
      `${profileId} email orders withdrawn`,
    ])
    await handle({ ...orders, state: 'granted', occurredAt: '2026-05-03T00:00:00.000Z' })
    expect(await statesOf(profileId)).toContain(`${profileId} email orders granted`)
  })

  it('says nothing any more where somebody has decided nothing after all', async () => {
    const permission = { profileId: randomUUID(), channel: 'email', topic: 'orders' }
    await handle({ ...permission, state: 'granted' }, { ...permission, state: 'withdrawn', undecided: true })
    expect(await statesOf(permission.profileId)).toEqual([])
  })

  it('is kept under the id that it was published for, as both are told anew when people are merged and split', async () => {
    const [oldId, canonicalId] = [randomUUID(), randomUUID()]
    await db.transact(workspaceId, (tx) => saveAlias(tx, { oldId, canonicalId, revision: 2 }))
    const permission = { channel: 'email', topic: 'orders', state: 'granted' }
    await handle({ ...permission, profileId: oldId }, { ...permission, profileId: canonicalId, state: 'denied' })
    expect(await statesOf(canonicalId)).toEqual([`${canonicalId} email orders denied`])
    expect(await statesOf(oldId)).toEqual([`${oldId} email orders granted`])
    expect(await statesOf()).toEqual([])
  })
})
