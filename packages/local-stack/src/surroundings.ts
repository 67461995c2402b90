import { pathToFileURL } from 'node:url'
import { makeDatabases, type ServiceDatabase } from '@polyphon/service-kit/runtime'
import { services } from './definitions.js'
import type { Home } from './home.js'
import { readBrokers, requireReachable } from './reachable.js'

export type Env = Readonly<Record<string, string | undefined>>

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1', ''])

/** One database a service, and one for the embedded log. */
export const databaseNames: readonly string[] = [...services.map(({ name }) => `polyphon_${name}`), 'polyphon_log']

/** Names the setting when the given server does not let us in. */
export async function makeGiven(url: string, home: Home): Promise<ReadonlyMap<string, ServiceDatabase>> {
  if (!URL.canParse(url))
    throw new Error('DATABASE_URL: it must look like postgres://user:password@host:5432/postgres.')
  try {
    return await makeDatabases(url, databaseNames, home.secrets().databasePassword)
  } catch (error) {
    throw new Error(`DATABASE_URL: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/**
 * Which PostgreSQL holds the data: `embedded`, or host (or the folder of its socket) and port; who logs in there is no part
 * of it.
 */
export function databaseName(env: Env): string {
  const given = env['DATABASE_URL']
  if (!given) return 'embedded'
  const { hostname, port, searchParams } = new URL(given)
  const host = searchParams.get('host') ?? hostname
  return `${LOOPBACK.has(host) ? 'localhost' : host}:${searchParams.get('port') ?? (port || '5432')}`
}

/** A server that was named and does not answer is better found now than by a service that waits for it. */
export async function requireServers(env: Env): Promise<void> {
  if (env['KAFKA_BROKERS']) await requireReachable('KAFKA_BROKERS', readBrokers(env['KAFKA_BROKERS']))
  const redis = env['REDIS_URL']
  if (!redis) return
  if (!URL.canParse(redis)) throw new Error('REDIS_URL: it must look like redis://host:6379.')
  const { hostname, port } = new URL(redis)
  await requireReachable('REDIS_URL', [{ host: hostname, port: Number(port || '6379') }])
}

/** What a service is started with. */
export function settingsOf(
  env: Env,
  home: Home,
  service: ServiceDatabase & { readonly name: string; readonly port: number; readonly opsPort?: number },
): Env {
  const secrets = home.secrets()
  const { name, port, opsPort } = service
  const origin = originOf(env)
  return {
    MAIL_FOLDER: home.mailFolder,
    CALLBACK_SECRET: secrets.callbackSecret,
    ...env,
    BLOB_STORE: env['BLOB_STORE'] || pathToFileURL(home.blobFolder).href,
    SECRETS_KEYS: env['SECRETS_KEYS'] || secrets.secretsKeys,
    POLYPHON_ADMIN_TOKEN: secrets.adminToken,
    DATABASE_URL: service.url,
    MIGRATION_DATABASE_URL: service.ownerUrl,
    PORT: String(port),
    // What several processes were given would be one port, or one path, for all of them.
    OPS_PORT: String(opsPort ?? ''),
    BASE_PATH: basePathOf(env, name),
    PUBLIC_URL: origin === null ? `http://127.0.0.1:${port}` : `${origin}/${name}`,
    HOST: env['HOST'] ?? '127.0.0.1',
  }
}

export function portBaseOf(env: Env): number {
  const base = Number(env['POLYPHON_PORT_BASE'] || '7000')
  if (Number.isInteger(base) && base >= 1 && base <= 65_520) return base
  throw new Error('POLYPHON_PORT_BASE must be a whole number from 1 to 65520.')
}

/** What every path of a service begins with: its name where all of them share one origin. */
export const basePathOf = (env: Env, service: string): string => (originOf(env) === null ? '' : `/${service}`)

/** The origin under which a gateway shows all services, each under its name; null where each has one of its own. */
function originOf(env: Env): string | null {
  const given = (env['POLYPHON_ORIGIN'] ?? '').replace(/\/+$/, '')
  if (given === '') return null
  if (URL.canParse(given) && /^https?:/.test(given) && new URL(given).origin === given) return given
  throw new Error('POLYPHON_ORIGIN: it must look like https://cx.example, without a path.')
}

export function databaseOf(databases: ReadonlyMap<string, ServiceDatabase>, name: string): ServiceDatabase {
  const found = databases.get(name)
  if (found === undefined) throw new Error(`There is no database ${name}.`)
  return found
}
