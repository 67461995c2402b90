import type { Tx } from '../db/tx.js'

/** A table that holds rows of workspaces, or a part of one that is split. */
export interface Leaf {
  /** As it is written in SQL. */
  readonly sql: string
  readonly name: string
  /** Of a part: the name of the whole. */
  readonly table: string
  /** Whether an index leads to the rows of a workspace; else all of it is read. */
  readonly isIndexed: boolean
  readonly blocks: number
}

/**
 * Every table of this database with a column `workspace_id`, in the order of their names: whatever a release adds is among
 * them without a word. The workspace itself goes last, and that it is deleted stays.
 */
export async function readLeaves(tx: Tx): Promise<readonly Leaf[]> {
  const { rows } = await tx.query<Leaf>(
    `select c.oid::regclass::text as sql, c.relname as name, coalesce(whole.relname, c.relname) as table,
            exists (select from pg_index i
                     where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indpred is null) as "isIndexed",
            (pg_relation_size(c.oid) / current_setting('block_size')::integer)::integer as blocks
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
       left join pg_inherits part on part.inhrelid = c.oid
       left join pg_class whole on whole.oid = part.inhparent
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname <> all (array['workspace', 'deleted_workspace'])
      order by c.relname collate "C"`,
  )
  return rows
}

/** The row of the workspace itself. */
export const WORKSPACE: Leaf = {
  sql: 'workspace',
  name: 'workspace',
  table: 'workspace',
  isIndexed: true,
  blocks: 0,
}
