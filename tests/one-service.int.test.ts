import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type ComposedStack, openHome, startComposed } from '@polyphon/local-stack'
import { caller, eventually, makeApiKey } from '@polyphon/testkit'
import { freePortBase } from '@polyphon/toolchain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programOf } from './outside/blocks.js'
import { isKafkaHere, type OwnServers, startOwnServers } from './own-servers.js'
import { openPlainLog, type PlainLog } from './plain-log.js'
import { isPythonHere, runPython } from './python.js'
import type { ServiceName } from './stack.js'

// docs/one-service.md as it stands: feedback in a process of its own, with its own database and Kafka, and nothing else of ours.

const workspace = randomUUID()
const keyId = randomUUID()
const scopes = ['feedback:read', 'feedback:write']

let servers: OwnServers
let log: PlainLog
let env: Readonly<Record<string, string>>
let home: ReturnType<typeof openHome>
let admin: string
const stacks: ComposedStack[] = []

async function startAlone(service: ServiceName): Promise<string> {
  const stack = await startComposed({
    env,
    home,
    only: [service],
    replicas: {},
    progress: () => undefined,
    onExit: () => undefined,
  })
  stacks.push(stack)
  return stack.urls[service] ?? ''
}

describe.skipIf(!isKafkaHere)('feedback that stands alone', () => {
  let feedback: string
  /** The secret that the guide's lines were given, taken from what they print. */
  let secret = ''
  beforeAll(async () => {
    servers = await startOwnServers()
    log = await openPlainLog(servers.brokers)
    env = {
      DATABASE_URL: servers.databaseUrl,
      KAFKA_BROKERS: servers.brokers,
      POLYPHON_PORT_BASE: String(await freePortBase()),
      POLYPHON_HOME: servers.folder,
    }
    home = openHome(env, servers.folder)
    feedback = await startAlone('feedback')
    admin = home.secrets().adminToken
    await eventually(async () => {
      const { status } = await fetch(`${feedback}/readyz`)
      if (status !== 200) throw new Error(`feedback is not ready: ${status}`)
    })
  })
  afterAll(async () => {
    for (const stack of stacks) await stack.close()
    await log?.close()
    await servers?.stop()
  })

  const statusWith = async (key: string): Promise<number> =>
    (await caller(feedback, key)('GET /v1/surveys/lieferung')).status
  const workspaceOfCall = { id: workspace, key: 'hofladen', name: 'Hofladen Größe & Söhne' }
  const put = (url: string, body: object) =>
    caller(url, admin)(`PUT /v1/access-keys/${keyId}`, {
      body: { workspace: workspaceOfCall, kind: 'secret', ...body },
    })

  it.runIf(isPythonHere())(
    'gets a workspace and a key, takes a survey and an answer, and its event is read off the topic',
    () => {
      const script = `${programOf('docs/one-service.md', 'sh')}\necho "$key"\n`
      const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: join(import.meta.dirname, '..'),
        encoding: 'utf8',
        env: { ...process.env, feedback, admin, workspace, key_id: keyId, brokers: servers.brokers },
      })
      expect(status, stderr).toBe(0)
      const [key = ''] = stdout.trim().split('\n').toReversed()
      // The answers of curl end without a line break.
      const line = stdout.slice(stdout.lastIndexOf('{"id": '), stdout.lastIndexOf(key))
      secret = key
      expect(JSON.parse(line)).toMatchObject({
        type: 'feedback.feedback_given.v1',
        key: expect.stringMatching(new RegExp(`^${workspace}:`)),
        data: { survey: 'lieferung', profileId: null, complete: true, scores: [{ value: 5 }] },
      })
      expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toEqual({ handled: 1 })
    },
    60_000,
  )

  it('answers the secret as long as nobody else says what the key is', async () => {
    if (secret === '') secret = makeApiKey(keyId, 'secret', 'live').secret
    expect((await put(feedback, { secret })).status).toBeLessThan(300)
    await eventually(async () => expect([200, 404]).toContain(await statusWith(secret)))
    expect((await put(feedback, { secret })).status).toBe(200)
  })

  it('follows what profile publishes later, and no call brings back what was before', async () => {
    const later = makeApiKey(keyId, 'secret', 'live')
    const { hash } = later
    const key = { keyId, kind: 'secret', hash, scopes, origins: [], expiresAt: null, revokedAt: null }
    await log.publish('profile.key_changed.v1', { workspace, about: `key:${keyId}`, data: key })
    await eventually(async () => expect(await statusWith(secret)).toBe(401))
    await eventually(async () => expect([200, 404]).toContain(await statusWith(later.secret)))
    const former = await put(feedback, { secret })
    expect([former.status, former.body.code]).toEqual([409, 'key_differs'])
    // The very record again, as after a reset of offsets.
    await log.publish('profile.key_changed.v1', { workspace, about: `key:${keyId}`, data: key })
    await eventually(async () => expect(await log.lag('feedback.workspaces', ['polyphon.profile.workspaces'])).toBe(0))
    expect([await statusWith(secret), [200, 404].includes(await statusWith(later.secret))]).toEqual([401, true])
    secret = later.secret
  })

  it.runIf(isPythonHere())(
    'publishes what it could not process as the document says, as everything else that lies in the topics',
    async () => {
      const people = 'polyphon.profile.people'
      const headers = {
        ce_specversion: '1.0',
        ce_id: randomUUID(),
        ce_source: '/somebody',
        ce_type: 'profile.changed.v1',
        ce_time: new Date().toISOString(),
        ce_workspace: workspace,
        'content-type': 'application/json',
      }
      await log.send({ topic: people, key: `${workspace}:${randomUUID()}`, headers, value: '{"profileId":"Größe' })
      const dead = await log.listen(['polyphon.feedback.dead'])
      const [letter] = await eventually(() => {
        expect(dead.length).toBeGreaterThan(0)
        return dead
      })
      expect(letter?.headers['ce_type']).toBe('feedback.record_refused.v1')
      const data = JSON.parse(letter?.value ?? '')
      expect(data).toMatchObject({ consumerGroup: 'feedback.people', topic: people, payload: '{"profileId":"Größe' })
      expect(letter?.key).toBe(`none:${data.deadLetterId}`)

      const reader = runPython('check_topics.py', servers.brokers)
      expect(await reader.ended).toBe(1)
      const { types, problems } = JSON.parse(reader.output().trim().split('\n').at(-1) ?? '')
      expect(types).toMatchObject({ 'feedback.record_refused.v1': 1, 'feedback.feedback_given.v1': 1 })
      // Only what was sent broken here.
      expect(problems.filter((problem: string) => !problem.startsWith(`${people}[`))).toEqual([])
    },
    60_000,
  )

  it.runIf(isPythonHere())(
    'is read again by the lines of the guide to that',
    () => {
      const script = programOf('docs/replay.md', 'sh')
      const store = join(servers.folder, 'answers.db')
      const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: join(import.meta.dirname, '..'),
        encoding: 'utf8',
        env: { ...process.env, feedback, admin, brokers: servers.brokers, group: `replay-${workspace}`, store },
      })
      expect(status, stderr).toBe(0)
      const counts = stderr.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
      expect(counts).toEqual([{ handled: 1 }, { seen_before: 1 }, { handled: 1 }])
      expect(stdout).toMatch(/^polyphon\.feedback\/0 goes on at 0$/m)
      expect(stdout.match(/"type": "feedback\.feedback_given\.v1"/g)).toHaveLength(1)
      expect(stdout.match(/"type": "feedback\.survey_published\.v1"/g)).toHaveLength(1)
      expect(stdout).toMatch(/^feedback would read polyphon\.profile\.people again:$/m)
      expect(stdout).toMatch(/^feedback reads polyphon\.profile\.people again:$/m)
      expect(stdout).toContain('"errorCode":"malformed"')
      expect(stdout).toContain('"code":"redrive_failed"')
    },
    180_000,
  )

  it('belongs to profile once the same is put there', async () => {
    const profile = await startAlone('profile')
    const made = await put(profile, { secret, scopes })
    expect([made.status, made.body.keptBy], made.text).toEqual([201, 'profile'])
    const again = await put(profile, { secret, scopes })
    expect([again.status, again.body.keptBy]).toEqual([200, 'profile'])
    const { body } = await caller(profile, admin)('POST /v1/workspaces', {
      body: { key: 'hofladen', name: 'Noch einer' },
    })
    expect(body.code).toBe('workspace_key_taken')
    await eventually(async () => {
      const renamed = await put(feedback, { workspace: { id: workspace, name: 'Anders' } })
      expect([renamed.status, renamed.body.code]).toEqual([409, 'workspace_differs'])
    })
    expect([200, 404]).toContain(await statusWith(secret))
  })
})
