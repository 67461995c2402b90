import {
  erasureRequested,
  identifierForgotten,
  isAbsorbed,
  privacy,
  profileChanged,
  topicNames,
} from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyed, REASON, startErasing } from './erasing.js'
import type { Profile } from './harness.js'

let profile: Profile
let owner: pg.Client
let request: Awaited<ReturnType<typeof startErasing>>['request']
let close: () => Promise<void>
beforeAll(async () => {
  ;({ profile, owner, request, close } = await startErasing())
})
afterAll(() => close())

const track = (userId: string, more: object = {}, key?: string) =>
  profile.call('POST /v1/track', {
    body: { userId, event: 'Order Completed', properties: { note: `canary-${userId}` }, ...more },
    ...(key === undefined ? {} : { key }),
  })

async function newPerson(userId: string): Promise<string> {
  const { body } = await profile.call(`PUT /v1/profiles/by/user_id/${userId}`, {
    body: { traits: { email: `${userId}@example.test`, firstName: `canary-${userId}` } },
  })
  await track(userId)
  return body.id
}

/** Every row of every table in which a text stands, the outbox and what was published lately among them. */
async function findAnywhere(text: string): Promise<readonly string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await owner.query(`select from ${name} t where position(lower($1) in lower(t::text)) > 0`, [
      text,
    ])
    if ((rowCount ?? 0) > 0) found.push(name)
  }
  return found
}

const ended = (requestId: string) =>
  eventually(async () => {
    const { body } = await profile.call(`GET /v1/privacy/erasures/${requestId}`)
    expect(body.receipts.map(({ service }: { service: string }) => service)).toContain('profile')
    return body
  })

describe('somebody who is erased', () => {
  it('is nobody from the answer on, and nothing of them is left anywhere', async () => {
    const id = await newPerson('anna')
    const { status, body } = await request({ profileId: id })
    expect(status).toBe(202)
    expect(body).toMatchObject({ kind: 'erasure', state: 'running', profileId: id, mode: 'erase', reason: REASON })
    expect((await profile.call(`GET /v1/profiles/${id}`)).status).toBe(404)
    expect((await profile.call('GET /v1/profiles?identifier=user_id:anna')).body.items ?? []).toEqual([])
    const erasure = await ended(body.jobId)
    const [receipt] = erasure.receipts
    expect(receipt.counts).toMatchObject({ interaction: 1 })
    expect(new Date(receipt.logUntil).getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    await eventually(async () => expect(await findAnywhere('canary-anna')).toEqual([]))
    expect(await findAnywhere('anna@example.test')).toEqual([])
    const [published] = await profile.waitFor(erasureRequested, 1, ({ data }) => data.profileId === id)
    expect(published?.data.identifierHashes).toHaveLength(2)
    expect(JSON.stringify(published?.data)).not.toContain('anna')
  })

  it('says so behind their last snapshot in the topic of people, where former ids lead nowhere any more', async () => {
    const [survivor, absorbed] = [await newPerson('bela'), await newPerson('bela-2')]
    await profile.call(`POST /v1/profiles/${survivor}/merge`, { body: { absorbedId: absorbed, reason: 'same' } })
    const { body } = await request({ profileId: absorbed })
    expect(body.profileId).toBe(survivor)
    const [published] = await profile.waitFor(erasureRequested, 1, ({ data }) => data.profileId === survivor)
    expect(published?.data.absorbedIds).toEqual([absorbed])
    await ended(body.jobId)
    const again = await request({ profileId: absorbed })
    expect(again.body.jobId).toBe(body.jobId)
  })

  it('is removed from what is read of people as they change', async () => {
    const id = await newPerson('olga')
    const { body } = await request({ profileId: id })
    await ended(body.jobId)
    await eventually(async () => {
      const { text } = await profile.call('GET /v1/profiles', { headers: { accept: 'application/x-ndjson' } })
      const lines = text.split('\n').filter((line) => line.includes(id))
      expect(lines.map((line) => JSON.parse(line))).toEqual([{ id, removed: 'erased' }])
    })
  })

  it('is counted on without their name where they are anonymised', async () => {
    const id = await newPerson('cora')
    const { body } = await request({ identifier: { type: 'email', value: 'CORA@example.test' }, mode: 'anonymise' })
    expect(body.profileId).toBe(id)
    const before = await owner.query('select count(*)::int as count from interaction')
    await ended(body.jobId)
    const after = await owner.query('select count(*)::int as count from interaction')
    expect(after.rows).toEqual(before.rows)
    await eventually(async () => expect(await findAnywhere('canary-cora')).toEqual([]))
  })

  it('is found by another one of the same address, who keeps it', async () => {
    const first = await newPerson('dora')
    await track('doris', { context: { traits: { email: 'dora@example.test' } } })
    const shared = await request({ identifier: { type: 'email', value: 'dora@example.test' } })
    if (shared.status === 409) expect(shared.body.code).toBe('identifier_shared')
    const { body } = await request({ profileId: first })
    await ended(body.jobId)
    expect((await track('doris')).status).toBe(200)
  })
})

describe('what comes later', () => {
  it('of before is refused and listed, and nobody is made of it', async () => {
    const id = await newPerson('emil')
    const before = new Date(Date.now() - 1_000).toISOString()
    await request({ profileId: id })
    const messageId = uuidv7()
    const late = await profile.call('POST /v1/batch', {
      body: {
        batch: [
          { type: 'track', userId: 'emil', event: 'Order Completed', timestamp: before, messageId },
          { type: 'track', userId: 'emils-neighbour', event: 'Order Completed', timestamp: before },
        ],
      },
    })
    expect(late.status).toBe(200)
    expect(late.body.rejected).toMatchObject([{ messageId, code: 'person_forgotten' }])
    const listed = await eventually(async () => {
      const { body } = await profile.call('GET /v1/rejected-events')
      const found = body.items.find((item: { messageId: string }) => item.messageId === messageId)
      expect(found).toMatchObject({ code: 'person_forgotten' })
      return found
    })
    expect(listed).toBeDefined()
    const { rows } = await owner.query("select from identifier where value = 'emil'")
    expect(rows).toEqual([])
    const found = await profile.call('GET /v1/profiles?identifier=user_id:emils-neighbour')
    expect(found.body.items).toHaveLength(1)
  })

  it('from a page is refused while the log may hold something, and from the firm makes a new person', async () => {
    const id = await newPerson('frida')
    await request({ profileId: id })
    const fromPage = await track(
      'frida',
      { timestamp: new Date(Date.now() + 60_000).toISOString() },
      profile.workspace.publishableKey,
    )
    expect(fromPage.body.errors).toMatchObject([{ code: 'person_forgotten' }])
    const { body } = await profile.call('PUT /v1/profiles/by/user_id/frida', { body: { traits: {} } })
    expect(body.id).not.toBe(id)
  })

  it('in a file is refused by its row until it is lifted', async () => {
    const id = await newPerson('gerd')
    await request({ profileId: id })
    const lines = [
      { identifiers: [{ type: 'user_id', value: 'gerd-2' }], traits: { email: 'gerd@example.test' } },
      { identifiers: [{ type: 'user_id', value: 'gerda' }], traits: {} },
    ]
    const sent = () =>
      profile.call('POST /v1/imports?kind=people', {
        body: lines.map((line) => JSON.stringify(line)).join('\n'),
        headers: { 'content-type': 'application/x-ndjson', ...keyed() },
      })
    const rowsOf = async (jobId: string) =>
      eventually(async () => {
        const { body } = await profile.call(`GET /v1/jobs/${jobId}`)
        expect(body.state).toBe('succeeded')
        return (await profile.call(`GET /v1/imports/${jobId}/rows?outcome=rejected`)).body.items
      })
    const first = await rowsOf((await sent()).body.jobId)
    expect(first).toMatchObject([{ line: 1, faults: [{ pointer: '/traits/email', code: 'person_forgotten' }] }])
    expect((await owner.query("select from identifier where value = 'gerd@example.test'")).rowCount).toBe(0)
    const lifted = await profile.call('POST /v1/privacy/forgotten/lift', {
      body: { identifiers: [{ type: 'email', value: 'gerd@example.test' }] },
    })
    expect(lifted.body).toEqual({ lifted: 1 })
    expect(await rowsOf((await sent()).body.jobId)).toEqual([])
  })

  it('of another service about them is taken by nobody', async () => {
    const id = await newPerson('hans')
    const { body } = await request({ profileId: id })
    await ended(body.jobId)
    const receipt = { requestId: body.jobId, profileId: id, counts: { message: 3 }, logUntil: new Date().toISOString() }
    await profile.publish(privacy.messaging.erased, profile.workspace.id, receipt)
    await eventually(async () => {
      const { body: now } = await profile.call(`GET /v1/privacy/erasures/${body.jobId}`)
      expect(now.progress).toEqual({ done: 2, total: 5 })
    })
  })
})

describe('a request', () => {
  it.each([
    ['nobody', { profileId: uuidv7() }, 404, 'profile_unknown'],
    ['an address of nobody', { identifier: { type: 'email', value: 'nobody@example.test' } }, 404, 'profile_unknown'],
    ['both', { profileId: uuidv7(), identifier: { type: 'email', value: 'a@example.test' } }, 422, 'person_not_named'],
    ['neither', {}, 422, 'person_not_named'],
    ['another mode', { profileId: uuidv7(), mode: 'hide' }, 400, undefined],
  ])('of %s is refused', async (_name, body, status, code) => {
    const answer = await request(body)
    expect(answer.status).toBe(status)
    if (code !== undefined) expect(answer.body.code).toBe(code)
  })

  it('needs an Idempotency-Key, and a reason that names nobody', async () => {
    const id = await newPerson('ida')
    const unkeyed = await profile.call('POST /v1/privacy/erasures', { body: { profileId: id, reason: REASON } })
    expect(unkeyed.status).toBe(400)
    const named = await request({ profileId: id, reason: 'ida@example.test asked' })
    expect(named.status).toBe(422)
    expect(named.body.errors).toMatchObject([{ pointer: '/body/reason', code: 'reason_names_person' }])
    const once = { profileId: id, reason: REASON }
    const headers = keyed('erase-ida')
    const [left, right] = await Promise.all([
      profile.call('POST /v1/privacy/erasures', { body: once, headers }),
      profile.call('POST /v1/privacy/erasures', { body: once, headers }),
    ])
    const ids = [left, right].flatMap(({ status, body }) => (status === 202 ? [body.jobId] : []))
    expect(new Set(ids).size).toBe(1)
  })

  it('of a person themself needs their token, and is about nobody else', async () => {
    const [id, other] = [await newPerson('mia'), await newPerson('nele')]
    const { body: issued } = await profile.call('POST /v1/person-tokens', { body: { profileId: id } })
    const asPerson = (body: object) =>
      profile.call('POST /v1/privacy/erasures', {
        key: profile.workspace.publishableKey,
        headers: { ...keyed(), 'polyphon-person': issued.token },
        body: { reason: REASON, ...body },
      })
    const foreign = await asPerson({ profileId: other })
    expect([foreign.status, foreign.body.code]).toEqual([403, 'not_own_profile'])
    const mine = await asPerson({})
    expect([mine.status, mine.body.profileId]).toEqual([202, id])
    expect((await asPerson({})).status).toBe(404)
    expect((await profile.call(`GET /v1/profiles/${other}`)).status).toBe(200)
  })

  it('of another workspace reaches nobody here', async () => {
    const id = await newPerson('jo')
    const answer = await request({ profileId: id }, { key: profile.other.secretKey })
    expect(answer.status).toBe(404)
    expect((await profile.call(`GET /v1/profiles/${id}`)).status).toBe(200)
  })

  it('is carried out for whoever acts at the same time as well', async () => {
    const id = await newPerson('kim')
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => track('kim')),
      request({ profileId: id }),
      ...Array.from({ length: 20 }, () => track('kim')),
    ])
    const refused = answers.filter(({ status }) => status >= 300)
    expect(refused.map(({ body }) => body.errors?.[0]?.code)).toEqual(refused.map(() => 'person_forgotten'))
    expect((await profile.call(`GET /v1/profiles/${id}`)).status).toBe(404)
  })
})

describe('somebody who was taken for somebody else', () => {
  it('leaves nothing with them, though somebody else was merged into both meanwhile', async () => {
    const [stays, erased, other] = [await newPerson('sina'), await newPerson('bodo'), await newPerson('cleo')]
    const merge = (absorbedId: string) =>
      profile.call(`POST /v1/profiles/${stays}/merge`, { body: { absorbedId, reason: 'taken for one' } })
    const split = (userId: string) =>
      profile.call(`POST /v1/profiles/${stays}/split`, {
        body: { identifiers: [{ type: 'user_id', value: userId }], reason: 'two after all' },
      })
    await merge(erased)
    await merge(other)
    expect((await split('bodo')).body).toMatchObject({ survivorId: stays, newId: erased })
    await ended((await request({ profileId: erased })).body.jobId)
    const { rows } = await owner.query("select from identity_ledger t where position('canary-bodo' in t::text) > 0")
    expect(rows).toEqual([])
    expect((await split('cleo')).body).toMatchObject({ survivorId: stays, newId: other })
    const traits = async (id: string) => (await profile.call(`GET /v1/profiles/${id}`)).body.traits
    expect(await traits(stays)).toEqual({ email: 'sina@example.test', firstName: 'canary-sina' })
    expect(await traits(other)).toEqual({ email: 'cleo@example.test', firstName: 'canary-cleo' })
  })
})

describe('a database that was restored', () => {
  it('erases once more whom it has erased before', async () => {
    const id = await newPerson('lena')
    await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === id && !isAbsorbed(data))
    const requestId = uuidv7()
    const data = { requestId, profileId: id, absorbedIds: [], mode: 'erase' as const, identifierHashes: [] }
    await profile.publish(erasureRequested, profile.workspace.id, data, { topics: [topicNames.people] })
    await eventually(async () => expect((await profile.call(`GET /v1/profiles/${id}`)).status).toBe(404))
    await ended(requestId)
    await eventually(async () => expect(await findAnywhere('canary-lena')).toEqual([]))
    const forgotten = { hash: 'a'.repeat(64), forgottenAt: new Date().toISOString(), until: new Date().toISOString() }
    await profile.publish(identifierForgotten, profile.workspace.id, forgotten)
    await eventually(async () => {
      const { rows } = await owner.query('select from forgotten_identifier where hash = $1', [forgotten.hash])
      expect(rows).toHaveLength(1)
    })
  })
})
