import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canLead, type Everything, leadsTo, makeEverything } from './api/everything.js'
import { nameOf, type Operation, operations } from './api/operations.js'
import { questionsOf } from './api/questions.js'
import { type Answer, expectProblem, send } from './api/requests.js'
import { mailsTo } from './mail.js'
import { type ServiceName, startTestStack, type Tenant, type TestStack } from './stack.js'

const FOREIGN = 'zaunkoenig'
const OURS = 'feldlerche'

let stack: TestStack
/** Whose things must stay hidden: the canary is in everything that was written there. */
let theirs: Everything
let ours: Everything
let us: Tenant
let them: Tenant

beforeAll(async () => {
  stack = await startTestStack()
  them = stack.workspace
  us = stack.other
  theirs = await makeEverything(stack, them, FOREIGN)
  ours = await makeEverything(stack, us, OURS)
  // A second of everything, so that their lists have a next page.
  await makeEverything(stack, them, `${FOREIGN}-zwei`)
})

afterAll(async () => {
  await stack?.close()
})

const withKey = operations
  .filter(({ who }) => who === 'key')
  .map((operation) => ({ name: nameOf(operation), operation }))
const inPath = ({ operation }: { readonly operation: Operation }) =>
  operation.parameters.filter((parameter) => parameter.in === 'path' && !NOT_SECRET.has(parameter.name))
// A metric is of the catalogue that everybody has, and so is the overview.
const NOT_SECRET = new Set(['metric', 'report'])

/** Values of the same form that lead nowhere. */
const nowhere = ({ parameters }: Operation): Readonly<Record<string, string>> =>
  Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === 'path')
      .map(({ name, schema }) => [name, schema.format === 'uuid' ? randomUUID() : `k-${randomUUID().slice(0, 8)}`]),
  )

function ask(operation: Operation, path: Readonly<Record<string, string>>, query = ''): Promise<Answer> {
  const body = operation.fields.length > 0 ? { body: bodyFor(operation) } : {}
  return send(stack, operation, { key: us.secretKey, path, query, ...body })
}

/** A body that would do harm, if the door were open. */
function bodyFor({ operationId, example }: Operation): unknown {
  if (operationId === 'mergeProfiles') return { absorbedId: theirs.profileId, reason: 'Ich hätte sie gern' }
  if (operationId === 'startRun' || operationId === 'inviteToSurvey') return { profileId: theirs.profileId }
  return example
}

const withoutRequestId = ({ status, text }: Answer): unknown => {
  const { requestId: _different, ...body } = JSON.parse(text)
  return { status, body }
}

/** Nothing that was written by the others, and no id of theirs, may be in an answer to us. */
function expectNothingOfTheirs({ text }: Answer, what: string): void {
  expect(text.includes(FOREIGN), `${what}: ${text.slice(0, 1_000)}`).toBe(false)
  const ids = [
    theirs.profileId,
    theirs.paths.messaging['id'],
    theirs.paths.feedback['id'],
    theirs.paths.journey['runId'],
  ]
  for (const id of ids) expect(text.includes(id ?? ''), `${what} shows ${id}`).toBe(false)
}

describe('ids of another workspace', () => {
  const byId = withKey.filter((target) => inPath(target).length > 0 && target.operation.method !== 'PUT')

  it.each(byId)('$name answers as if there were no such thing', async ({ name, operation }) => {
    const foreign = await ask(operation, leadsTo(theirs, operation))
    expect(withoutRequestId(foreign)).toEqual(withoutRequestId(await ask(operation, nowhere(operation))))
    // A list below something unknown may be empty instead.
    if (foreign.status === 200) expect(JSON.parse(foreign.text)).toEqual({ items: [], nextCursor: null })
    else {
      expect(foreign.status, foreign.text).toBe(404)
      expectProblem(foreign, name)
    }
    expectNothingOfTheirs(foreign, name)
  })

  it.each(byId)('$name still leads its owner somewhere', async ({ operation }) => {
    if (!canLead(operation)) return
    // Reading only: what would end or change something of theirs is not asked for.
    if (operation.method !== 'GET') return
    const answer = await send(stack, operation, { key: them.secretKey, path: leadsTo(theirs, operation) })
    expect(answer.status, answer.text).toBe(200)
  })
})

const findProfile = operations.find(({ operationId }) => operationId === 'findProfiles') ?? fail('findProfiles')

function fail(what: string): never {
  throw new Error(`There is no operation ${what}.`)
}

describe('lists', () => {
  const lists = withKey.filter(
    ({ operation }) =>
      operation.method === 'GET' && inPath({ operation }).length === 0 && !operation.path.includes('{'),
  )
  const SHOWS_ITS_OWN = /find|list(Segments|Keys|Journeys|Templates|Messages|Permissions|Suppressions|Surveys|Answers)$/

  it.each(lists)('$name shows nothing of theirs', async ({ name, operation }) => {
    // They show somebody themselves, and a key is nobody.
    if (name === 'profile.getContext' || name === 'profile.getMyData') return
    for (const query of questionsOf(operation, theirs)) {
      const answer = await ask(operation, {}, query)
      expect(answer.status, answer.text).toBe(200)
      expectNothingOfTheirs(answer, `${name}${query}`)
    }
    if (!SHOWS_ITS_OWN.test(operation.operationId)) return
    for (const query of questionsOf(operation, ours)) expect((await ask(operation, {}, query)).text).toContain(OURS)
  })

  const withPages = lists.filter(({ operation }) => takesCursor(operation) && canLead(operation))

  it.each(withPages)('$name: a cursor of their list leads to nothing of theirs', async ({ name, operation }) => {
    const page = await send(stack, operation, { key: them.secretKey, query: '?limit=1' })
    const { nextCursor } = JSON.parse(page.text)
    expect(nextCursor).not.toBeNull()
    expectNothingOfTheirs(await ask(operation, {}, `?cursor=${nextCursor}`), name)
  })

  it('analytics counts nothing of theirs, however it is asked', async () => {
    const { items } = JSON.parse((await ask(operationOf('listMetrics'), {})).text)
    const dimensions = 'by=property.word'
    const query = operationOf('queryMetric')
    const counted = async (tenant: Tenant, metric: string): Promise<string> => {
      const answer = await send(stack, query, { key: tenant.secretKey, path: { metric }, query: `?${dimensions}` })
      return answer.text
    }
    await eventually(async () => {
      expect(await counted(them, 'answers.count')).toContain(FOREIGN)
      expect(await counted(us, 'answers.count')).toContain(OURS)
    })
    for (const { key } of items) expect(await counted(us, key)).not.toContain(FOREIGN)
  })
})

const takesCursor = ({ parameters }: Operation): boolean => parameters.some(({ name }) => name === 'cursor')

const operationOf = (id: string): Operation => operations.find(({ operationId }) => operationId === id) ?? fail(id)

describe('what we send with ids of theirs', () => {
  it('a message to their person goes to nobody', async () => {
    const mailsBefore = mailsTo(stack.mailFolder, theirs.address).length
    expect(mailsBefore).toBeGreaterThan(0)
    const sent = await us.call('messaging', 'POST /v1/messages', {
      headers: { 'idempotency-key': 'derselbe' },
      body: {
        profileId: theirs.profileId,
        template: { key: ours.paths.messaging['key'] },
        data: { word: OURS },
        class: 'service',
        topic: 'x',
      },
    })
    expect(sent.status).toBe(202)
    await eventually(async () => {
      const { body } = await us.call('messaging', `GET /v1/messages/${sent.body.id}`)
      expect(body).toMatchObject({ delivery: 'dropped', address: null })
    })
    expect(mailsTo(stack.mailFolder, theirs.address)).toHaveLength(mailsBefore)
  })

  it('an event under their messageId is ours, and theirs stays as it was', async () => {
    const messageId = theirs.paths.profile['messageId']
    const before = await them.call('profile', `GET /v1/events/${messageId}/trace`)
    const headers = { authorization: `Bearer ${us.publishableKey}` }
    // The header says who sends; a key in the body is asked last.
    const body = { messageId, userId: ours.userId, event: 'Fremd', writeKey: them.publishableKey }
    expect((await us.call('profile', 'POST /v1/track', { headers, body })).status).toBe(200)
    expect((await us.call('profile', `GET /v1/events/${messageId}/trace`)).body.accepted).toBe(true)
    expect((await them.call('profile', `GET /v1/events/${messageId}/trace`)).body).toEqual(before.body)
  })

  it('the same Idempotency-Key answers each workspace its own', async () => {
    const make = (tenant: Tenant) =>
      tenant.call('profile', 'POST /v1/keys', {
        headers: { 'idempotency-key': 'derselbe' },
        body: { kind: 'publishable' },
      })
    const [first, second] = [await make(them), await make(us)]
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(first.body.id)
    expect(second.headers.get('idempotency-replayed')).toBeNull()
  })
})

describe('tokens', () => {
  const tokenFor = async (tenant: Tenant, body: object): Promise<string> => {
    const issued = await tenant.call('profile', 'POST /v1/person-tokens', { body })
    expect(issued.status, issued.text).toBe(201)
    return issued.body.token
  }
  const personal: readonly (readonly [ServiceName, string])[] = [
    ['profile', 'GET /v1/context'],
    ['profile', 'GET /v1/consents'],
    ['messaging', 'GET /v1/permissions'],
    ['feedback', 'GET /v1/answers'],
  ]

  it.each(personal)('a person token of theirs is none beside our key in %s', async (service, operation) => {
    const person = await tokenFor(them, { profileId: theirs.profileId })
    const personOfOurs = await tokenFor(us, { profileId: ours.profileId })
    const as = (tenant: Tenant, token: string) =>
      us.call(service, operation, { key: tenant.publishableKey, headers: { 'polyphon-person': token } })
    // The keys that sign tokens travel to the other services, so the first one may come a moment too early.
    await eventually(async () => expect((await as(us, personOfOurs)).status).toBe(200))
    await eventually(async () => expect((await as(them, person)).text).toContain(FOREIGN))
    const refused = await as(us, person)
    expect(refused.status).toBe(401)
    expect(refused.body.code).toBe('person_token_invalid')
    expect((await as(them, personOfOurs)).status).toBe(401)
    expect((await as(us, personOfOurs)).text).not.toContain(FOREIGN)
  })

  it('a token that we issue for a person of theirs shows nothing', async () => {
    const issued = await us.call('profile', 'POST /v1/person-tokens', { body: { profileId: theirs.profileId } })
    if (issued.status === 201)
      for (const [service, operation] of personal) {
        const headers = { 'polyphon-person': issued.body.token }
        const { text } = await us.call(service, operation, { key: us.publishableKey, headers })
        expect(text).not.toContain(FOREIGN)
      }
    else expect(issued.status).toBe(404)
  })

  const open = (token: string) => us.call('feedback', `GET /v1/invitations/${token}`, { key: null })

  it('our invitation shows our survey, and one whose workspace was exchanged shows none', async () => {
    const [mine, foreign] = [ours.paths.feedback['token'] ?? '', theirs.paths.feedback['token'] ?? '']
    expect((await open(mine)).text).toContain(OURS)
    expect((await open(mine)).text).not.toContain(FOREIGN)
    expect((await open(foreign)).text).toContain(FOREIGN)
    const bytes = Buffer.from(foreign, 'base64url')
    const forged = Buffer.concat([Buffer.from(us.id.replaceAll('-', ''), 'hex'), bytes.subarray(16)])
    const answer = await open(forged.toString('base64url'))
    expect(answer.status).toBe(404)
    expect(answer.body.code).toBe('invitation_unknown')
  })

  it('our secret key beside their invitation is no secret key of theirs', async () => {
    const answer = await us.call('feedback', `POST /v1/invitations/${theirs.paths.feedback['token']}`, {
      body: { answers: { score: 1 }, complete: false, occurredAt: '2026-01-01T00:00:00Z' },
    })
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('secret_key_required')
  })
})

// Last, because from here on there are things of our own that are named like theirs.
describe('names of another workspace', () => {
  const byKey = withKey
    .filter((target) => inPath(target).length > 0 && target.operation.method === 'PUT')
    // Nobody is made by that.
    .filter(({ operation }) => !['putRestriction', 'putMembership', 'putSegmentMember'].includes(operation.operationId))

  it.each(byKey)('$name under a name of theirs makes something of our own', async ({ operation }) => {
    const reading = operations.find(({ path, method }) => path === operation.path && method === 'GET')
    const read = (): Promise<Answer> =>
      reading === undefined
        ? send(stack, findProfile, { key: them.secretKey, query: `?identifier=user_id:${theirs.userId}` })
        : send(stack, reading, { key: them.secretKey, path: leadsTo(theirs, operation) })
    const before = await read()
    const put = await ask(operation, leadsTo(theirs, operation))
    expect(put.status, put.text).toBe(201)
    expect(await read()).toEqual(before)
    expect(before.text).toContain(FOREIGN)
  })
})
