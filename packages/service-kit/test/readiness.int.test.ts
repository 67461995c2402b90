import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { type EventLog } from '@polyphon/service-kit/runtime'
import { ADMIN_TOKEN, eventually, type FreshDatabase, freshDatabase, startTestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query } from './harness.js'
import { notesService } from './notes-service.js'

let logs: FreshDatabase
let log: EventLog
const checks = { away: false, unsent: '' }
/** A log that is away, or that takes no record with such a text in it. */
let failingLog: EventLog

beforeAll(async () => {
  logs = await freshDatabase({ migrations: [embeddedLogMigrations] })
  log = await openEmbeddedLog({ url: logs.url, now: () => new Date() })
  failingLog = {
    ...log,
    check: async () => {
      if (checks.away) throw new Error('no broker answers')
    },
    send: async (records) => {
      if (checks.unsent !== '' && records.some(({ value }) => value?.includes(checks.unsent) === true))
        throw Object.assign(new Error('The record is too large.'), { type: 'MESSAGE_TOO_LARGE' })
      await log.send(records)
    },
  }
})
afterAll(async () => {
  await log.close()
  await logs.drop()
})

type Running = Awaited<ReturnType<typeof startTestService>>
const readiness = (t: Pick<Running, 'call'>) => t.call('GET /readyz', { key: null })
const metrics = async (t: Pick<Running, 'url'>): Promise<string> => (await fetch(`${t.url}/metrics`)).text()

describe('readiness', () => {
  it('follows what is answered: without the log a service stays ready and names it', async () => {
    const t = await startTestService(notesService, { log: failingLog })
    checks.away = true
    const { status, body } = await readiness(t)
    expect(status).toBe(200)
    expect(body.checks).toContainEqual({ name: 'log', ok: false, optional: true, reason: 'no broker answers' })
    expect((await t.call('POST /v1/notes', { body: { text: 'a' } })).status).toBe(201)
    checks.away = false
    await t.close()
  })

  it('is lost without the log where nothing can be answered before the log has it', async () => {
    const t = await startTestService({ ...notesService, needsLog: () => true }, { log: failingLog })
    checks.away = true
    const { status, body } = await readiness(t)
    expect(status).toBe(503)
    expect(body.checks).toContainEqual({ name: 'log', ok: false, optional: false, reason: 'no broker answers' })
    checks.away = false
    await t.close()
  })

  it('names a lane of the outbox that cannot be sent, with the reason, as the metrics do', async () => {
    const t = await startTestService(notesService, { log: failingLog })
    checks.unsent = 'Größe 38'
    await t.call('POST /v1/notes', { body: { text: 'Größe 38' } })
    const named = await eventually(async () => {
      const { status, body } = await readiness(t)
      expect(status).toBe(200)
      const found = body.checks.find((check: { name: string }) => check.name === 'outbox')
      expect(found).toMatchObject({ ok: false, optional: true })
      return found
    })
    expect(named.reason).toMatch(/^lane \d+ cannot be sent for \d+ s \(MESSAGE_TOO_LARGE\): The record is too large\.$/)
    await eventually(async () =>
      expect(await metrics(t)).toMatch(
        /polyphon_outbox_lane_failing_seconds\{lane="\d+",reason="MESSAGE_TOO_LARGE",service="profile"\}/,
      ),
    )
    checks.unsent = ''
    await eventually(async () =>
      expect((await readiness(t)).body.checks).toContainEqual({ name: 'outbox', ok: true, optional: true }),
    )
    await t.close()
  })

  it('names a lane that somebody has paused, with the note', async () => {
    const t = await startTestService(notesService)
    await query(t.ownerUrl, `update outbox_lane set paused = true, note = 'moved to another cluster'`)
    await t.call('POST /v1/notes', { body: { text: 'a' } })
    const { status, body } = await readiness(t)
    expect(status).toBe(200)
    const { reason } = body.checks.find((check: { name: string }) => check.name === 'outbox')
    expect(reason).toMatch(/\(paused\): it is paused: moved to another cluster$/)
    await t.close()
  })

  it('is lost to a gap in the log until the operator accepts it, who is told exactly what is missing', async () => {
    const t = await startTestService(notesService)
    await query(
      t.ownerUrl,
      `insert into log_gap (consumer_group, topic, topic_id, partition, from_offset, to_offset, reason, read_until, found_at)
       values ('profile.notes', 'polyphon.journey', 'x', 3, 40, 60, 'deleted', '2026-11-20T10:00:00Z', '2026-11-27T10:00:00Z'),
              ('profile.notes', 'polyphon.messaging', 'y', 0, 7, null, 'made_anew', null, '2026-11-27T11:00:00Z')`,
    )
    const { status, body } = await readiness(t)
    expect(status).toBe(503)
    const { reason } = body.checks.find((check: { name: string }) => check.name === 'offsets')
    expect(reason).toContain(
      'profile.notes has a gap in polyphon.journey, partition 3: the offsets from 40 up to 60 were deleted before it read them (it had read until 2026-11-20T10:00:00.000Z)',
    )
    expect(reason).toContain('polyphon.messaging, partition 0: the topic was made anew')
    await eventually(async () => expect(await metrics(t)).toContain('polyphon_log_gaps{group="profile.notes"'))
    const accept = (given: object, key = ADMIN_TOKEN) => t.call('POST /v1/offsets/accept', { key, body: given })
    expect((await accept({}, t.workspace.secretKey)).status).toBe(403)
    expect(await accept({ topic: '' })).toMatchObject({ status: 400, body: { code: 'input_invalid' } })
    expect((await accept({ topic: 'polyphon.journey', foundUntil: '2026-11-27T09:00:00Z' })).body).toEqual({
      accepted: [],
    })
    expect((await accept({ topic: 'polyphon.journey', partition: 3 })).body.accepted).toMatchObject([
      {
        consumerGroup: 'profile.notes',
        from: '40',
        to: '60',
        reason: 'deleted',
        readUntil: '2026-11-20T10:00:00.000Z',
      },
    ])
    expect((await readiness(t)).status).toBe(503)
    expect((await accept({})).body.accepted).toMatchObject([{ from: '7', to: null, reason: 'made_anew' }])
    expect((await accept({})).body).toEqual({ accepted: [] })
    expect((await readiness(t)).status).toBe(200)
    await t.close()
  })
})
