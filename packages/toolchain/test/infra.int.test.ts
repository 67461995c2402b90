import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installationOf, isListening } from '../src/index.js'

const hasServers = installationOf('Kafka') === undefined && installationOf('Redis') === undefined
let folder: string
let children: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-infra-test-'))
  chmodSync(folder, 0o755)
  children = []
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

/** What stands there beside the cache of the compiler that runs it from source. */
function ownFolders(): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('polyphon-'))
}

interface Infra {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  stdout(): string
  stderr(): string
}

/** `npm run infra` from source, with its folders inside ours. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Infra {
  const script = join(import.meta.dirname, '../src/tasks/infra.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, POLYPHON_SERVERS: 'native', TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (text.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (text.stderr += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { child, ended, stdout: () => text.stdout, stderr: () => text.stderr }
}

/** Reads the lines as a shell would. */
function readExports(text: string): Readonly<Record<string, string>> {
  const result = spawnSync('bash', ['-c', `${text}\nenv -0`], { env: { PATH: process.env['PATH'] }, encoding: 'utf8' })
  return Object.fromEntries(
    result.stdout.split('\0').flatMap((line) => {
      const [, name, value] = /^(DATABASE_URL|KAFKA_\w+|REDIS_URL)=(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value]]
    }),
  )
}

async function untilUp(infra: Infra): Promise<Readonly<Record<string, string>>> {
  await expect.poll(() => infra.stderr()).toContain('Ctrl-C stops everything')
  expect(infra.stdout()).toMatch(/^(export \w+='[^']*'\n)+$/)
  return readExports(infra.stdout())
}

function portsOf(addresses: Readonly<Record<string, string>>): readonly number[] {
  const redis = Number(new URL(addresses['REDIS_URL'] ?? '').port)
  return [redis, ...(addresses['KAFKA_BROKERS'] ?? '').split(',').map((broker) => Number(broker.split(':')[1]))]
}

async function expectAnswers(addresses: Readonly<Record<string, string>>): Promise<void> {
  const database = new pg.Client(addresses['DATABASE_URL'])
  await database.connect()
  await database.query('create database somebody')
  await database.end()
  const brokers = (addresses['KAFKA_BROKERS'] ?? '').split(',')
  const admin = new Kafka({ clientId: 'test', brokers, logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  expect((await admin.describeCluster()).brokers).toHaveLength(brokers.length)
  await admin.disconnect()
  const redis = new Redis(addresses['REDIS_URL'] ?? '')
  expect(await redis.ping()).toBe('PONG')
  await redis.quit()
}

describe.runIf(hasServers)('npm run infra', () => {
  it('starts servers that answer, and leaves nothing behind when it is stopped', async () => {
    const infra = run([])
    const addresses = await untilUp(infra)
    expect(Object.keys(addresses).toSorted()).toEqual(['DATABASE_URL', 'KAFKA_BROKERS', 'REDIS_URL'])
    await expectAnswers(addresses)
    expect(ownFolders()).toHaveLength(1)
    infra.child.kill('SIGINT')
    expect(await infra.ended, infra.stderr()).toBe(0)
    expect(await Promise.all(portsOf(addresses).map(isListening))).toEqual([false, false])
    expect(ownFolders()).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'starts a cluster of three, which ends with it however it ends',
    { timeout: 150_000 },
    async () => {
      const infra = run(['--brokers', '3'])
      const addresses = await untilUp(infra)
      expect(addresses).toMatchObject({ KAFKA_REPLICATION: '3' })
      await expectAnswers(addresses)
      const ports = portsOf(addresses)
      expect(ports).toHaveLength(4)
      infra.child.kill('SIGKILL')
      const isAnyListening = async () => (await Promise.all(ports.map(isListening))).includes(true)
      await expect.poll(isAnyListening).toBe(false)
    },
  )
})

describe('npm run infra where something is missing', () => {
  it('names all of it with the commands that bring it, and leaves nothing behind', async () => {
    const programs = mkdtempSync(join(folder, 'path-'))
    chmodSync(programs, 0o755)
    for (const name of ['env', 'true']) symlinkSync(join('/usr/bin', name), join(programs, name))
    const infra = run([], { PATH: programs })
    expect(await infra.ended).toBe(1)
    expect(infra.stderr()).toContain('Kafka is not here')
    expect(infra.stderr()).toMatch(/apt-get install -y openjdk-17-jre-headless/)
    expect(infra.stderr()).toContain('apt-get install -y redis-server')
    expect(infra.stdout()).toBe('')
    expect(ownFolders()).toEqual([])
  })

  it('says how it is used when it is asked for what it does not know', async () => {
    const infra = run(['--brokers', '2'])
    expect(await infra.ended).toBe(2)
    expect(infra.stderr()).toContain('--brokers 1 | 3')
    expect(ownFolders()).toEqual([])
  })
})
