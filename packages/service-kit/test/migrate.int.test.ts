import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@polyphon/service-kit/runtime'
import { assertBoundByRowSecurity } from '@polyphon/service-kit/testing'
import { APP_ROLE, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

describe('migrations', () => {
  let database: FreshDatabase
  let folder: string
  beforeEach(async () => {
    database = await freshDatabase()
    folder = mkdtempSync(join(tmpdir(), 'polyphon-migrate-'))
    writeFileSync(join(folder, '0001_one.sql'), 'create table outbox (n int); insert into outbox values (1);')
  })
  afterEach(async () => {
    rmSync(folder, { recursive: true })
    await database.drop()
  })
  const run = () => migrate({ url: database.ownerUrl, folders: [{ set: 'test', folder }], appRole: APP_ROLE })
  const ask = async (text: string, url = database.ownerUrl): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  it('run once, though twenty processes start at the same moment', async () => {
    writeFileSync(join(folder, '0002_two.sql'), 'update outbox set n = n + 1; select pg_sleep(0.2);')
    await Promise.all(Array.from({ length: 20 }, run))
    expect(await ask('select n from outbox')).toEqual([{ n: 2 }])
    expect(await ask("select name from migration where set = 'test' order by name")).toEqual([
      { name: '0001_one.sql' },
      { name: '0002_two.sql' },
    ])
  })
  it('are refused when one was changed after it ran', async () => {
    await run()
    writeFileSync(join(folder, '0001_one.sql'), 'create table other (n int);')
    await expect(run()).rejects.toThrow('test/0001_one.sql was changed')
  })
  it('leave nothing of one that fails, and say which', async () => {
    writeFileSync(join(folder, '0002_two.sql'), 'create table half (n int); select 1 / 0;')
    await expect(run()).rejects.toThrow('test/0002_two.sql failed')
    expect(await ask("select to_regclass('half') as half, to_regclass('outbox') is not null as one")).toEqual([
      { half: null, one: true },
    ])
  })
  it('give the application rows, but neither tables nor the ledger', async () => {
    await run()
    expect(await ask('select n from outbox', database.url)).toEqual([{ n: 1 }])
    await expect(ask('drop table outbox', database.url)).rejects.toThrow('must be owner')
    await expect(ask('delete from migration', database.url)).rejects.toThrow('permission denied')
  })
  it('are of no use to a service whose role row-level security does not bind', async () => {
    await run()
    await expect(assertBoundByRowSecurity(database)).resolves.toBeUndefined()
    await expect(assertBoundByRowSecurity({ url: database.ownerUrl })).rejects.toThrow(
      'row-level security does not bind',
    )
  })
})
