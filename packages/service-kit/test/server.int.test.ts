import { connect } from 'node:net'
import { startTestService } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { notesService } from './notes-service.js'

describe('a service that is told to stop', () => {
  it('finishes what it is answering and waits for no connection that is only kept alive', async () => {
    const t = await startTestService(notesService)
    const answers = Array.from({ length: 50 }, (_, number) =>
      t.call('POST /v1/notes', { body: { text: `Notiz ${number}` } }),
    )
    await Promise.race(answers)
    const stopped = t.close().then(() => 'stopped')
    const given = (await Promise.allSettled(answers)).flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.status] : [],
    )
    // The keep-alive of the server is 72 s, longer than any test may take.
    expect(await stopped).toBe('stopped')
    expect(new Set(given)).toContain(201)
    for (const status of given) expect([201, 503]).toContain(status)
  })
})

describe('a service that stays up for a while after it is told to stop', () => {
  it('advises clients not to keep a connection idle for so long', async () => {
    const t = await startTestService(notesService, { env: { SHUTDOWN_GRACE_MS: '3000' } })
    const kept = await t.call('GET /livez', { key: null })
    expect(kept.headers.get('keep-alive')).toBe('timeout=2')
    const closed = await t.call('GET /livez', { key: null, headers: { connection: 'close' } })
    expect([closed.headers.get('connection'), closed.headers.get('keep-alive')]).toEqual(['close', null])
    await t.close()
  })
})

describe('a caller that never sends the end of a request', () => {
  it('does not keep a service from stopping', async () => {
    const t = await startTestService(notesService)
    const { hostname, port } = new URL(t.url)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on('error', () => undefined)
    socket.write(`POST /v1/notes HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${t.workspace.secretKey}\r\n`)
    socket.write('Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"te')
    // Whatever comes after it has been read as well.
    await t.call('GET /livez', { key: null })
    expect(await t.close().then(() => 'stopped')).toBe('stopped')
    socket.destroy()
  })
})

describe('a credential that calls too often', () => {
  it('is told when to come back, while others go on', async () => {
    const t = await startTestService(notesService, { env: { RATE_LIMIT_PER_MINUTE: '5' } })
    const ask = (key: string) => t.call('GET /v1/notes/0199aaaa-0000-7000-8000-000000000000', { key })
    const statuses = []
    for (let call = 0; call < 5; call += 1) statuses.push((await ask(t.workspace.secretKey)).status)
    expect(statuses).toEqual([404, 404, 404, 404, 404])
    const refused = await ask(t.workspace.secretKey)
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', status: 429 } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect((await ask(t.other.secretKey)).status).toBe(404)
    await t.close()
  })
})

describe('a service without its database', () => {
  it('answers 503 with Retry-After, names it in readiness, and is well again when it is back', async () => {
    const t = await startTestService(notesService)
    const url = new URL(t.ownerUrl)
    const name = url.pathname.slice(1)
    url.pathname = '/postgres'
    const { default: pg } = await import('pg')
    const admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    const refused = await t.call('POST /v1/notes', { body: { text: 'a' } })
    expect(refused).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const notReady = await t.call('GET /readyz', { key: null })
    expect(notReady.status).toBe(503)
    expect(notReady.body.checks).toContainEqual(expect.objectContaining({ name: 'database', ok: false }))
    await admin.query(`alter database ${name} allow_connections true`)
    await admin.end()
    expect((await t.call('POST /v1/notes', { body: { text: 'b' } })).status).toBe(201)
    expect((await t.call('GET /readyz', { key: null })).status).toBe(200)
    await t.close()
  })
})

describe('a table that somebody else has locked', () => {
  it('makes nobody wait for long, and nothing is wrong afterwards', async () => {
    const t = await startTestService(notesService)
    const { default: pg } = await import('pg')
    const holder = new pg.Client({ connectionString: t.ownerUrl })
    await holder.connect()
    await holder.query('begin; lock table note in access exclusive mode')
    const askedAt = performance.now()
    const refused = await t.call('POST /v1/notes', { body: { text: 'a' } })
    expect(refused).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
    // Far below the time that a statement may take.
    expect(performance.now() - askedAt).toBeLessThan(10_000)
    await holder.query('rollback')
    await holder.end()
    expect((await t.call('POST /v1/notes', { body: { text: 'b' } })).status).toBe(201)
    await t.close()
  })
})
