import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { type EventLog, type RunningService, startService } from '@polyphon/service-kit/runtime'
import { eventually, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDoor } from './door.js'
import { query, quiet } from './harness.js'
import { notesService } from './notes-service.js'

let database: FreshDatabase
let logs: FreshDatabase
let log: EventLog
const closers: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  logs = await freshDatabase({ migrations: [embeddedLogMigrations] })
  log = await openEmbeddedLog({ url: logs.url, now: () => new Date() })
})
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  await database.drop()
})
afterAll(async () => {
  await log.close()
  await logs.drop()
})

interface Starting {
  readonly url: string
  readonly service: Promise<RunningService>
  readonly abort: AbortController
}

/** Starts without waiting for the end of the start. */
async function begin(env: Readonly<Record<string, string>>): Promise<Starting> {
  const PORT = String(await freePort())
  const abort = new AbortController()
  const settings = { PORT, DATABASE_URL: database.url, MIGRATION_DATABASE_URL: database.ownerUrl, ...env }
  const service = startService(notesService, { env: settings, log, logger: quiet, signal: abort.signal })
  closers.push(async () => {
    abort.abort()
    await service.then(
      (started) => started.close(),
      () => undefined,
    )
  })
  return { url: `http://127.0.0.1:${PORT}`, service, abort }
}

const get = async (url: string): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> => {
  const answer = await fetch(url)
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}
const notOk = (name: string): unknown => expect.objectContaining({ name, ok: false })

describe('a service whose database is away when it starts', () => {
  it('listens, says what is away, sends every caller away, and starts when the database comes', async () => {
    const door = await openDoor(database)
    closers.push(door.shut)
    const { url, service } = await begin(door.env)
    await eventually(async () => expect((await get(`${url}/livez`)).status).toBe(200))
    for (const path of ['/readyz', '/startupz']) {
      const { status, body } = await get(`${url}${path}`)
      expect(status, path).toBe(503)
      expect(body, path).toEqual({
        checks: [notOk('start'), notOk('database'), expect.objectContaining({ name: 'log', ok: true })],
      })
    }
    for (const path of ['/v1/notes/0199aaaa-0000-7000-8000-000000000000', '/metrics', '/no-such-route']) {
      const { status, headers, body } = await get(`${url}${path}`)
      expect(status, path).toBe(503)
      expect(body, path).toMatchObject({ code: 'starting', status: 503 })
      expect(Number(headers.get('retry-after')), path).toBeGreaterThan(0)
    }
    await door.open()
    const started = await service
    expect(started.url).toBe(url)
    expect((await get(`${url}/readyz`)).status).toBe(200)
    expect((await get(`${url}/startupz`)).status).toBe(200)
    expect((await get(`${url}/no-such-route`)).status).toBe(404)
    await door.shut()
    expect(await get(`${url}/readyz`)).toMatchObject({
      status: 503,
      body: { checks: expect.arrayContaining([notOk('database')]) },
    })
    expect((await get(`${url}/startupz`)).status).toBe(200)
    await door.open()
    await eventually(async () => expect((await get(`${url}/readyz`)).status).toBe(200))
  })
  it('gives up when it is told to, and leaves nothing open', async () => {
    const { url, service, abort } = await begin({
      DATABASE_URL: 'postgres://one@127.0.0.1:1/two',
      MIGRATION_DATABASE_URL: '',
    })
    await eventually(async () => expect((await get(`${url}/livez`)).status).toBe(200))
    abort.abort(new Error('told to stop'))
    await expect(service).rejects.toThrow('told to stop')
    await expect(fetch(`${url}/livez`)).rejects.toThrow()
  })
})

describe('a start that no waiting would mend', () => {
  const failing = async (env: Readonly<Record<string, string>>): Promise<string> => {
    const { url, service } = await begin(env)
    const error = await service.then(
      () => new Error('it started'),
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'SettingsError' })
    await expect(fetch(`${url}/livez`)).rejects.toThrow()
    return error instanceof Error ? error.message : ''
  }
  const at = (change: (url: URL) => void, url = database.url): string => {
    const changed = new URL(url)
    change(changed)
    return changed.href
  }

  it('names the role and the database that the server does not know, both', async () => {
    const message = await failing({
      DATABASE_URL: at((url) => void (url.pathname = '/no_such_database')),
      MIGRATION_DATABASE_URL: at((url) => void (url.username = 'nobody_at_all')),
    })
    expect(message).toMatch(/ DATABASE_URL: the server has no such database/)
    expect(message).toMatch(/ MIGRATION_DATABASE_URL: the server does not let this role in/)
    expect(message).not.toMatch(/no_such_database|nobody_at_all/)
  })
  it('names a role that row-level security does not bind', async () => {
    expect(await failing({ DATABASE_URL: database.ownerUrl })).toContain(
      'DATABASE_URL: names a role that row-level security does not bind',
    )
  })
  it('names the migration that fails', async () => {
    await query(database.ownerUrl, 'create table note (n int)')
    expect(await failing({})).toMatch(
      /MIGRATION_DATABASE_URL: Migration profile\/0001\S* failed\. relation "note" already/,
    )
  })
  it('names a port that is taken, and what else is wrong', async () => {
    const { url, service } = await begin({})
    await service
    const { port } = new URL(url)
    const second = startService(notesService, {
      env: { PORT: port, DATABASE_URL: at((address) => void (address.pathname = '/no_such_database')) },
      log,
      logger: quiet,
    })
    await expect(second).rejects.toThrow(/ PORT: is taken.*\n {2}DATABASE_URL: the server has no such database/)
    expect((await get(`${url}/readyz`)).status).toBe(200)
  })
  it('names a host that is none of this machine', async () => {
    expect(await failing({ HOST: '192.0.2.1' })).toContain('HOST: is no address of this machine')
  })
})

describe('a service whose Redis is away', () => {
  it('names it and stays ready, as limits let everybody pass then', async () => {
    const { url, service } = await begin({ REDIS_URL: 'redis://127.0.0.1:1' })
    await service
    const { status, body } = await get(`${url}/readyz`)
    expect(status).toBe(200)
    expect(body['checks']).toContainEqual(expect.objectContaining({ name: 'redis', ok: false, optional: true }))
    expect((await get(`${url}/no-such-route`)).status).toBe(404)
  })
})
