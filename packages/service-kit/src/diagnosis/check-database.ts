import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../db/database.js'
import type { MigrationFolder } from '../db/migrate.js'
import type { Tx } from '../db/tx.js'
import { type DiagnosisCheck, type Found, ok } from './finding.js'

/** What is looked at in the database of a service, as the role that serves. */
export function databaseChecks(
  db: Database,
  folders: readonly MigrationFolder[],
  system: () => number = Date.now,
): readonly DiagnosisCheck[] {
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transact(null, work, { readOnly: true })
  const needs = 'database'
  return [
    { check: 'database', look: () => inTx(lookAtSize) },
    { check: 'schema', needs, look: () => inTx((tx) => lookAtSchema(tx, folders)) },
    { check: 'row_security', needs, look: () => inTx(lookAtRowSecurity) },
    { check: 'clock', needs, look: () => lookAtClock(() => db.serverTime(), system) },
  ]
}

async function lookAtSize(tx: Tx): Promise<readonly Found[]> {
  const { rows } = await tx.query<{ bytes: string; standby: boolean }>(
    'select pg_database_size(current_database()) as bytes, pg_is_in_recovery() as standby',
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database says nothing of itself.')
  if (row.standby)
    return [
      {
        state: 'wrong',
        what: 'The database is a standby: nothing can be written.',
        whatToDo: 'Let DATABASE_URL name the server that takes writes, or promote this one.',
        runbook: 'docs/backup.md',
      },
    ]
  // PostgreSQL does not say how much room its disk has.
  return [ok(`PostgreSQL answers; the database has ${Math.ceil(Number(row.bytes) / 1_048_576)} MiB.`)]
}

interface Migration {
  readonly set: string
  readonly name: string
  readonly hash: string
}

const nameOf = ({ set, name }: Migration): string => `${set}/${name}`

/** Compares what was applied with what this release brings along. */
async function lookAtSchema(tx: Tx, folders: readonly MigrationFolder[]): Promise<readonly Found[]> {
  const wanted = (await Promise.all(folders.map(readMigrations))).flat()
  const { rows: applied } = await tx.query<Migration>('select set, name, hash from migration order by set, name')
  const hashes = new Map(applied.map((migration) => [nameOf(migration), migration.hash]))
  const hashOf = new Map(wanted.map((migration) => [nameOf(migration), migration.hash]))
  const missing = wanted.map(nameOf).filter((name) => !hashes.has(name))
  const changed = wanted.map(nameOf).filter((name) => hashes.has(name) && hashes.get(name) !== hashOf.get(name))
  const newer = applied.map(nameOf).filter((name) => !hashOf.has(name))
  const found: Found[] = []
  if (missing.length > 0)
    found.push({
      state: 'wrong',
      what: `The database lacks ${missing.length} migrations of this release: ${listed(missing)}.`,
      whatToDo: 'Run `node dist/main.js migrate` of this release, as the owner of the tables.',
      runbook: 'docs/operators.md',
    })
  if (changed.length > 0)
    found.push({
      state: 'wrong',
      what: `Migrations have another content than was applied: ${listed(changed)}.`,
      whatToDo: 'Run the images as they were released; a migration that was applied is never changed.',
      runbook: 'docs/operators.md',
    })
  if (newer.length > 0)
    found.push({
      state: 'warning',
      what: `The database is of a newer release than this process: it has ${listed(newer)}.`,
      whatToDo: 'Finish the upgrade. Versions run side by side on the newer schema, and going back is allowed.',
      runbook: 'docs/runbooks/versions-differ.md',
    })
  return found.length > 0 ? found : [ok(`All ${wanted.length} migrations of this release are applied, and no others.`)]
}

async function readMigrations({ set, folder }: MigrationFolder): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { set, name, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

const MOST_LISTED = 5

function listed(names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : ''
  return `${names.slice(0, MOST_LISTED).join(', ')}${more}`
}

// Functions of their owner read them over all workspaces: for followers of the stream, and for the chains of the audit log.
const READ_BY_OWNER = ['recent_event', 'audit_waiting', 'audit_entry', 'audit_chain']

/** Whether rows of one workspace are kept from another by the database, whatever the code does. */
async function lookAtRowSecurity(tx: Tx): Promise<readonly Found[]> {
  const { rows } = await tx.query<{ free: boolean; guarded: string; unforced: readonly string[] }>(
    `select (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
              or exists (select from pg_class where relname = 'outbox' and pg_get_userbyid(relowner) = current_user)
              as free,
            count(*) filter (where relforcerowsecurity) as guarded,
            coalesce(array_agg(relname::text order by relname) filter (
              where not (relrowsecurity and (relforcerowsecurity or root.name = any ($1))
                         and exists (select from pg_policy where polrelid = c.oid))), '{}') as unforced
       from pg_class c
       cross join lateral (
         select relname::text as name from pg_class where oid = coalesce(pg_partition_root(c.oid), c.oid)) root
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and (relrowsecurity or relforcerowsecurity or exists (select from pg_policy where polrelid = c.oid))`,
    [READ_BY_OWNER],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database says nothing of its tables.')
  const found: Found[] = []
  if (row.free)
    found.push({
      state: 'wrong',
      what: 'Row-level security does not bind the role that serves: it is a superuser, an owner, or has BYPASSRLS.',
      whatToDo: 'Let DATABASE_URL name a role that owns nothing; infra/containers/databases.sh prints the statements.',
      runbook: 'docs/operators.md',
    })
  if (row.unforced.length > 0)
    found.push({
      state: 'wrong',
      what: `Row-level security is not in force for ${listed(row.unforced)}.`,
      whatToDo:
        'As their owner: `alter table … enable row level security, force row level security`; find out who took it away.',
      runbook: 'docs/scale.md',
    })
  return found.length > 0 ? found : [ok(`Row-level security binds the role that serves, in ${row.guarded} tables.`)]
}

const MOST_SKEW_MS = 1_000

/** Whether this machine's clock and that of PostgreSQL agree, as far as the time an answer takes lets that be seen. */
export async function lookAtClock(ask: () => Promise<Date>, system: () => number): Promise<readonly Found[]> {
  const before = system()
  const server = (await ask()).getTime()
  const after = system()
  const skew = server < before ? before - server : Math.max(0, server - after)
  if (skew <= MOST_SKEW_MS) return [ok('The clocks of this machine and of PostgreSQL agree.')]
  return [
    {
      state: 'warning',
      what: `The clocks of this machine and of PostgreSQL differ by ${(skew / 1_000).toFixed(1)} s.`,
      whatToDo: 'Let both follow NTP. Leases and timers go by the clock of PostgreSQL; the log and TLS by this one.',
      runbook: 'docs/reliability.md',
    },
  ]
}
