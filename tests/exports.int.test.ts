import { randomUUID } from 'node:crypto'
import { caller, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { type Everything, makeEverything } from './api/everything.js'
import { SERVICES, startTestStack, type TestStack } from './stack.js'

/** Stands in everything that is kept of the person. */
const WORD = 'waldkauz'
const OTHERS = 'rohrdommel'

let stack: TestStack
let person: Everything
beforeAll(async () => {
  stack = await startTestStack()
  person = await makeEverything(stack, stack.workspace, WORD)
  await makeEverything(stack, stack.other, OTHERS)
}, 240_000)
afterAll(() => stack?.close())

const mine: TestStack['workspace']['call'] = (...call) => stack.workspace.call(...call)
const request = (body: object) => mine('profile', 'POST /v1/privacy/exports', { body })

async function ready(exportId: string) {
  return eventually(
    async () => {
      const { body } = await mine('profile', `GET /v1/privacy/exports/${exportId}`)
      expect(body).toMatchObject({ state: 'succeeded', progress: { done: 5, total: 5 } })
      return body
    },
    { timeoutMs: 60_000 },
  )
}

async function unzip(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk)
    files.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
  }
  return files
}

async function fetchArchive(exportId: string) {
  const url = `${stack.url('profile')}/v1/privacy/exports/${exportId}/archive`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${stack.workspace.secretKey}` } })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

describe('an export of everything about a person', () => {
  it('holds what each of the five services keeps, with an index in German and English, and is fetched once', async () => {
    const requested = await request({ identifier: { type: 'E-Mail', value: person.address.toUpperCase() } })
    expect(requested.status).toBe(202)
    expect(requested.body).toMatchObject({ kind: 'export.person', profileId: person.profileId })
    const exportId: string = requested.body.jobId
    const job = await ready(exportId)
    expect(job.parts.map(({ service }: { service: string }) => service)).toEqual([...SERVICES])
    expect(job.parts.filter(({ isBehind }: { isBehind: boolean }) => isBehind)).toEqual([])

    const other = await stack.other.call('profile', `GET ${new URL(job.archive.href, 'http://x').pathname}`)
    expect([other.status, other.body.code]).toEqual([404, 'export_unknown'])

    const { status, headers, bytes } = await fetchArchive(exportId)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/zip'])
    const files = await unzip(bytes)
    expect([...files.keys()].toSorted()).toEqual(
      ['index.de.html', 'index.en.html', 'index.json', ...SERVICES.map((service) => `${service}.json`)].toSorted(),
    )
    for (const service of SERVICES) {
      const part = JSON.parse(files.get(`${service}.json`) ?? '')
      const counts = Object.fromEntries(
        Object.entries<unknown[]>(part.tables).map(([table, rows]) => [table, rows.length]),
      )
      expect(counts).toEqual(job.parts.find((each: { service: string }) => each.service === service).counts)
      expect([service, files.get(`${service}.json`)]).toEqual([service, expect.stringContaining(person.profileId)])
      expect(files.get(`${service}.json`)).not.toContain(OTHERS)
    }
    const tables = (service: string) => JSON.parse(files.get(`${service}.json`) ?? '').tables
    expect(tables('profile').profile).toMatchObject([
      { profile_id: person.profileId, traits: { firstName: `Änne ${WORD}` } },
    ])
    expect(tables('profile').interaction).toHaveLength(1)
    expect(tables('journey').run.length).toBeGreaterThan(0)
    expect(tables('messaging').message.length).toBeGreaterThan(0)
    expect(tables('feedback').answer.length).toBeGreaterThan(0)
    expect(tables('analytics').fact.length).toBeGreaterThan(0)
    // What opens something is nothing to the person.
    expect(tables('messaging').unsubscribe_link[0]).not.toHaveProperty('token_hash')
    expect(files.get('index.de.html')).toContain('Nachrichten, womit sie gefüllt wurden und was aus ihnen wurde')
    expect(files.get('index.de.html')).toContain('Die Versanddienste')
    expect(files.get('index.en.html')).toContain('What somebody answered')
    expect(JSON.parse(files.get('index.json') ?? '').services).toHaveLength(5)

    await eventually(async () => {
      const again = await mine('profile', `GET /v1/privacy/exports/${exportId}/archive`)
      expect([again.status, again.body.code]).toEqual([410, 'export_fetched'])
    })
    const after = await mine('profile', `GET /v1/privacy/exports/${exportId}`)
    expect(after.body.fetchedAt).toBeDefined()
    expect(after.body.archive).toBeUndefined()
  }, 120_000)

  it('is given to a person of a fresh token, about themselves alone', async () => {
    const issued = await mine('profile', 'POST /v1/person-tokens', { body: { userId: person.userId } })
    const scopes = ['profile:read', 'profile:write']
    const { body: key } = await mine('profile', 'POST /v1/keys', { body: { kind: 'publishable', scopes } })
    const headers = { 'polyphon-person': issued.body.token }
    const self = caller(stack.url('profile'), key.secret)
    const requested = await self('POST /v1/privacy/exports', { headers, body: {} })
    expect([requested.status, requested.body.profileId]).toEqual([202, person.profileId])
    const none = await self('POST /v1/privacy/exports', { body: {} })
    expect([none.status, none.body.code]).toEqual([403, 'person_token_required'])

    const stranger = await mine('profile', `PUT /v1/profiles/by/user_id/fremd-${WORD}`, { body: { traits: {} } })
    const about = await self('POST /v1/privacy/exports', { headers, body: { profileId: stranger.body.id } })
    expect([about.status, about.body.code]).toEqual([403, 'not_own_profile'])
    const others = await request({ profileId: stranger.body.id })
    const seen = await self(`GET /v1/privacy/exports/${others.body.jobId}`, { headers })
    expect([seen.status, seen.body.code]).toEqual([404, 'export_unknown'])

    await ready(requested.body.jobId)
    const fetched = await self(`GET /v1/privacy/exports/${requested.body.jobId}/archive`, { headers })
    expect(fetched.status).toBe(200)
  }, 120_000)

  it('is requested of one person, who is known', async () => {
    const neither = await request({})
    expect([neither.status, neither.body.code]).toEqual([422, 'person_not_named'])
    expect(neither.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/body/profileId',
      '/body/identifier',
    ])
    const both = await request({ profileId: person.profileId, identifier: { type: 'email', value: person.address } })
    expect([both.status, both.body.code]).toEqual([422, 'person_not_named'])
    const unknown = await request({ profileId: randomUUID() })
    expect([unknown.status, unknown.body.code]).toEqual([404, 'profile_unknown'])
    const nobody = await request({ identifier: { type: 'email', value: 'nobody@example.test' } })
    expect([nobody.status, nobody.body.code]).toEqual([404, 'profile_unknown'])
    const senseless = await request({ identifier: { type: 'email', value: 'kein @' } })
    expect([senseless.status, senseless.body.code]).toEqual([422, 'identifier_invalid'])
  })

  it('goes with the person', async () => {
    const made = await mine('profile', `PUT /v1/profiles/by/user_id/vergessen-${WORD}`, { body: { traits: {} } })
    const requested = await request({ profileId: made.body.id })
    await ready(requested.body.jobId)
    const erased = await mine('profile', 'POST /v1/privacy/erasures', {
      headers: { 'idempotency-key': randomUUID() },
      body: { profileId: made.body.id, mode: 'erase', reason: 'Wunsch vom 30. November' },
    })
    expect(erased.status, erased.text).toBe(202)
    await eventually(
      async () => {
        const gone = await mine('profile', `GET /v1/privacy/exports/${requested.body.jobId}/archive`)
        expect([gone.status, gone.body?.code]).toEqual([404, 'export_unknown'])
      },
      { timeoutMs: 30_000 },
    )
  }, 90_000)
})
