import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort, installationOf, isListening, kafkaLibs, startAll, startKafka, startRedis } from '../src/index.js'

const hasKafka = installationOf('Kafka') === undefined
const hasRedis = installationOf('Redis') === undefined
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-servers-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(text))
    socket.once('error', reject)
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(answer.toString())
    })
  })
}

describe('a free port', () => {
  it('is one that nobody listens on', async () => {
    expect(await isListening(await freePort())).toBe(false)
  })
})

describe.runIf(hasRedis)('a Redis for tests', () => {
  it('keeps values while it runs, writes no file of them and ends when asked to', async () => {
    const port = await freePort()
    const server = await startRedis({ folder: join(folder, 'redis'), port })
    expect(server.url).toBe(`redis://127.0.0.1:${port}`)
    expect(await say(port, 'SET stadt Köln\r\n')).toBe('+OK\r\n')
    expect(await say(port, 'GET stadt\r\n')).toContain('Köln')
    await server.stop()
    expect(await isListening(port)).toBe(false)
    expect(existsSync(join(folder, 'redis/dump.rdb'))).toBe(false)
  })

  it('is not mistaken for another one on the same port', async () => {
    const port = await freePort()
    const server = await startRedis({ folder: join(folder, 'one'), port })
    await expect(startRedis({ folder: join(folder, 'two'), port })).rejects.toThrow('is taken')
    await server.stop()
  })
})

describe('a server that cannot start', () => {
  it('is explained with the end of its log', async () => {
    const nothing = join(folder, 'infra/target/kafka-libs')
    const starting = startKafka({ folder: join(folder, 'kafka'), port: await freePort(), libs: nothing })
    await expect(starting).rejects.toThrow(/kafka\.log:\n.*kafka\.sh: No such file/)
  })
})

describe.runIf(hasKafka)('a Kafka for tests', () => {
  it('serves on its port and ends when asked to', async () => {
    const port = await freePort()
    const server = await startKafka({ folder: join(folder, 'kafka'), port, libs: kafkaLibs })
    expect(server.brokers).toBe(`127.0.0.1:${port}`)
    expect(await isListening(port)).toBe(true)
    await server.stop()
    expect(await isListening(port)).toBe(false)
  })

  it.runIf(process.platform === 'linux')('ends when its process is killed', async () => {
    const port = await freePort()
    const script = `const { startKafka } = await import(${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))})
      await startKafka({ folder: ${JSON.stringify(join(folder, 'kafka'))}, port: ${port}, libs: ${JSON.stringify(kafkaLibs)} })
      setInterval(() => {}, 60_000)`
    const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'ignore' })
    await expect.poll(() => isListening(port)).toBe(true)
    owner.kill('SIGKILL')
    await expect.poll(() => isListening(port)).toBe(false)
  })
})

describe.skipIf(!hasRedis)('all servers together', () => {
  it('are stopped again when one of them does not start', async () => {
    const port = await freePort()
    const starting = startAll({
      postgres: { folder: join(folder, 'postgres'), port, durable: false },
      kafka: { folder: join(folder, 'kafka'), libs: join(folder, 'infra/target/kafka-libs') },
      redisFolder: join(folder, 'redis'),
    })
    await expect(starting).rejects.toThrow()
    expect(await isListening(port)).toBe(false)
  })
})
