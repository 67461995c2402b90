import { randomBytes } from 'node:crypto'
import { services } from '@polyphon/local-stack'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeServiceDatabases } from '../infra/containers/databases.js'
import type { RunningService } from '../packages/service-kit/src/runtime.js'

const server = process.env['POLYPHON_TEST_DATABASE_URL'] ?? ''
const suffix = randomBytes(4).toString('hex')
const nameOf = (service: string): string => `polyphon_${service}_${suffix}`

function urlOf(service: string, role: 'owner' | 'app', of = service): string {
  const url = new URL(server)
  url.pathname = `/${nameOf(of)}`
  url.username = `${nameOf(service)}_${role}`
  url.password = "it's a secret"
  return url.href
}

async function ask(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

// The statements that the container of PostgreSQL runs, here for databases of other names.
describe('the databases of a composed stack', () => {
  const running: RunningService[] = []
  beforeAll(async () => {
    const names = services.map(({ name }) => `${name}_${suffix}`)
    const passwords = names.flatMap((name) => ['OWNER', 'APP'].map((role) => `${name.toUpperCase()}_${role}_PASSWORD`))
    await makeServiceDatabases(server, {
      POLYPHON_DATABASES: names.join(' '),
      ...Object.fromEntries(passwords.map((password) => [password, "it's a secret"])),
    })
    for (const { name, start } of services) {
      const env = {
        DATABASE_URL: urlOf(name, 'app'),
        MIGRATION_DATABASE_URL: urlOf(name, 'owner'),
        // Nobody listens there: a log that is away stops no service from starting.
        KAFKA_BROKERS: '127.0.0.1:1',
        LOG_LEVEL: 'silent',
        PORT: '0',
        SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      }
      running.push(await start({ env }))
    }
  })
  afterAll(async () => {
    await Promise.all(running.map((service) => service.close()))
    for (const { name } of services) {
      await ask(server, `drop database ${nameOf(name)} with (force)`)
      await ask(server, `drop role ${nameOf(name)}_owner`, `drop role ${nameOf(name)}_app`)
    }
  })

  it('are migrated by an owner who is no superuser, and used by a role that owns nothing', () => {
    expect(running.map(({ name }) => name)).toEqual(services.map(({ name }) => name))
  })
  it.each(services)('keep the application of $name from all but rows', async ({ name }) => {
    const app = urlOf(name, 'app')
    await expect(ask(app, 'alter table outbox disable trigger all')).rejects.toThrow('must be owner')
    await expect(ask(app, 'create table mine (n int)')).rejects.toThrow('permission denied for schema public')
    await expect(ask(app, 'create temporary table mine (n int)')).rejects.toThrow('permission denied')
    await expect(ask(app, `set role ${nameOf(name)}_owner`)).rejects.toThrow('permission denied')
  })
  it('let no service into the database of another one', async () => {
    for (const role of ['app', 'owner'] as const)
      await expect(ask(urlOf('journey', role, 'profile'), 'select 1')).rejects.toThrow('permission denied for database')
  })
})
