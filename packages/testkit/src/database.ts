import { randomBytes } from 'node:crypto'
import { type MigrationFolder, migrate } from '@polyphon/service-kit/runtime'
import pg from 'pg'

export const APP_ROLE = 'polyphon_app'
const APP_PASSWORD = 'polyphon_app'

export interface FreshDatabase {
  /** For the code under test: a role that owns nothing, so that row-level security binds it. */
  readonly url: string
  /** For preparing and looking: the superuser of the test server. */
  readonly ownerUrl: string
  drop(): Promise<void>
}

/** Makes an empty database on the test server and applies these migrations. Needs the integration project's servers. */
export async function freshDatabase(
  options: { readonly migrations?: readonly MigrationFolder[] } = {},
): Promise<FreshDatabase> {
  const server = process.env['POLYPHON_TEST_DATABASE_URL']
  if (server === undefined || server === '') {
    throw new Error('POLYPHON_TEST_DATABASE_URL is not set: run this test with `npx vitest run --project integration`.')
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdministrator(server, async (client) => {
    await createRole(client)
    await client.query(`create database ${name}`)
    await client.query(`grant connect, temporary on database ${name} to ${APP_ROLE}`)
  })
  const ownerUrl = at(server, { database: name })
  await migrate({ url: ownerUrl, folders: options.migrations ?? [], appRole: APP_ROLE })
  return {
    url: at(ownerUrl, { user: APP_ROLE, password: APP_PASSWORD }),
    ownerUrl,
    drop: () =>
      asAdministrator(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  }
}

// Test files run side by side, and `create role` knows no `if not exists`.
async function createRole(client: pg.Client): Promise<void> {
  await client.query(
    `do $$ begin
       create role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole nobypassrls password '${APP_PASSWORD}';
     exception when duplicate_object or unique_violation then null;
     end $$`,
  )
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function at(
  url: string,
  change: { readonly database?: string; readonly user?: string; readonly password?: string },
): string {
  const changed = new URL(url)
  if (change.database !== undefined) changed.pathname = `/${change.database}`
  if (change.user !== undefined) changed.username = change.user
  if (change.password !== undefined) changed.password = change.password
  return changed.href
}
