import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const composeService = z.looseObject({
  image: z.string(),
  build: z.looseObject({ context: z.string(), args: z.record(z.string(), z.string()) }).optional(),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
})
const composeFile = z.looseObject({
  services: z.record(z.string(), composeService),
  volumes: z.record(z.string(), z.unknown()),
})
export type ComposeService = z.output<typeof composeService>
export type ComposeFile = z.output<typeof composeFile>

type Env = Readonly<Record<string, string | undefined>>

/** Reads a compose file as Compose does: anchors merged, `${NAME:-default}` replaced. */
export function readComposeFile(path: string, env: Env): ComposeFile {
  return composeFile.parse(substitute(parse(readFileSync(path, 'utf8'), { merge: true }), env))
}

function substitute(value: unknown, env: Env): unknown {
  if (typeof value === 'string') return substituteText(value, env)
  if (Array.isArray(value)) return value.map((item) => substitute(item, env))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, substitute(item, env)]))
}

/** Knows the two forms that the file uses; any other dollar sign is an error and not a silent difference from Compose. */
function substituteText(text: string, env: Env): string {
  return text.replace(/\$(?:\{(\w+)(?::-([^}]*))?\})?/g, (found, name?: string, fallback = '') => {
    if (name === undefined) throw new Error(`${found} in "${text}" is no form of substitution that is known here`)
    return env[name] || fallback
  })
}

/** Servers outside of Compose that the services shall use, and the ports on which they shall answer. */
export interface NativeServers {
  readonly databaseHost: string
  readonly brokers: string
  readonly redisUrl: string
  readonly mailFolder: string
  readonly blobFolder: string
  readonly ports: Readonly<Record<string, number>>
}

const SERVERS = ['postgres', 'kafka', 'redis']

/**
 * The same file without its three servers: every other container is as the file says, but shares the network of the
 * machine. For machines where no images of servers can be had.
 */
export function withNativeServers(file: ComposeFile, servers: NativeServers): ComposeFile {
  const ours = Object.entries(file.services).filter(([name]) => !SERVERS.includes(name))
  return {
    services: Object.fromEntries(ours.map(([name, service]) => [name, onHostNetwork(name, service, servers)])),
    volumes: {},
  }
}

function onHostNetwork(name: string, service: ComposeService, servers: NativeServers): ComposeService {
  const { depends_on: dependsOn, volumes, build, environment, ports: _ports, ...others } = service
  const waitsFor = Object.entries(dependsOn).filter(([server]) => !SERVERS.includes(server))
  const port = String(servers.ports[name] ?? 0)
  const moved = {
    KAFKA_BROKERS: servers.brokers,
    REDIS_URL: servers.redisUrl,
    PORT: port,
    // All share the network of the machine, so each needs one of its own, as the services of `npm start` have.
    OPS_PORT: String(Number(port) + 10),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: environment['DATABASE_URL']?.replace('@postgres:5432', `@${servers.databaseHost}`),
    MIGRATION_DATABASE_URL: environment['MIGRATION_DATABASE_URL']?.replace(
      '@postgres:5432',
      `@${servers.databaseHost}`,
    ),
  }
  const known = Object.entries(moved).filter(([setting]) => setting in environment)
  return {
    ...others,
    network_mode: 'host',
    environment: { ...environment, ...Object.fromEntries(known.map(([setting, value]) => [setting, value ?? ''])) },
    depends_on: Object.fromEntries(waitsFor),
    ports: [],
    volumes: volumes.map((volume) =>
      volume.replace(/^mail:/, `${servers.mailFolder}:`).replace(/^blobs:/, `${servers.blobFolder}:`),
    ),
    ...(build === undefined ? {} : { build: { ...build, network: 'host' } }),
  }
}
