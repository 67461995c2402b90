import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startKafka, startPostgres, startRedis } from '../packages/toolchain/src/index.js'

interface TestServer {
  readonly address: string
  stop(): Promise<void>
}

const kafkaLibs = join(import.meta.dirname, '../infra/kafka-native/target/kafka-libs')

/**
 * Gives the integration tests their servers and tells the addresses by the environment:
 * POLYPHON_TEST_DATABASE_URL (a superuser: databases can be made), POLYPHON_TEST_KAFKA_BROKERS, POLYPHON_TEST_REDIS_URL.
 * The last two are unset where the machine has no such server; tests that need it are then skipped, never on CI.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-test-'))
  // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
  chmodSync(folder, 0o755)
  const running: TestServer[] = []
  const teardown = async () => {
    await Promise.all(running.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const give = async (name: string, starting: Promise<TestServer | undefined>) => {
    const server = await starting
    if (server === undefined) return
    running.push(server)
    process.env[name] = server.address
  }
  const results = await Promise.allSettled([
    give('POLYPHON_TEST_DATABASE_URL', database(folder)),
    give('POLYPHON_TEST_KAFKA_BROKERS', kafka(folder)),
    give('POLYPHON_TEST_REDIS_URL', redis(folder)),
  ])
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    await teardown()
    throw failed.reason
  }
  return teardown
}

async function database(folder: string): Promise<TestServer> {
  const given = process.env['POLYPHON_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  if (given) return foreign(given)
  const server = await startPostgres({ folder: join(folder, 'postgres'), durable: false })
  return { address: server.url('postgres'), stop: () => server.stop() }
}

async function kafka(folder: string): Promise<TestServer | undefined> {
  const given = process.env['POLYPHON_TEST_KAFKA_BROKERS'] ?? process.env['KAFKA_BROKERS']
  if (given) return foreign(given)
  const hasJars = existsSync(kafkaLibs) && readdirSync(kafkaLibs).some((name) => name.startsWith('kafka_2.13-'))
  if (!hasJars || !isInstalled('java', '-version')) {
    return missing(
      'Kafka',
      'apt-get install -y openjdk-17-jre-headless maven && mvn -q -B -f infra/kafka-native/pom.xml package',
    )
  }
  const server = await startKafka({ folder: join(folder, 'kafka'), port: await freePort(), libs: kafkaLibs })
  return { address: server.brokers, stop: () => server.stop() }
}

async function redis(folder: string): Promise<TestServer | undefined> {
  const given = process.env['POLYPHON_TEST_REDIS_URL'] ?? process.env['REDIS_URL']
  if (given) return foreign(given)
  if (!isInstalled('redis-server', '--version')) return missing('Redis', 'apt-get install -y redis-server')
  const server = await startRedis({ folder: join(folder, 'redis'), port: await freePort() })
  return { address: server.url, stop: () => server.stop() }
}

/** A server that somebody else runs: used, and left running. */
function foreign(address: string): TestServer {
  return { address, stop: () => Promise.resolve() }
}

/** On CI nothing may be missing; elsewhere a run without this server says so, and what would bring it. */
function missing(name: string, install: string): undefined {
  if (process.env['CI'] === 'true') throw new Error(`${name} is missing, and tests need it: ${install}`)
  const frame = '!'.repeat(80)
  process.stderr.write(
    `\n${frame}\n${name} is not here: every test that needs it is SKIPPED. To run them:\n  ${install}\n${frame}\n\n`,
  )
}

function isInstalled(command: string, versionFlag: string): boolean {
  return spawnSync(command, [versionFlag], { stdio: 'ignore' }).status === 0
}
