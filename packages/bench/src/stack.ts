import { type ComposedStack, makeWorkspace, openHome, services, startComposed } from '@polyphon/local-stack'
import { eventually } from '@polyphon/testkit'
import { freePortBase } from '@polyphon/toolchain'
import pg from 'pg'
import { type ApiAccess, openAccess } from './access.js'
import { profiling, writeStatements } from './profiles.js'
import type { Servers } from './servers.js'

/** Services in processes of their own, one of each, with a workspace to work in. */
export interface BenchStack extends ApiAccess {
  readonly composed: ComposedStack
  readonly pids: readonly (number | undefined)[]
  /** The database of a service as the superuser. */
  database(service: string): pg.Pool
  /** Waits until everything that was appended has reached the log. */
  drained(): Promise<void>
  close(): Promise<void>
}

export interface StackOptions {
  /** All of them where nothing is said. */
  readonly only?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Words for Node, before the program. */
  readonly nodeArguments?: readonly string[]
}

export async function openStack(servers: Servers, options: StackOptions = {}): Promise<BenchStack> {
  const { profiles } = servers
  const env = { ...servers.env, POLYPHON_PORT_BASE: String(await freePortBase()), ...options.env }
  const home = openHome(env, servers.folder)
  const deaths: string[] = []
  const composed = await startComposed({
    env,
    home,
    replicas: {},
    progress: () => undefined,
    onExit: ({ service }, how) => void deaths.push(`${service} has ended with ${how}`),
    ...(options.only === undefined ? {} : { only: options.only }),
    launch: (service) => ({
      nodeArguments: [...(options.nodeArguments ?? []), ...(profiles === null ? [] : profiling(profiles, service))],
    }),
  })
  // Whoever does not run is asked nothing; the client wants an address for each all the same.
  const absent = services.map(({ name }) => [name, composed.urls['profile'] ?? ''] as const)
  const urls = { ...Object.fromEntries(absent), ...composed.urls }
  const at = { urls, adminToken: composed.adminToken, mailFolder: home.mailFolder }
  const facts = await makeWorkspace(at, { key: 'bench', name: 'Bench' })
  const databases = new Map(
    Object.keys(composed.urls).map((service) => {
      const connectionString = servers.postgres.url(`polyphon_${service}`)
      return [service, new pg.Pool({ connectionString, max: 2 })]
    }),
  )
  return {
    ...openAccess(facts),
    composed,
    pids: composed.processes.map((process) => process.pid()),
    database: (service) => {
      const pool = databases.get(service)
      if (pool === undefined) throw new Error(`There is no service ${service}.`)
      return pool
    },
    drained: () => eventually(() => requireEmptyOutboxes(databases), { timeoutMs: 300_000, everyMs: 20 }),
    close: async () => {
      if (profiles !== null) await writeStatements(profiles, databases)
      for (const pool of databases.values()) await pool.end()
      await composed.close()
      if (deaths.length > 0) throw new Error(deaths.join(', '))
    },
  }
}

/** Looks into the database of each service, past it. */
async function requireEmptyOutboxes(databases: ReadonlyMap<string, pg.Pool>): Promise<void> {
  for (const [service, database] of databases) {
    const { rows } = await database.query<{ waits: boolean }>('select exists (select from outbox) as waits')
    if (rows[0]?.waits !== false) throw new Error(`The outbox of ${service} is not empty.`)
  }
}
