import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { orRefuse, refuse } from '../command-line.js'
import { fetchKafka, MissingServer, type RunningServer } from '../sources/native.js'
import { openSource } from '../sources/source.js'

// npm run infra: real servers until Ctrl-C. stdout gets nothing but the export lines, when everything is up.
const brokerCount = readBrokerCount()
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})
// Waiting for a signal alone does not keep a process alive.
setInterval(() => undefined, 60_000)

const folder = mkdtempSync(join(tmpdir(), 'polyphon-infra-'))
const running: RunningServer[] = []
let exitCode = 0
try {
  // Whoever has enough before everything is up does not wait for it: what still starts ends with us.
  const lines = await Promise.race([startServers(brokerCount), stopped])
  if (lines !== undefined) {
    process.stdout.write(`${lines.join('\n')}\n`)
    say('up; Ctrl-C stops everything')
    await stopped
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  exitCode = 1
}
if (running.length > 0) say('stopping')
await Promise.all(running.map((server) => server.stop()))
rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
process.exit(exitCode)

/** Starts all three, and fails with everything that is missing at once. */
async function startServers(brokers: number): Promise<readonly string[]> {
  // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
  chmodSync(folder, 0o755)
  const start = openSource({ folder, durable: true, brokers, env: process.env, say })
  if (process.env['POLYPHON_SERVERS'] !== 'docker') fetchKafka(say)
  say(brokers === 1 ? 'starting PostgreSQL, Kafka, Redis' : `starting PostgreSQL, Kafka × ${brokers}, Redis`)
  const give = async (name: Parameters<typeof start>[0], variable: string) => {
    const server = await start(name)
    running.push(server)
    return `export ${variable}='${server.address}'`
  }
  const results = await Promise.allSettled([
    give('PostgreSQL', 'DATABASE_URL'),
    give('Kafka', 'KAFKA_BROKERS'),
    give('Redis', 'REDIS_URL'),
  ])
  const problems = results.flatMap((result) => (result.status === 'rejected' ? [describeProblem(result.reason)] : []))
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const replication = brokers === 1 ? [] : [`export KAFKA_REPLICATION='${brokers}'`]
  return [...results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), ...replication]
}

function describeProblem(error: unknown): string {
  if (error instanceof MissingServer) return `${error.server} is not here. This brings it:\n  ${error.install}`
  return error instanceof Error ? error.message : String(error)
}

function readBrokerCount(): number {
  const usage = 'npm run infra -- [--brokers 1 | 3]'
  const words = orRefuse(usage, () => parseArgs({ options: { brokers: { type: 'string', default: '1' } } }).values)
  if (words.brokers !== '1' && words.brokers !== '3') refuse(usage, `There is no cluster of ${words.brokers}.`)
  return Number(words.brokers)
}

function say(text: string): void {
  process.stderr.write(`infra: ${text}\n`)
}
