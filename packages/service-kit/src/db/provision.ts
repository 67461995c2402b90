import pg from 'pg'
import { connectionTo } from './address.js'

const APP_ROLE = 'polyphon_app'

export interface ServiceDatabase {
  /** As the application's role, which owns nothing. */
  readonly url: string
  /** As the owner, for migrations. */
  readonly ownerUrl: string
}

/** Gives every name a database on a server whose superuser (or a role that may make databases and roles) we are. */
export async function makeDatabases(
  serverUrl: string,
  names: readonly string[],
  appPassword: string,
): Promise<ReadonlyMap<string, ServiceDatabase>> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...connectionTo({ url: serverUrl }) })
  await client.connect()
  try {
    await makeRole(client, appPassword)
    for (const name of names) await makeDatabase(client, name)
  } finally {
    await client.end()
  }
  return new Map(names.map((name) => [name, urlsOf(serverUrl, name, appPassword)]))
}

async function makeRole(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [APP_ROLE])
  const verb = rowCount === 0 ? 'create' : 'alter'
  await client.query(
    `${verb} role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole nobypassrls password ${pg.escapeLiteral(password)}`,
  )
}

async function makeDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
  if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
}

function urlsOf(serverUrl: string, name: string, password: string): ServiceDatabase {
  const owner = new URL(serverUrl)
  owner.pathname = `/${name}`
  const app = new URL(owner)
  app.username = APP_ROLE
  app.password = password
  return { url: app.href, ownerUrl: owner.href }
}
