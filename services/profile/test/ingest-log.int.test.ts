import { eventCollected, interactionRecorded } from '@polyphon/contracts'
import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { type EventLog } from '@polyphon/service-kit/runtime'
import { eventually, type FreshDatabase, freshDatabase, startTestService } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'
import type { Profile } from './harness.js'

let database: FreshDatabase
let log: EventLog
let profile: Profile
beforeAll(async () => {
  database = await freshDatabase({ migrations: [embeddedLogMigrations] })
  log = await openEmbeddedLog({ url: database.url, now: () => new Date() })
  profile = await startTestService(profileService, { log, env: { INGEST_MODE: 'log' } })
})
afterAll(async () => {
  await profile.close()
  await log.close()
  await database.drop()
})

const track = (messageId: string, more: object = {}) =>
  profile.call('POST /v1/track', { body: { userId: 'anna', messageId, event: 'Kauf', ...more } })

async function setUnavailable(isUnavailable: boolean): Promise<void> {
  const name = new URL(database.ownerUrl).pathname.slice(1)
  const client = new pg.Client(process.env['POLYPHON_TEST_DATABASE_URL'])
  await client.connect()
  try {
    await client.query(`alter database "${name}" allow_connections ${isUnavailable ? 'false' : 'true'}`)
    if (isUnavailable)
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  } finally {
    await client.end()
  }
}

describe('events that are accepted into the log', () => {
  it('are answered with 202 and applied soon, with everything that they say', async () => {
    const context = { locale: 'de-DE', traits: { city: 'Köln' } }
    const identify = { userId: 'anna', messageId: 'who', traits: { email: 'Anna@Example.test', größe: 38 }, context }
    expect((await profile.call('POST /v1/identify', { body: identify })).status).toBe(202)
    const { status, body } = await track('bought', { properties: { total: 12.5 }, timestamp: '2026-11-20T08:00:00Z' })
    expect({ status, body }).toEqual({ status: 202, body: { success: true } })
    const [published] = await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === 'bought')
    expect(published?.data).toMatchObject({
      name: 'Kauf',
      properties: { total: 12.5 },
      occurredAt: '2026-11-20T08:00:00.000Z',
    })
    const { items } = (await profile.call('GET /v1/profiles?identifier=email:anna@example.test')).body
    expect(items).toMatchObject([{ traits: { größe: 38, city: 'Köln' } }])
  })

  it('change nothing when they are published again', async () => {
    expect((await track('twice')).status).toBe(202)
    expect((await track('twice')).status).toBe(202)
    expect((await track('after')).status).toBe(202)
    await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === 'after')
    expect(profile.published(interactionRecorded).filter(({ data }) => data.messageId === 'twice')).toHaveLength(1)
  })

  it('are listed as refused where their id was that of another event', async () => {
    expect((await track('reused')).status).toBe(202)
    expect((await track('reused', { userId: 'somebody-else' })).status).toBe(202)
    await eventually(async () => {
      const { items } = (await profile.call('GET /v1/rejected-events?code=message_id_reused')).body
      expect(items).toMatchObject([{ messageId: 'reused', keyId: null }])
    })
  })

  it('keep the order of one person', async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `row-${n}`)
    const batch = ids.map((messageId) => ({ type: 'track', userId: 'ben', messageId, event: 'Schritt' }))
    expect((await profile.call('POST /v1/batch', { body: { batch } })).status).toBe(202)
    const published = await profile.waitFor(interactionRecorded, 300, ({ data }) => data.messageId.startsWith('row-'))
    expect(published.map(({ data }) => data.messageId)).toEqual(ids)
  })

  it('can be applied with an identifier that names no type', async () => {
    const externalIds = [
      { type: '', id: 'z1' },
      { type: 'crm', id: 'z2' },
    ]
    expect((await track('no-type', { context: { externalIds } })).status).toBe(202)
    const [published] = await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === 'no-type')
    expect(published?.data.identifiers.map(({ type }) => type)).toEqual(['user_id', 'crm'])
  })

  it('stand in the log without a name of the person in their key', async () => {
    for (const { key } of await profile.waitFor(eventCollected, 1)) expect(key).not.toMatch(/anna|ben/)
  })
})

describe('what the log never gets', () => {
  it('is refused as before, and its neighbours are accepted', async () => {
    const batch = [
      { type: 'track', userId: 'carl', messageId: 'good', event: 'Kauf' },
      { type: 'track', messageId: 'bad' },
    ]
    const { status, body } = await profile.call('POST /v1/batch', { body: { batch } })
    expect({ status, body }).toMatchObject({ status: 202, body: { rejected: [{ index: 1, messageId: 'bad' }] } })
    await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === 'good')
    expect((await track('', { userId: undefined })).status).toBe(400)
  })
})

describe('while the log is unavailable', () => {
  it('nothing is accepted, with 503 and a time to come again, and all goes on afterwards', async () => {
    await setUnavailable(true)
    try {
      const refused = await track('late')
      expect(refused.status).toBe(503)
      expect(refused.headers.get('retry-after')).toBe('2')
      expect(refused.body).toMatchObject({ code: 'log_unavailable' })
    } finally {
      await setUnavailable(false)
    }
    await eventually(async () => expect((await track('late')).status).toBe(202))
    await eventually(async () => expect((await profile.call('GET /v1/events/late/trace')).status).toBe(200))
    await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === 'late')
  })
})
