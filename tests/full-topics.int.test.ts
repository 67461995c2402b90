import { randomUUID } from 'node:crypto'
import { type ComposedStack, type LocalFacts, makeWorkspace, openHome, startComposed } from '@polyphon/local-stack'
import { type Call, caller, eventually, type FreshDatabase, freshDatabase, makeApiKey } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf, reference } from './demo-numbers.js'
import { type LocalHome, makeHome } from './local-process.js'
import { isKafkaHere, type OwnServers, startOwnServers } from './own-servers.js'
import { openPlainLog, type PlainLog, recordOf } from './plain-log.js'
import { isPythonHere, type PythonProcess, runPython } from './python.js'
import { SERVICES, type ServiceName } from './stack.js'

// The five services as processes over one Kafka, in which the demo has been played before anything here is asked.
let servers: OwnServers
let log: PlainLog
let home: LocalHome
let stack: ComposedStack
let workspace = ''
let demo: Readonly<Record<string, number>>
/** For the analytics that comes late. */
let empty: FreshDatabase
const deaths: string[] = []
const keyId = randomUUID()
const { secret, hash } = makeApiKey(keyId, 'secret', 'live')

async function prepare(): Promise<void> {
  servers = await startOwnServers()
  log = await openPlainLog(servers.brokers)
  home = await makeHome()
  empty = await freshDatabase()
  const env = { ...home.env, DATABASE_URL: servers.databaseUrl, KAFKA_BROKERS: servers.brokers }
  const kept = openHome(env, servers.folder)
  const onExit = ({ service }: { readonly service: string }, how: string): void =>
    void deaths.push(`${service}: ${how}`)
  stack = await startComposed({ env, home: kept, replicas: {}, progress: () => undefined, onExit })
  // The demo finds the running stack by these facts, and makes a workspace of its own in it.
  const { urls: services, adminToken } = stack
  const unused = { workspace: '', publishableKey: '', secretKey: '' }
  kept.writeFacts({ services, adminToken, mailFolder: kept.mailFolder, ...unused })
  const demonstration = home.run('demo/main.ts', ['--json'])
  expect(await demonstration.ended, demonstration.output()).toBe(0)
  demo = numbersOf(demonstration)
  workspace = await workspaceOfDemo()
  await giveKey()
}

/** The workspace that the demo has made, as the topic holds it. */
async function workspaceOfDemo(): Promise<string> {
  const records = await log.listen(['polyphon.profile.workspaces'])
  return eventually(() => {
    const made = records.find(({ headers }) => headers['ce_type'] === 'profile.workspace_changed.v1')
    if (made === undefined) throw new Error('No workspace was published.')
    return made.key
  })
}

/** A key for the workspace of the demo, whose own ones the demo keeps to itself; published as profile would. */
async function giveKey(): Promise<void> {
  const scopes = SERVICES.flatMap((name) => [`${name}:read`, `${name}:write`])
  const data = { keyId, kind: 'secret', hash, scopes, origins: [] }
  await log.publish('profile.key_changed.v1', { workspace, about: `key:${keyId}`, data })
}

const askAnalytics = (operation: string): Promise<Call> => caller(stack.urls['analytics'] ?? '', secret)(operation)

const processOf = (service: ServiceName) => {
  const found = stack.processes.find((process) => process.service === service)
  if (found === undefined) throw new Error(`There is no process of ${service}.`)
  return found
}

describe.skipIf(!isKafkaHere)('topics that the demo has filled, with each service in a process of its own', () => {
  beforeAll(prepare, 300_000)
  afterAll(async () => {
    await stack?.close()
    await empty?.drop()
    await log?.close()
    await servers?.stop()
    home?.remove()
    if (deaths.length > 0) throw new Error(`Processes have died: ${deaths.join(', ')}`)
  })

  it('hold the numbers of the embedded stack', () => expect(demo).toMatchObject(reference))

  describe('analytics that starts when the topics are full', () => comesLate())
  describe.skipIf(!isPythonHere())('a foreign program instead of messaging', () => replacesMessaging())
  describe.skipIf(!isPythonHere())('a reader in another language', () => readsEverything())
})

const facts = ['profile', 'journey', 'messaging', 'feedback'].map((name) => `polyphon.${name}`)
const groups = {
  'analytics.facts': facts,
  'analytics.people': ['polyphon.profile.people'],
  'analytics.workspaces': ['polyphon.profile.workspaces'],
}

const questions = [
  'GET /v1/events/counts?by=type',
  'GET /v1/metrics/persons.count',
  'GET /v1/metrics/interactions.count?by=kind',
  'GET /v1/metrics/messages.count?by=channel,locale',
  'GET /v1/metrics/messages.delivered_share',
  'GET /v1/metrics/answers.count?by=survey',
  'GET /v1/metrics/score.mean?where=question:score',
  'GET /v1/metrics/score.mean?by=property.late,locale',
  'GET /v1/metrics/score.top2_share?where=question:score',
  'GET /v1/metrics/score.distribution?where=question:score&every=P1M',
  'GET /v1/metrics/csat?where=question:score',
]

async function answersOfAnalytics(): Promise<readonly unknown[]> {
  const answers = await Promise.all(questions.map((question) => askAnalytics(question)))
  for (const [index, { status, text }] of answers.entries()) expect(status, `${questions[index]}: ${text}`).toBe(200)
  return answers.map(({ body }, index) => ({ question: questions[index], body }))
}

function comesLate(): void {
  let always: readonly unknown[]
  beforeAll(async () => {
    await log.untilQuiet()
    always = await eventually(answersOfAnalytics)
    const analytics = processOf('analytics')
    await analytics.stop()
    // What a service that never ran would find: no offset in the log, and a database without a table.
    await log.admin.deleteGroups(Object.keys(groups))
    await analytics.start({ DATABASE_URL: empty.url, MIGRATION_DATABASE_URL: empty.ownerUrl })
  })

  it('has every number of one that always ran', async () => {
    await eventually(async () => {
      for (const [group, topics] of Object.entries(groups)) expect(await log.lag(group, topics), group).toBe(0)
    })
    expect(await answersOfAnalytics()).toEqual(always)
  })
}

/** Journey and profile work on, messaging is gone; what it would do a program does that has read the document. */
function replacesMessaging(): void {
  let shop: LocalFacts
  let carrier: PythonProcess
  const person = { userId: 'änne-weiß', traits: { email: 'änne@example.test', firstName: 'Änne' } }
  const ask = (service: 'profile' | 'journey', operation: string, body?: object): Promise<Call> =>
    caller(stack.urls[service] ?? '', shop.secretKey)(operation, body === undefined ? {} : { body })
  const theRun = async () => {
    const { items } = (await ask('journey', 'GET /v1/journeys/dank/runs')).body
    expect(items).toHaveLength(1)
    return (await ask('journey', `GET /v1/runs/${items[0].id}`)).body
  }
  beforeAll(async () => {
    shop = await makeWorkspace({ ...stack, mailFolder: '' }, { key: 'hofladen', name: 'Hofladen' })
    await processOf('messaging').stop()
    const send = (template: string, next: string) => ({
      type: 'send',
      template,
      topic: 'dank',
      channels: ['email'],
      next,
    })
    const steps = {
      thank: send('danke', 'offer'),
      offer: { ...send('nicht-vorhanden', 'offered'), onDrop: 'not-offered' },
      offered: { type: 'exit', outcome: 'offered' },
      'not-offered': { type: 'exit', outcome: 'not_offered' },
    }
    const entry = { triggers: [{ type: 'event', event: 'Bestellung erhalten' }] }
    const definition = { schema: 'polyphon.journey/1', class: 'service', entry, start: 'thank', steps }
    expect((await ask('journey', 'PUT /v1/journeys/dank', definition)).status).toBe(201)
  })
  afterAll(async () => {
    carrier?.child.kill('SIGTERM')
    expect(await carrier?.ended, carrier?.output()).toBe(0)
  })

  it('finds a run that waits for what nobody does', async () => {
    expect((await ask('profile', 'POST /v1/identify', person)).status).toBe(200)
    const event = { userId: person.userId, event: 'Bestellung erhalten', properties: { ort: 'Größenhain' } }
    expect((await ask('profile', 'POST /v1/track', event)).status).toBe(200)
    await eventually(async () => expect(await theRun()).toMatchObject({ status: 'running', step: 'thank' }))
    expect((await fetch(`${stack.urls['messaging']}/readyz`).catch(() => null))?.status).toBeUndefined()
  })

  it('carries out the orders, and the run goes on', async () => {
    carrier = runPython('carrier.py', servers.brokers, ['danke,willkommen'])
    const run = await eventually(async () => {
      const now = await theRun()
      expect(now, carrier.output()).toMatchObject({ status: 'ended', outcome: 'not_offered' })
      return now
    })
    const trace = run.trace.map(({ step, what }: { step: string | null; what: string }) => `${step} ${what}`)
    expect(trace).toEqual(
      expect.arrayContaining(['thank message_planned', 'thank message_sent', 'offer message_dropped']),
    )
  })

  it('is counted like any other', () =>
    eventually(async () => {
      const { body } = await caller(stack.urls['analytics'] ?? '', shop.secretKey)('GET /v1/metrics/messages.count')
      expect(body.groups).toMatchObject([{ value: 1 }])
    }))
}

/** A reader of all topics that knows the document alone, and not a line of ours. */
function readsEverything(): void {
  const check = async () => {
    const reader = runPython('check_topics.py', servers.brokers)
    const code = await reader.ended
    return { code, output: reader.output(), report: JSON.parse(reader.output().trim().split('\n').at(-1) ?? '') }
  }

  it('finds that every record keeps the contract', async () => {
    const { code, output, report } = await check()
    expect(code, output).toBe(0)
    expect(report.problems).toEqual([])
    expect(report.types).toMatchObject({
      'profile.workspace_changed.v1': 2,
      'journey.feedback_planned.v1': reference.messagesSent,
      'journey.message_planned.v1': 2,
      // One of them is the foreign program's.
      'messaging.message_sent.v1': reference.messagesSent + 1,
      'feedback.feedback_given.v1': reference.answers,
    })
    process.stdout.write(`${report.records} records of ${Object.keys(report.types).length} types keep the contract.\n`)
  })

  it('finds the records that break it', async () => {
    const profileId = randomUUID()
    const about = { workspace, about: profileId }
    const good = recordOf('feedback.feedback_given.v1', { ...about, data: { profileId } })
    const { ce_id: _id, ...headers } = good.headers
    const bad = {
      "headers $: 'ce_id' is a required property": { ...good, headers },
      'payload $.complete: ': { ...good, value: JSON.stringify({ ...JSON.parse(good.value ?? ''), complete: 'ja' }) },
      'payload $.occurredAt: ': {
        ...good,
        value: JSON.stringify({ ...JSON.parse(good.value ?? ''), occurredAt: '22.11.2026' }),
      },
      'the value is not JSON': { ...good, value: '{"score":' },
      'only a compacted topic may hold a record without a value': { ...good, value: null },
      'the key is neither <workspace> nor <workspace>:<id>': { ...good, key: profileId },
      'the type feedback.feedback_given.v1 is not one of this topic': { ...good, topic: 'polyphon.journey' },
    }
    for (const record of Object.values(bad)) await log.send(record)
    const { code, report } = await check()
    expect(code).toBe(1)
    for (const problem of Object.keys(bad)) expect(report.problems).toContainEqual(expect.stringContaining(problem))
  })
}
