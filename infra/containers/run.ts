import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePortBase } from '@polyphon/toolchain'
import { findCompose, run, runDocker } from './commands.js'
import { type ComposeFile, readComposeFile, withNativeServers } from './compose-file.js'
import { makeServiceDatabases } from './databases.js'
import { type Servers, startServers } from './servers.js'
import {
  containerOf,
  inspect,
  logsOf,
  type Project,
  runCompose,
  SERVICES,
  stopContainer,
  untilHealthy,
} from './stack.js'

const REFERENCE: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../examples/olist400/reference.json'), 'utf8'),
)
const NODE_USER = 1000

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const closers: (() => Promise<unknown>)[] = []
let failed = false

try {
  await tryContainers()
} catch (error) {
  failed = true
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`)
}
for (const close of closers.toReversed()) {
  await close().catch((error: unknown) => {
    failed = true
    say(`FAILED to clean up: ${error instanceof Error ? error.message : String(error)}`)
  })
}
process.exit(failed ? 1 : 0)

async function tryContainers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-containers-'))
  closers.push(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  say(`engine ${await runDocker('version', '--format', '{{.Server.Version}}')}`)
  const servers = await startServers(folder)
  closers.push(() => servers.stop())
  const env = { POLYPHON_VERSION: 'try', NODE_IMAGE: process.env['NODE_IMAGE'] ?? '' }
  const written = readComposeFile('docker-compose.yml', env)
  await makeServiceDatabases(servers.databaseUrl, written.services['postgres']?.environment ?? {})
  const home = makeHome(folder)
  const portBase = await freePortBase()
  const ports = Object.fromEntries(SERVICES.map((name, index) => [name, portBase + 1 + index]))
  const folders = { mailFolder: join(home, 'mail'), blobFolder: join(home, 'blobs') }
  const file = withNativeServers(written, { ...servers, ...folders, ports })
  const project = await openProject(folder, file)
  await buildImages(project)
  await startStack(project)
  await lookInside(project)
  try {
    await runDemo(home, file)
  } catch (error) {
    for (const service of SERVICES) say(`${service}:\n${await logsOf(await containerOf(project, service))}`)
    throw error
  }
  await measure(project)
  await stopStack(project)
  await testImage(servers)
}

/** A home that the demo takes for that of a running stack. */
function makeHome(folder: string): string {
  const home = join(folder, 'home')
  for (const name of ['mail', 'blobs']) {
    mkdirSync(join(home, name), { recursive: true })
    if (process.getuid?.() === 0) chownSync(join(home, name), NODE_USER, NODE_USER)
  }
  return home
}

async function openProject(folder: string, file: ComposeFile): Promise<Project> {
  const compose = await findCompose()
  const project = { compose, name: `polyphontry${process.pid}`, file: join(folder, 'docker-compose.json') }
  const services = Object.entries(file.services).map(([name, { build, ...service }]) => [
    name,
    build === undefined ? service : { ...service, build: { ...build, context: process.cwd() } },
  ])
  writeFileSync(project.file, JSON.stringify({ ...file, services: Object.fromEntries(services) }))
  closers.push(() => runCompose(project, 'down', '--volumes', '--rmi', 'all', '--timeout', '10'))
  return project
}

async function buildImages(project: Project): Promise<void> {
  const startedAt = performance.now()
  await runCompose(project, 'build')
  say(`built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  for (const service of SERVICES) {
    const bytes = Number(await runDocker('image', 'inspect', '--format', '{{.Size}}', `polyphon/${service}:try`))
    say(`  ${service}: ${(bytes / 1e6).toFixed(0)} MB`)
  }
}

async function startStack(project: Project): Promise<void> {
  // The services are made when the topics are there, so a broken job ends this here.
  await runCompose(project, 'up', '--detach', '--no-build')
  const topics = await containerOf(project, 'topics')
  say(`topics: exit code ${await inspect(topics, '{{.State.ExitCode}}')}, ${await logsOf(topics)}`)
  for (const [service, seconds] of await untilHealthy(project))
    say(`  ${service}: healthy after ${seconds.toFixed(1)} s`)
}

/** What the file promises of every container, as the engine and the container itself see it. */
async function lookInside(project: Project): Promise<void> {
  const wanted = 'true [ALL] [no-new-privileges:true] 268435456 node'
  const template =
    '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}} {{.Config.User}}'
  for (const service of SERVICES) {
    const container = await containerOf(project, service)
    const found = await inspect(container, template)
    if (found !== wanted) throw new Error(`${service} runs with ${found}, not with ${wanted}`)
    const process1 = await runDocker(
      'exec',
      container,
      'sh',
      '-c',
      'cat /proc/1/comm; id -u; grep CapEff /proc/1/status',
    )
    if (!/^(?:node|MainThread)\n1000\nCapEff:\s+0+$/.test(process1)) throw new Error(`${service}: ${process1}`)
    const written = await runDocker(
      'exec',
      container,
      'sh',
      '-c',
      'touch /app/x 2>&1 || touch /tmp/x && echo only /tmp',
    )
    if (!written.endsWith('Read-only file system\nonly /tmp')) throw new Error(`${service} could write: ${written}`)
  }
  say('every container: user 1000, no capabilities, read-only root, 256 MiB')
}

async function runDemo(home: string, file: ComposeFile): Promise<void> {
  const urls = SERVICES.map((name) => [name, file.services[name]?.environment['PUBLIC_URL'] ?? ''])
  const adminToken = file.services['profile']?.environment['POLYPHON_ADMIN_TOKEN'] ?? ''
  writeFileSync(join(home, 'local.json'), JSON.stringify({ services: Object.fromEntries(urls), adminToken }))
  const program = ['--conditions=@polyphon/source', '--import', 'tsx', 'packages/local-stack/src/demo/main.ts']
  const output = await run(process.execPath, [...program, '--json'], { env: { POLYPHON_HOME: home } })
  const line = output.split('\n').at(-1) ?? ''
  const result: Readonly<Record<string, unknown>> = JSON.parse(line)
  const wrong = Object.entries(REFERENCE).filter(([name, value]) => result[name] !== value)
  if (wrong.length > 0) throw new Error(`the demo's numbers are not ${JSON.stringify(REFERENCE)}: ${line}`)
  say(`400 orders, the numbers of the reference: ${line}`)
}

async function measure(project: Project): Promise<void> {
  for (const service of SERVICES) {
    const container = await containerOf(project, service)
    const stats = await runDocker('stats', '--no-stream', '--format', '{{.MemUsage}}', container)
    say(`  ${service}: memory ${stats}, restarts ${await inspect(container, '{{.RestartCount}}')}`)
  }
}

async function stopStack(project: Project): Promise<void> {
  for (const service of SERVICES) {
    const container = await containerOf(project, service)
    const { seconds, exit } = await stopContainer(container)
    say(`  ${service}: stopped in ${seconds.toFixed(2)} s, exit code ${exit}`)
    if (exit !== '0') throw new Error(`${service} ended with ${exit}:\n${await logsOf(container)}`)
  }
}

/** The test that starts one image by testcontainers, on the servers that run already. */
async function testImage(servers: Servers): Promise<void> {
  const env = {
    POLYPHON_TEST_IMAGE: 'polyphon/analytics:try',
    POLYPHON_TEST_DATABASE_URL: servers.databaseUrl,
    POLYPHON_TEST_KAFKA_BROKERS: servers.brokers,
    POLYPHON_TEST_REDIS_URL: servers.redisUrl,
    TESTCONTAINERS_RYUK_DISABLED: 'true',
  }
  const output = await run('node_modules/.bin/vitest', ['run', 'tests/containers.int.test.ts'], { env })
  say(`testcontainers: ${output.split('\n').at(-1) ?? ''}`)
}
