import { join } from 'node:path'
import pg from 'pg'
import { run } from './commands.js'

const SCRIPT = join(import.meta.dirname, 'databases.sh')

/**
 * Makes the databases and roles of the services on a server whose superuser we are, with the very statements that the
 * container of PostgreSQL runs. The environment gives the passwords, `POLYPHON_DATABASES` the services if not all.
 */
export async function makeServiceDatabases(url: string, env: Readonly<Record<string, string>>): Promise<void> {
  const statements = (await run(SCRIPT, ['print'], { env })).split('\n')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
