import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

// What belongs to the running server alone, or is copied at the very end.
const LEFT_OUT = new Set(['pg_wal', 'pg_replslot', 'pg_stat_tmp', 'postmaster.pid', 'postmaster.opts'])

export interface CopyOptions {
  /** The connection string of the server that the copy is to follow as its standby. */
  readonly standbyOf?: string
}

/**
 * Copies a running PostgreSQL (18) into `folder`, where `startPostgres` finds it: `pg_backup_start`, the files,
 * `pg_backup_stop`, and what was written meanwhile (https://www.postgresql.org/docs/18/continuous-archiving.html,
 * "Making a Base Backup Using the Low Level API"). `url` is a superuser's. No program is needed for it but this one.
 */
export async function copyPostgres(url: string, folder: string, options: CopyOptions = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    const source = rows[0]?.data_directory ?? ''
    const target = join(folder, 'data')
    await client.query("select pg_backup_start('copy', true)")
    copyFolder(source, target)
    const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    copyFolder(join(source, 'pg_wal'), join(target, 'pg_wal'))
    for (const empty of ['pg_replslot', 'pg_stat_tmp']) mkdirSync(join(target, empty), { recursive: true, mode: 0o700 })
    writeFileSync(join(target, 'backup_label'), stopped.rows[0]?.labelfile ?? '')
    if (options.standbyOf !== undefined) follow(target, options.standbyOf)
  } finally {
    await client.end()
  }
}

function follow(data: string, primary: string): void {
  writeFileSync(join(data, 'standby.signal'), '')
  const address = primary.replaceAll("'", "''")
  writeFileSync(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${address}'\n`)
}

/** Files come and go while a server runs: what has gone is not needed. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  chmodSync(to, 0o700)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    try {
      if (entry.isDirectory()) copyFolder(source, target)
      else if (entry.isFile()) copyFileSync(source, target)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
}
