import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MissingServer, openSource, type RunningServer, type ServerName } from '../packages/toolchain/src/index.js'

/** Under which name tests find a server, and under which names somebody may give one. */
const variables = {
  PostgreSQL: ['POLYPHON_TEST_DATABASE_URL', 'DATABASE_URL'],
  Kafka: ['POLYPHON_TEST_KAFKA_BROKERS', 'KAFKA_BROKERS'],
  Redis: ['POLYPHON_TEST_REDIS_URL', 'REDIS_URL'],
} as const

/**
 * Gives the integration tests their servers and passes the addresses in the environment:
 * POLYPHON_TEST_DATABASE_URL (a superuser: databases can be made), POLYPHON_TEST_KAFKA_BROKERS, POLYPHON_TEST_REDIS_URL.
 * They come from the environment, else from a Docker engine, else from this machine; POLYPHON_SERVERS=native|docker
 * forces one of the latter. The last two are unset where there is no such server; tests that need it are then skipped,
 * never on CI.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-test-'))
  // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
  chmodSync(folder, 0o755)
  // For what all files of this run use, and is made by whoever needs it first.
  process.env['POLYPHON_TEST_FOLDER'] = folder
  const running: RunningServer[] = []
  const teardown = async () => {
    await Promise.all(running.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const start = openSource({ folder, durable: false, env: process.env, say })
  const give = async (name: ServerName) => {
    const [variable, otherVariable] = variables[name]
    const given = process.env[variable] ?? process.env[otherVariable]
    if (given) {
      process.env[variable] = given
      return
    }
    try {
      const server = await start(name)
      running.push(server)
      process.env[variable] = server.address
    } catch (error) {
      if (!(error instanceof MissingServer)) throw error
      reportMissing(error)
    }
  }
  const results = await Promise.allSettled([give('PostgreSQL'), give('Kafka'), give('Redis')])
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    await teardown()
    throw failed.reason
  }
  return teardown
}

/** On CI nothing may be missing; elsewhere a run without this server says so, and what would bring it. */
function reportMissing(missing: MissingServer): void {
  if (process.env['CI'] === 'true') throw missing
  const frame = '!'.repeat(80)
  process.stderr.write(
    `\n${frame}\n${missing.server} is not here: every test that needs it is SKIPPED. To run them:\n  ${missing.install}\n${frame}\n\n`,
  )
}

function say(text: string): void {
  process.stderr.write(`servers of the tests: ${text}\n`)
}
