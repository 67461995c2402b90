import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { SettingsError } from '../settings/load-settings.js'
import { sqlStateOf } from '../values/unavailable.js'
import { connectionTo, type DatabaseAddress } from './address.js'
import { SESSION_DEFAULTS } from './session-defaults.js'

export interface MigrationFolder {
  /** Names the set in the ledger: `core`, `people`, or the service's own. */
  readonly set: string
  readonly folder: string
}

/** The address is that of a role that may create tables; the service itself runs as `appRole`, which owns nothing. */
export interface MigrateOptions extends DatabaseAddress {
  readonly folders: readonly MigrationFolder[]
  readonly appRole: string
  /** Whether the role is a service's, so that what its sessions ask for also belongs to the role in this database. */
  readonly roleDefaults?: boolean
}

// Any fixed number: every process of the product that migrates a database waits for this one lock.
const LOCK = 7_140_321
const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Applies the migrations that are missing, in order, each in its own transaction. Twenty processes may do it at once:
 * they queue up on one lock, and the first has done the work. A file that was changed after it ran is refused.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const client = await connectOnce(options)
  try {
    // A session lock, as the ledger itself does not exist yet; it is gone with the connection.
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      `create table if not exists migration (
         set text not null, name text not null, hash text not null,
         applied_at timestamptz not null default now(), primary key (set, name))`,
    )
    for (const folder of options.folders) await applyFolder(client, folder)
    await grantToApplication(client, options.appRole)
    if (options.roleDefaults === true) await setRoleDefaults(client, options.appRole)
  } finally {
    await client.end()
  }
}

/** A connection outside the pool, for the start; whoever opens it ends it. */
export async function connectOnce(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...connectionTo(address) })
  // A server that dies is reported here as well as to the query under way; without a listener the process would end.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function applyFolder(client: pg.Client, { set, folder }: MigrationFolder): Promise<void> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from migration where set = $1',
    [set],
  )
  const applied = new Map(rows.map((row) => [row.name, row.hash]))
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted()) {
    const text = await readFile(join(folder, name), 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    const before = applied.get(name)
    if (before === hash) continue
    if (before !== undefined) throw new Error(`Migration ${set}/${name} was changed after it had been applied.`)
    await client.query('begin')
    try {
      await client.query(text)
      await client.query('insert into migration (set, name, hash) values ($1, $2, $3)', [set, name, hash])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(`Migration ${set}/${name} failed.`, { cause: error })
    }
  }
}

// The application reads and writes rows and nothing else: no ownership, so row-level security binds it.
async function grantToApplication(client: pg.Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role)
  await client.query(`grant usage on schema public to ${name}`)
  await client.query(`grant select, insert, update, delete on all tables in schema public to ${name}`)
  await client.query(`grant usage, select on all sequences in schema public to ${name}`)
  await client.query(`revoke insert, update, delete, truncate on migration from ${name}`)
}

/**
 * What every connection of a service asks for also belongs to the role in this database: a database that is spread over
 * servers opens connections of its own between them, which know nothing of ours. An owner who may not alter the role
 * leaves it as it is; the options of the connection hold either way.
 */
async function setRoleDefaults(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ database: string }>('select current_database() as database')
  const where = `role ${pg.escapeIdentifier(role)} in database ${pg.escapeIdentifier(rows[0]?.database ?? '')}`
  try {
    for (const [name, value] of Object.entries(SESSION_DEFAULTS))
      await client.query(`alter ${where} set ${name} = ${pg.escapeLiteral(value)}`)
  } catch (error) {
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
  }
}

/** Refuses a role that row-level security does not bind: owners of tables, superusers, and roles with BYPASSRLS. */
export async function assertBoundByRowSecurity(address: DatabaseAddress): Promise<void> {
  const client = await connectOnce(address)
  try {
    const { rows } = await client.query<{ unbound: boolean }>(
      `select r.rolsuper or r.rolbypassrls
              or exists (select from pg_class c where c.relowner = r.oid and c.relname = 'outbox') as unbound
         from pg_roles r where r.rolname = current_user`,
    )
    if (rows[0]?.unbound !== false)
      throw new SettingsError([
        {
          name: 'DATABASE_URL',
          detail: 'names a role that row-level security does not bind (superuser, owner or BYPASSRLS)',
        },
      ])
  } finally {
    await client.end()
  }
}
