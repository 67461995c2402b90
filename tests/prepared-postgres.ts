import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { services } from '@polyphon/local-stack'
import { eventually } from '@polyphon/testkit'
import { startPostgres } from '@polyphon/toolchain'
import pg from 'pg'
import { embeddedLogMigrations } from '../packages/embedded-log/src/index.js'
import { makeDatabases, migrate } from '../packages/service-kit/src/runtime.js'

const APP_ROLE = 'polyphon_app'
const DATABASES = [
  ...services.map(({ name, migrations }) => ({ name: `polyphon_${name}`, folders: migrations })),
  { name: 'polyphon_log', folders: [embeddedLogMigrations] },
]

/**
 * Puts a PostgreSQL here in which all databases are there and migrated, for a stack that finds nothing left to do: that is
 * more than half of what its start takes. It is made once a run, by whoever needs it first, and copied. Without a folder
 * of the run (`tests/servers.ts`) nothing is put here, and the stack makes its own.
 */
export async function copyPreparedPostgres(folder: string): Promise<void> {
  const run = process.env['POLYPHON_TEST_FOLDER']
  if (run === undefined) return
  const prepared = join(run, 'prepared')
  const turn = `${prepared}.turn`
  if (isFirst(turn))
    await prepare(`${prepared}.new`, prepared).catch((error: unknown) => {
      // The next one tries again.
      rmdirSync(turn)
      throw error
    })
  await eventually(() => {
    if (!existsSync(prepared)) throw new Error(`${prepared} has not been made.`)
  })
  execFileSync('cp', ['-a', prepared, folder])
}

/** Only one of those who ask makes this folder. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function prepare(folder: string, prepared: string): Promise<void> {
  const postgres = await startPostgres({ folder, durable: false })
  try {
    const names = DATABASES.map(({ name }) => name)
    // Each stack gives the role a password of its own.
    const made = await makeDatabases(postgres.url('postgres'), names, 'prepared')
    await Promise.all(
      DATABASES.map(({ name, folders }) =>
        migrate({ url: made.get(name)?.ownerUrl ?? '', folders, appRole: APP_ROLE, roleDefaults: true }),
      ),
    )
    await giveUpDurability(postgres.url('postgres'))
  } finally {
    await postgres.stop()
  }
  renameSync(folder, prepared)
}

/** A stack asks for a PostgreSQL that survives everything; that of a test that hurts none is not to wait for the disk. */
async function giveUpDurability(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await client.query(`alter system set ${setting} = off`)
  } finally {
    await client.end()
  }
}
