import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { type EventLog, openLogger, startService } from '@polyphon/service-kit/runtime'
import { eventually, freshDatabase } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { openDoor } from './door.js'
import { notesService } from './notes-service.js'

interface Line {
  readonly event: string
  readonly level: number
  readonly what?: string
  readonly reason?: string
  readonly failures?: number
  readonly seconds?: number
  readonly msg: string
  readonly err?: { readonly stack?: string; readonly message: string }
}

const WARN = 40

/** A service with what it has written into its log, between doors to PostgreSQL and to the log that can be shut. */
async function startBehindDoors() {
  const [database, logs] = [await freshDatabase(), await freshDatabase({ migrations: [embeddedLogMigrations] })]
  const door = await openDoor(database)
  await door.open()
  const log = await openEmbeddedLog({ url: logs.url, now: () => new Date() })
  const isLogAway = { now: false }
  const refused = (): Error =>
    Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:9092'), { code: 'ECONNREFUSED', syscall: 'connect' })
  const doored: EventLog = {
    ...log,
    check: async () => {
      if (isLogAway.now) throw refused()
    },
    send: async (records) => {
      if (isLogAway.now) throw refused()
      await log.send(records)
    },
  }
  let text = ''
  const service = await startService(notesService, {
    env: { PORT: '0', ...door.env },
    log: doored,
    logger: openLogger('profile', 'info', { write: (line) => void (text += line) }),
  })
  const lines = (): readonly Line[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line): Line => JSON.parse(line))
  return {
    url: service.url,
    door,
    isLogAway,
    text: () => text,
    warnings: () => lines().filter(({ level }) => level >= WARN),
    close: async () => {
      await service.close()
      await log.close()
      await door.shut()
      await database.drop()
      await logs.drop()
    },
  }
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status

describe('an outage', () => {
  it('of the database is one line when it begins and one when it is over, whoever meets it', async () => {
    const t = await startBehindDoors()
    await t.door.shut()
    for (let count = 0; count < 50; count += 1) {
      const answer = await fetch(`${t.url}/v1/notes/x`, { headers: { authorization: 'Bearer sk_live_nobody' } })
      expect([401, 503]).toContain(answer.status)
    }
    await eventually(async () => expect(await statusOf(`${t.url}/readyz`)).toBe(503))
    await eventually(() => expect(t.warnings()).toHaveLength(1))
    expect(t.warnings()[0]).toMatchObject({ event: 'outage.began', what: 'database', reason: 'away' })
    expect(t.warnings()[0]?.msg).toMatch(/^trouble with database \(away\): ./)
    await t.door.open()
    await eventually(() => expect(t.warnings()).toHaveLength(2))
    const over = t.warnings()[1]
    expect(over).toMatchObject({ event: 'outage.ended', what: 'database', reasons: { away: over?.failures } })
    expect(over?.failures).toBeGreaterThan(1)
    expect(t.text()).not.toContain('    at ')
    await t.close()
  })

  it('of the log likewise, and the addresses of servers are no secret', async () => {
    const t = await startBehindDoors()
    t.isLogAway.now = true
    for (let count = 0; count < 20; count += 1) expect(await statusOf(`${t.url}/readyz`)).toBe(200)
    expect(t.warnings().map(({ msg }) => msg)).toEqual(['trouble with log (away): connect ECONNREFUSED 10.1.2.3:9092'])
    t.isLogAway.now = false
    await statusOf(`${t.url}/readyz`)
    await eventually(() => expect(t.warnings()).toHaveLength(2))
    expect(t.warnings()[1]).toMatchObject({ event: 'outage.ended', what: 'log', failures: 20 })
    await t.close()
  })
})

describe('a request', () => {
  it('that is refused is no line, and a bug has its stack once', async () => {
    const t = await startBehindDoors()
    for (const path of ['/v1/notes/x', '/v1/nothing', '/v1/notes/%zz']) {
      const status = await statusOf(`${t.url}${path}`)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    expect(t.warnings()).toEqual([])
    for (let count = 0; count < 3; count += 1) expect(await statusOf(`${t.url}/v1/broken`)).toBe(500)
    const bugs = t.warnings()
    expect(bugs.map(({ event }) => event)).toEqual(['http.bug', 'http.bug', 'http.bug'])
    expect(bugs[0]?.err?.stack).toContain('notes-service.ts')
    expect(bugs.slice(1).map(({ err }) => err?.stack)).toEqual(['as before', 'as before'])
    await t.close()
  })
})
