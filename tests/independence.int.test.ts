import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { type ComposedStack, openHome, startComposed } from '@polyphon/local-stack'
import { type Call, type CallOptions, caller, eventually, makeApiKey } from '@polyphon/testkit'
import { freePortBase } from '@polyphon/toolchain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isKafkaHere, type OwnServers, startOwnServers } from './own-servers.js'
import { openPlainLog, type PlainLog, type PlainRecord } from './plain-log.js'
import type { ServiceName } from './stack.js'

const workspace = randomUUID()
const keyId = randomUUID()
const { secret, hash } = makeApiKey(keyId, 'secret', 'live')
const scopes = ['journey', 'messaging', 'feedback', 'analytics'].flatMap((name) => [`${name}:read`, `${name}:write`])

let servers: OwnServers
let log: PlainLog
let home: ReturnType<typeof openHome>
let env: Readonly<Record<string, string>>

/** PostgreSQL, Kafka, and in it one workspace with one key, published as profile would: nothing of ours has run yet. */
async function prepare(): Promise<void> {
  servers = await startOwnServers()
  log = await openPlainLog(servers.brokers)
  env = {
    DATABASE_URL: servers.databaseUrl,
    KAFKA_BROKERS: servers.brokers,
    POLYPHON_PORT_BASE: String(await freePortBase()),
    POLYPHON_HOME: servers.folder,
  }
  home = openHome(env, servers.folder)
  await log.makeStateTopic('polyphon.profile.workspaces')
  const about = { workspaceId: workspace, key: 'hofladen', name: 'Hofladen Größe & Söhne' }
  await log.publish('profile.workspace_changed.v1', { workspace, data: about })
  const key = { keyId, kind: 'secret', hash, scopes, origins: [] }
  await log.publish('profile.key_changed.v1', { workspace, about: `key:${keyId}`, data: key })
}

interface Alone {
  readonly url: string
  call(operation: string, options?: CallOptions): Promise<Call>
}

/** Runs one service and nothing else of ours, for the tests of the block that this is called in. */
function alone(service: ServiceName): () => Alone {
  let stack: ComposedStack
  let died = ''
  beforeAll(async () => {
    const onExit = (_process: unknown, how: string): void => {
      died = how
    }
    stack = await startComposed({ env, home, only: [service], replicas: {}, progress: () => undefined, onExit })
  })
  afterAll(async () => {
    await stack?.close()
    expect(died).toBe('')
  })
  return () => {
    const url = stack.urls[service] ?? ''
    return { url, call: caller(url, service === 'profile' ? null : secret) }
  }
}

/** Makes the tests of a service that every one of them must pass, then its own. */
function describeAlone(service: ServiceName, read: string, more: (running: () => Alone) => void): void {
  describe(`${service} alone`, () => {
    const running = alone(service)
    beforeEach(() => eventually(async () => expect((await fetch(`${running().url}/readyz`)).status).toBe(200)))
    it('is ready, and sees its database and the log', async () => {
      const { checks } = (await running().call('GET /readyz', { key: null })).body
      expect(checks).toContainEqual(expect.objectContaining({ name: 'database', ok: true }))
      expect(checks).toContainEqual(expect.objectContaining({ name: 'log', ok: true }))
    })
    it('answers nobody without a key', async () => {
      expect((await running().call(read, { key: null })).status).toBe(401)
      expect((await running().call(read, { key: makeApiKey(keyId, 'secret', 'live').secret })).status).toBe(401)
    })
    more(running)
  })
}

/** The read is answered once the service has consumed the key, which was in the topic before it was started. */
function itAnswersTheKey(running: () => Alone, read: string): void {
  it('answers the key that was in the topic before', () =>
    eventually(async () => expect((await running().call(read)).status).toBe(200)))
}

describe.skipIf(!isKafkaHere)('each service on PostgreSQL and Kafka, without the others', () => {
  beforeAll(prepare, 180_000)
  afterAll(async () => {
    await log?.close()
    await servers?.stop()
  })

  describeAlone('feedback', 'GET /v1/surveys', (running) => {
    itAnswersTheKey(running, 'GET /v1/surveys')
    takesASurvey(running)
  })

  describeAlone('journey', 'GET /v1/journeys', (running) => {
    itAnswersTheKey(running, 'GET /v1/journeys')
    it('publishes a journey', async () => {
      const steps = { end: { type: 'exit', outcome: 'welcomed' } }
      const entry = { triggers: [{ type: 'event', event: 'Bestellung bestätigt' }] }
      const body = { schema: 'polyphon.journey/1', class: 'service', entry, start: 'end', steps }
      expect((await running().call('PUT /v1/journeys/willkommen', { body })).status).toBe(201)
      expect((await running().call('GET /v1/journeys/willkommen')).body).toMatchObject({ version: 1 })
    })
  })

  describeAlone('messaging', 'GET /v1/templates', (running) => {
    itAnswersTheKey(running, 'GET /v1/templates')
    it('sends a mail to an address', async () => {
      const text = { subject: 'Grüße aus dem Hofladen', body: 'Ihr Päckchen ist unterwegs.' }
      const template = { channel: 'email', fallbackLocale: 'de', variables: [], locales: { de: text } }
      expect((await running().call('PUT /v1/templates/unterwegs', { body: template })).status).toBe(201)
      const to = { channel: 'email', address: 'jörg@example.test' }
      const body = { to, template: { key: 'unterwegs' }, class: 'transactional', topic: 'bestellung' }
      const headers = { 'idempotency-key': 'bestellung-50314' }
      const sent = await running().call('POST /v1/messages', { body, headers })
      expect(sent.status, sent.text).toBe(202)
      await eventually(async () =>
        expect((await running().call(`GET /v1/messages/${sent.body.id}`)).body.delivery).toBe('sent'),
      )
      expect(readdirSync(home.mailFolder)).toContain(`${sent.body.id}.eml`)
    })
  })

  describeAlone('analytics', 'GET /v1/metrics', (running) => {
    itAnswersTheKey(running, 'GET /v1/metrics')
    it('counts what a foreign program publishes', async () => {
      const profileId = randomUUID()
      const data = { profileId, messageId: 'kasse-1', name: 'Bestellung bestätigt' }
      await log.publish('profile.interaction_recorded.v1', { workspace, about: profileId, data })
      await eventually(async () => {
        const { groups } = (await running().call('GET /v1/metrics/interactions.count')).body
        expect(groups).toMatchObject([{ value: 1 }])
      })
    })
  })

  describeAlone('profile', 'GET /v1/profiles?identifier=user_id:änne', (running) => {
    it('makes a workspace, and knows a person in it', async () => {
      const settings = { mode: 'live', timeZone: 'Europe/Berlin', locale: 'de', defaultRegion: 'DE' }
      const body = { key: 'bergstiefel', name: 'Bergstiefel', ...settings }
      const made = await running().call('POST /v1/workspaces', { body, key: home.secrets().adminToken })
      expect(made.status, made.text).toBe(201)
      const key = made.body.secretKey.secret
      const traits = { email: 'änne@example.test', firstName: 'Änne' }
      const known = await running().call('POST /v1/identify', { body: { userId: 'änne', traits }, key })
      expect(known.status, known.text).toBe(200)
      await eventually(async () => {
        const { body: found } = await running().call('GET /v1/profiles?identifier=user_id:änne', { key })
        expect(found.items).toMatchObject([{ traits }])
      })
    })
  })
})

/** The whole life of a survey with nobody there but feedback. */
function takesASurvey(running: () => Alone): void {
  const profileId = randomUUID()
  const ending = { de: 'Schönen Dank!', en: 'Thank you!' }
  let records: readonly PlainRecord[]
  const publishedOf = (type: string) =>
    records.filter(({ headers, key }) => headers['ce_type'] === type && key.includes(workspace))
  beforeAll(async () => {
    records = await log.listen(['polyphon.feedback', 'polyphon.feedback.definitions'])
  })

  it('takes a survey, and publishes its event', async () => {
    const text = { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' }
    const score = { id: 'score', kind: 'csat', text, scale: { min: 1, max: 5 }, required: true }
    const why = { id: 'why', kind: 'text', text: { de: 'Warum?', en: 'Why?' } }
    const body = { title: { de: 'Ihre Lieferung', en: 'Your delivery' }, questions: [score, why], ending }
    const put = await running().call('PUT /v1/surveys/lieferung', { body })
    expect(put.status, put.text).toBe(201)
    await eventually(() => expect(publishedOf('feedback.survey_published.v1')).toHaveLength(1))
  })

  it('takes an answer that is handed in, and publishes its event', async () => {
    const answers = { score: 2, why: 'Drei Tage zu spät – schade!' }
    const body = { survey: 'lieferung', answers, properties: { late: true }, complete: true }
    const given = await running().call('POST /v1/answers', { body })
    expect([given.status, given.body.ending]).toEqual([201, ending.de])
    const texts = [{ question: 'why', text: answers.why }]
    const scores = [{ question: 'score', value: answers.score }]
    expect((await running().call(`GET /v1/answers/${given.body.id}`)).body).toMatchObject({ scores, texts })
    const record = await eventually(() => {
      const found = publishedOf('feedback.feedback_given.v1')[0]
      if (found?.value == null) throw new Error('Nothing was published yet.')
      return { ...found, data: JSON.parse(found.value) }
    })
    expect(record.key).toBe(`${workspace}:${given.body.id}`)
    expect(record.data).toMatchObject({ answerId: given.body.id, scores, texts, complete: true })
  })

  it('asks a person whom somebody else made known, who answers by the link alone', async () => {
    const people = 'polyphon.profile.people'
    const person = { profileId, locale: 'en', absorbedIds: [] }
    await log.publish('profile.changed.v1', { workspace, about: profileId, topic: people, data: person })
    await eventually(async () => expect(await log.lag('feedback.people', [people])).toBe(0))
    const invited = await running().call('POST /v1/surveys/lieferung/invitations', { body: { profileId } })
    expect(invited.body, invited.text).toMatchObject({ decision: 'asked' })
    const link = `/v1/invitations/${invited.body.url.split('/').at(-1)}`
    const opened = await running().call(`GET ${link}`, { key: null })
    expect([opened.status, opened.body.survey.title]).toEqual([200, 'Your delivery'])
    const body = { answers: { score: 5 }, complete: true }
    expect((await running().call(`POST ${link}`, { body, key: null })).status).toBe(201)
    await eventually(() =>
      expect(publishedOf('feedback.feedback_given.v1').at(-1)?.key).toBe(`${workspace}:${profileId}`),
    )
    expect((await running().call(`POST ${link}`, { body, key: null })).body.code).toBe('invitation_used')
    expect(publishedOf('feedback.feedback_requested.v1')).toHaveLength(1)
  })
}
