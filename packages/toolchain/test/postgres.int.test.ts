import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort, type PostgresServer, startPostgres } from '../src/index.js'

const isRoot = process.getuid?.() === 0
let folder: string
let cleanups: (() => unknown)[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-pg-'))
  cleanups = [() => rmSync(folder, { recursive: true, force: true })]
})

afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup()
})

async function start(options: { readonly folder?: string; readonly port?: number } = {}): Promise<PostgresServer> {
  const server = await startPostgres({ folder, durable: true, ...options })
  cleanups.push(() => server.stop())
  return server
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.flatMap((row) => Object.values(row))
  } finally {
    await client.end()
  }
}

/** Starts PostgreSQL from a Node process of its own, with a PATH that holds nothing but the given programs. */
async function startElsewhere(programs: readonly string[]): Promise<{ owner: ChildProcess; pid: number; url: string }> {
  const path = mkdtempSync(join(folder, 'path-'))
  chmodSync(path, 0o755)
  for (const name of programs) symlinkSync(whereIs(name), join(path, name))
  const script = join(import.meta.dirname, 'start-postgres.ts')
  const owner = spawn(process.execPath, ['--import', 'tsx', script, join(folder, 'server')], {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cleanups.push(() => owner.kill('SIGKILL'))
  for await (const line of createInterface(owner.stdout)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only line our own helper writes
    const server = JSON.parse(line) as { readonly pid: number; readonly url: string }
    cleanups.push(() => isAlive(server.pid) && process.kill(server.pid, 'SIGKILL'))
    return { owner, ...server }
  }
  throw new Error('The helper ended without a word.')
}

function whereIs(program: string): string {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((part) => join(part, program))
  return found.find((file) => existsSync(file)) ?? program
}

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

async function kill(owner: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => owner.once('exit', resolve))
  owner.kill('SIGKILL')
  await ended
}

describe('an embedded PostgreSQL', () => {
  it('answers over a Unix socket and opens no TCP port', async () => {
    const server = await start()
    expect(await ask(server.url('postgres'), 'show listen_addresses')).toEqual([''])
    expect(await ask(server.url('postgres'), 'select current_user::text')).toEqual(['polyphon'])
  })

  it('listens on a port of 127.0.0.1 when asked to', async () => {
    const port = await freePort()
    const server = await start({ port })
    expect(await ask(`postgres://polyphon@127.0.0.1:${port}/postgres`, 'select 1')).toEqual([1])
    expect(await ask(server.url('postgres'), 'select 2')).toEqual([2])
  })

  it('keeps data safe on disk unless it is for tests', async () => {
    const server = await start()
    expect(await ask(server.url('postgres'), 'show fsync')).toEqual(['on'])
    await server.stop()
    const fast = await startPostgres({ folder, durable: false })
    cleanups.push(() => fast.stop())
    expect(await ask(fast.url('postgres'), 'show fsync')).toEqual(['off'])
  })

  it('knows the letters of German', async () => {
    const server = await start()
    expect(await ask(server.url('postgres'), "select lower('GRÖSSE ÄÜ')")).toEqual(['grösse äü'])
  })

  it('finds its data again at the second start', async () => {
    const first = await start()
    await ask(first.url('postgres'), "create table note as select 'Straße 5' as text")
    await first.stop()
    expect(isAlive(first.pid())).toBe(false)
    const second = await start()
    expect(await ask(second.url('postgres'), 'select text from note')).toEqual(['Straße 5'])
  })

  it('starts over a stale pid file whose number belongs to another program now', async () => {
    const first = await start()
    await first.stop()
    writeFileSync(
      join(folder, 'data', 'postmaster.pid'),
      `${process.pid}\n${join(folder, 'data')}\n0\n5432\n\n\n\nready\n`,
    )
    const second = await start()
    expect(await ask(second.url('postgres'), 'select 1')).toEqual([1])
  })

  it('refuses a folder that a living process uses', async () => {
    const first = await start()
    await expect(startPostgres({ folder, durable: true })).rejects.toThrow('is in use')
    expect(await ask(first.url('postgres'), 'select 1')).toEqual([1])
  })

  it('works in a folder whose path is too long for a socket, with spaces and quotes in it', async () => {
    const long = join(folder, 'Größe "und" Maß '.repeat(8))
    const server = await start({ folder: long })
    expect(server.socketFolder.length).toBeLessThan(90)
    expect(await ask(server.url('postgres'), 'select 1')).toEqual([1])
    await server.stop()
    expect(existsSync(server.socketFolder)).toBe(false)
  })

  it.runIf(isRoot)('works in a folder that only root can enter', async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const server = await start({ folder: join(closed, 'server') })
    expect(await ask(server.url('postgres'), 'select 1')).toEqual([1])
  })
})

describe.runIf(process.platform === 'linux')('an embedded PostgreSQL whose process was killed', () => {
  it('ends with it where the system can do that', async () => {
    const { owner, pid } = await startElsewhere(['unshare', 'setpriv', 'env', 'true'])
    await kill(owner)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it('is stopped by the next start where it was left behind, and nothing is lost', async () => {
    const { owner, pid, url } = await startElsewhere(['unshare', 'env', 'true'])
    await ask(url, "create table note as select 'kept' as text")
    await kill(owner)
    expect(isAlive(pid)).toBe(true)
    const next = await start({ folder: join(folder, 'server') })
    expect(isAlive(pid)).toBe(false)
    expect(await ask(next.url('postgres'), 'select text from note')).toEqual(['kept'])
  })
})

describe.runIf(process.platform === 'linux' && isRoot)('an embedded PostgreSQL started by root', () => {
  it('runs as nobody where user namespaces are refused, even where only root can enter', async () => {
    chmodSync(folder, 0o700)
    const { pid, url } = await startElsewhere(['env', 'setpriv', 'true'])
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m)
    expect(await ask(url, 'select 1')).toEqual([1])
  })

  it('runs as nobody where nothing else is possible, and goes back to root later', async () => {
    chmodSync(folder, 0o755)
    const { owner, pid, url } = await startElsewhere(['env', 'true'])
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m)
    await ask(url, "create table note as select 'kept' as text")
    await kill(owner)
    const next = await start({ folder: join(folder, 'server') })
    expect(await ask(next.url('postgres'), 'select text from note')).toEqual(['kept'])
  })
})
