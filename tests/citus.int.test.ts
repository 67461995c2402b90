import { readFileSync } from 'node:fs'
import { services } from '@polyphon/local-stack'
import { type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const program = readFileSync(new URL('../infra/citus/distribute.sql', import.meta.url), 'utf8')

/**
 * What the program calls on a cluster, written down instead: Citus itself does not run here. It shows which tables are
 * given to which function and that a second run does nothing, not what Citus makes of it.
 */
const CITUS = `
  create schema citus_stand_in;
  grant usage on schema citus_stand_in to polyphon_app;
  create table citus_stand_in.pg_dist_partition (logicalrelid regclass, spread_by text);
  alter database current_name set search_path = public, citus_stand_in;
  create function citus_stand_in.create_distributed_table(name regclass, by text) returns void
    language sql as 'insert into citus_stand_in.pg_dist_partition values (name, by)';
  create function citus_stand_in.citus_add_local_table_to_metadata(name regclass) returns void
    language sql as 'insert into citus_stand_in.pg_dist_partition values (name, null)'`

describe.each(services.map((service) => ({ service, name: service.name })))(
  '$name on several machines',
  ({ service }) => {
    const at: { fresh?: FreshDatabase; client?: pg.Client } = {}
    const ask = async (text: string): Promise<readonly Record<string, unknown>[]> =>
      (await (at.client ?? expect.fail('The database is not open.')).query(text)).rows

    beforeAll(async () => {
      const fresh = await freshDatabase({ migrations: service.migrations })
      at.fresh = fresh
      at.client = new pg.Client({ connectionString: fresh.ownerUrl })
      await at.client.connect()
    })
    afterAll(async () => {
      await at.client?.end()
      await at.fresh?.drop()
    })

    it('has workspace_id in every key of a protected table, and no reference that leaves the workspace', async () => {
      const without = await ask(
        `select c.oid::regclass::text as table, i.indexrelid::regclass::text as key
         from pg_class c join pg_index i on i.indrelid = c.oid
        where c.relrowsecurity and (i.indisunique or i.indisprimary)
          and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id'
                             and a.attnum = any (i.indkey::int2[]))
       union all
       select k.conrelid::regclass::text, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
        where k.contype = 'f' and c.relrowsecurity
          and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id'
                             and a.attnum = any (k.conkey))`,
      )
      expect(without).toEqual([])
    })

    it('is not spread where there is no cluster', async () => {
      await expect(ask(program)).rejects.toThrow('Citus is not in this database.')
    })

    it('is spread by workspace, everything else is made known, and a second time changes nothing', async () => {
      const [{ name }] = (await ask('select current_database() as name')) as [{ name: string }]
      await ask(CITUS.replace('current_name', name))
      await ask('set search_path = public, citus_stand_in')
      await ask('set role polyphon_app')
      await expect(ask(program)).rejects.toThrow('Row-level security binds polyphon_app.')
      await ask('reset role')
      const notices: string[] = []
      at.client?.on('notice', ({ message }) => void notices.push(message ?? ''))
      await ask(program)
      const tables = await ask(
        `select c.relname as name, c.relforcerowsecurity as protected from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
      )
      const spread = await ask(
        `select logicalrelid::text as name, spread_by is not null as protected from pg_dist_partition order by 1`,
      )
      expect(spread).toEqual(tables)
      expect(spread.some((table) => table['protected'] === true)).toBe(true)
      expect(await ask(`select distinct spread_by from pg_dist_partition where spread_by is not null`)).toEqual([
        { spread_by: 'workspace_id' },
      ])
      expect(notices).toHaveLength(tables.length)
      await ask(program)
      expect(notices).toHaveLength(tables.length)
    })
  },
)
