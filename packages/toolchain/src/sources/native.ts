import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../servers/free-port.js'
import { startKafka } from '../servers/kafka.js'
import { startPostgres } from '../servers/postgres.js'
import { startRedis } from '../servers/redis.js'

export type ServerName = 'PostgreSQL' | 'Kafka' | 'Redis'

export interface RunningServer {
  /** A URL, of Kafka the brokers with commas between them. */
  readonly address: string
  stop(): Promise<void>
}

export interface NativeOptions {
  /** Everything of the servers lives in here. */
  readonly folder: string
  /** False gives up crash safety of PostgreSQL for speed. */
  readonly durable: boolean
  readonly brokers?: number
}

/** This machine has no such server; the message holds the command that brings it. */
export class MissingServer extends Error {
  readonly server: ServerName
  readonly install: string

  constructor(server: ServerName, install: string) {
    super(`${server} is missing: ${install}`)
    this.name = 'MissingServer'
    this.server = server
    this.install = install
  }
}

// The same depth in `src` and `dist`.
const kafkaFolder = join(import.meta.dirname, '../../../../infra/kafka-native')
/** Where Maven puts the jars of Kafka. */
export const kafkaLibs = join(kafkaFolder, 'target/kafka-libs')
const fetchJars = 'mvn -q -B -f infra/kafka-native/pom.xml package'

/** Starts a server of this machine; fails with `MissingServer` where it has none. */
export async function startNative(name: ServerName, options: NativeOptions): Promise<RunningServer> {
  const { folder, durable, brokers = 1 } = options
  const installation = installationOf(name)
  if (installation !== undefined) throw new MissingServer(name, installation)
  switch (name) {
    case 'PostgreSQL': {
      // Only its socket is open, and to us alone: it asks nobody for a password.
      const server = await startPostgres({ folder: join(folder, 'postgres'), durable })
      return { address: server.url('postgres'), stop: () => server.stop() }
    }
    case 'Kafka': {
      const server = await startKafka({ folder: join(folder, 'kafka'), libs: kafkaLibs, brokers })
      return { address: server.brokers, stop: () => server.stop() }
    }
    case 'Redis': {
      const server = await startRedis({ folder: join(folder, 'redis'), port: await freePort() })
      return { address: server.url, stop: () => server.stop() }
    }
  }
}

/** Fetches Kafka's jars if Maven is here and they are not. */
export function fetchKafka(say: (text: string) => void): void {
  if (hasJars() || !isInstalled('mvn', '--version')) return
  say('fetching Kafka with Maven')
  const { status, stdout } = spawnSync('mvn', ['-q', '-B', '-f', join(kafkaFolder, 'pom.xml'), 'package'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`Maven could not fetch Kafka:\n${stdout}`)
}

/** The command that brings what a server needs; undefined if all is here. npm has brought PostgreSQL along. */
export function installationOf(name: ServerName): string | undefined {
  if (name === 'PostgreSQL') return undefined
  if (name === 'Redis') {
    return isInstalled('redis-server', '--version') ? undefined : 'apt-get install -y redis-server'
  }
  const hasJava = isInstalled('java', '-version')
  if (hasJava && hasJars()) return undefined
  const needsMaven = !hasJars() && !isInstalled('mvn', '--version')
  const packages = [...(hasJava ? [] : ['openjdk-17-jre-headless']), ...(needsMaven ? ['maven'] : [])]
  const commands = [
    ...(packages.length === 0 ? [] : [`apt-get install -y ${packages.join(' ')}`]),
    ...(hasJars() ? [] : [fetchJars]),
  ]
  return commands.join(' && ')
}

function hasJars(): boolean {
  return existsSync(kafkaLibs) && readdirSync(kafkaLibs).some((name) => name.startsWith('kafka_2.13-'))
}

function isInstalled(command: string, versionFlag: string): boolean {
  return spawnSync(command, [versionFlag], { stdio: 'ignore' }).status === 0
}
