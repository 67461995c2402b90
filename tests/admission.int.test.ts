import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Credential, makeCredentials } from './admission/credentials.js'
import { expectedOf } from './admission/expected.js'
import { type Login, openLogin } from './admission/login.js'
import { type Everything, leadsTo, makeEverything } from './api/everything.js'
import { nameOf, type Operation, operations } from './api/operations.js'
import { questionsOf } from './api/questions.js'
import { type Answer, type Attempt, expectProblem, send } from './api/requests.js'
import { SERVICES, startTestStack, type Tenant, type TestStack } from './stack.js'

const FOREIGN = 'zaunkoenig'
const OURS = 'feldlerche'
const PATIENT = { timeoutMs: 120_000 }

let stack: TestStack
let login: Login
let us: Tenant
let them: Tenant
let ours: Everything
/** Whose things must stay hidden from everybody who calls here. */
let theirs: Everything
let credentials: readonly Credential[]
let receiver: Server
/** What webhooks have posted, by the path of the endpoint. */
const posted: { readonly path: string; readonly body: string }[] = []

beforeAll(async () => {
  // Each operation is asked from an address of its own: too many unknown keys from one are refused for that.
  stack = await startTestStack({ TRUST_PROXY: 'true' })
  us = stack.workspace
  them = stack.other
  login = await openLogin('https://login.hofladen.example')
  theirs = await makeEverything(stack, them, FOREIGN)
  ours = await makeEverything(stack, us, OURS)
  credentials = await makeCredentials({ stack, login, us, ours, them, theirs })
  await openReceiver()
}, 300_000)

afterAll(async () => {
  login?.close()
  receiver?.closeAllConnections()
  receiver?.close()
  await stack?.close()
})

/** Both have a webhook for everything in each service, which leads here. */
async function openReceiver(): Promise<void> {
  receiver = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      posted.push({ path: request.url ?? '', body: Buffer.concat(parts).toString() })
      response.end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  for (const [tenant, word] of [
    [us, OURS],
    [them, FOREIGN],
  ] as const)
    for (const service of SERVICES) {
      const body = { url: `http://127.0.0.1:${port}/${word}`, types: ['*'], payload: 'full' }
      const put = await tenant.call(service, `PUT /v1/webhooks/k-${word}`, { body })
      if (put.status >= 300) throw new Error(put.text)
    }
}

const targets = operations.map((operation, at) => ({
  name: nameOf(operation),
  operation,
  address: `2001:db8:1:${at.toString(16)}::1`,
}))

const nowhere = ({ parameters }: Operation): Readonly<Record<string, string>> =>
  Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === 'path')
      .map(({ name, schema }) => [name, schema.format === 'uuid' ? randomUUID() : `k-${randomUUID().slice(0, 8)}`]),
  )

/** Where a caller tries to get: to things of the others; a link or a key in the address is their own. */
function pathOf(operation: Operation, { bringing }: Credential): Readonly<Record<string, string>> {
  if (operation.who === 'anyone') return leadsTo(ours, operation)
  // The operator may do what is tried here.
  return operation.who === 'admin' && bringing.kind === 'admin' ? nowhere(operation) : leadsTo(theirs, operation)
}

/** A body that is none, behind which nothing happens; tracking looks for its key only once it has read it. */
const bodyOf = ({ who, method, fields, example }: Operation) =>
  method === 'GET' || fields.length === 0 ? {} : who === 'anyone' ? { body: example } : { raw: '{' }

async function ask(operation: Operation, credential: Credential, address: string): Promise<readonly Answer[]> {
  const { key, headers = {} } = credential
  const from = { ...headers, 'x-forwarded-for': address }
  const attempt = { key, path: pathOf(operation, credential), ...bodyOf(operation) }
  const isList = operation.method === 'GET' && !operation.path.includes('{')
  const queries = isList ? questionsOf(operation, theirs) : ['']
  const pages = queries.map((query) => patiently(operation, { ...attempt, query, headers: from }))
  const lines = operation.parameters.some(({ name }) => name === 'updatedSince')
    ? [patiently(operation, { ...attempt, headers: { ...from, accept: 'application/x-ndjson' } })]
    : []
  return Promise.all([...pages, ...lines])
}

/** A service that is busy says so, and is asked again as clients do. */
const patiently = (operation: Operation, attempt: Attempt): Promise<Answer> =>
  eventually(
    async () => {
      const answer = await send(stack, operation, attempt)
      if (answer.status === 503 || (answer.status === 429 && answer.text.includes('"overloaded"')))
        throw new Error(answer.text)
      return answer
    },
    { timeoutMs: 60_000 },
  )

const AT_ONCE = 8
/** What all credentials are answered; streams, which are read until they are quiet, all at once. */
async function askAll({ operation, address }: (typeof targets)[number]) {
  const atOnce = operation.operationId === 'streamEvents' ? credentials.length : AT_ONCE
  const all: { readonly credential: Credential; readonly answers: readonly Answer[] }[] = []
  for (let from = 0; from < credentials.length; from += atOnce)
    all.push(
      ...(await Promise.all(
        credentials
          .slice(from, from + atOnce)
          .map(async (credential) => ({ credential, answers: await ask(operation, credential, address) })),
      )),
    )
  return all
}

const REFUSALS: ReadonlySet<string> = new Set([
  'role_missing',
  'scope_missing',
  'key_required',
  'admin_required',
  'secret_key_required',
  'person_token_required',
  'workspace_suspended',
  'on_behalf_of_misplaced',
  'on_behalf_of_invalid',
  'staff_inactive',
])

function expectNothingOfTheirs({ text }: Answer, what: string): void {
  const ids = [
    theirs.profileId,
    theirs.paths.messaging['id'],
    theirs.paths.feedback['id'],
    theirs.paths.journey['runId'],
  ]
  for (const canary of [FOREIGN, ...ids, theirs.paths.profile['staffId']])
    expect(text.includes(canary ?? FOREIGN), `${what} shows ${canary}: ${text.slice(0, 1_000)}`).toBe(false)
}

describe('every operation, whoever calls', () => {
  it.each(targets)(
    '$name lets in whom it says, and shows nothing of another workspace',
    { timeout: 180_000 },
    async (target) => {
      const { name, operation } = target
      for (const { credential, answers } of await askAll(target))
        for (const answer of answers) {
          const what = `${name} with ${credential.name}: ${answer.status} ${answer.text.slice(0, 300)}`
          const expected = expectedOf(operation, credential.bringing)
          if (expected === null)
            throw new Error(`Nothing is expected of ${name}: say it in tests/admission/expected.ts.`)
          if (answer.status >= 400) expectProblem(answer, what)
          const code = answer.status >= 400 ? JSON.parse(answer.text).code : null
          if (expected === 'admitted') {
            expect(answer.status, what).not.toBe(401)
            expect(REFUSALS.has(code), what).toBe(false)
          } else expect({ status: answer.status, code }, what).toEqual(expected)
          // The operator sees who has a workspace, and what none of their own programs could read of the log.
          // The audit log says what we have asked for ourselves, under whatever name.
          const isOurs = credential.bringing.kind !== 'admin' && operation.operationId !== 'listAudit'
          if (isOurs) expectNothingOfTheirs(answer, what)
        }
    },
  )
})

describe('another person of the same workspace', () => {
  const forPeople = targets.filter(
    ({ operation }) => operation.method === 'GET' && operation.publishable === 'with_person',
  )

  it.each(forPeople)('$name shows them nothing of somebody else', { timeout: 180_000 }, async ({ name, operation }) => {
    const other = await us.call('profile', 'PUT /v1/profiles/by/user_id/jemand-anders', { body: { traits: {} } })
    const tokenOf = async (profileId: string) =>
      (await us.call('profile', 'POST /v1/person-tokens', { body: { profileId } })).body.token
    const as = (token: string, query: string) =>
      patiently(operation, {
        key: us.publishableKey,
        path: leadsTo(ours, operation),
        query,
        headers: { 'polyphon-person': token },
      })
    const [first, second] = [await tokenOf(ours.profileId), await tokenOf(other.body.id)]
    const seen = await eventually(async () => {
      const { status, text } = await as(first, operation.operationId === 'streamEvents' ? '?lastEventId=oldest' : '')
      expect(status, text).toBe(200)
      return text
    }, PATIENT)
    // What a service has about them and shows to people.
    if (!/^(analytics|journey)\./.test(name)) expect(seen).toMatch(new RegExp(`${OURS}|${ours.profileId}`))
    for (const query of ['', ...questionsOf(operation, ours)]) {
      const { text } = await as(second, query)
      expect(text, `${name}${query}`).not.toContain(OURS)
      expect(text, `${name}${query}`).not.toContain(ours.profileId)
    }
  })
})

describe('webhooks', () => {
  it('post to each what is theirs, and nothing that a stranger has asked for', { timeout: 180_000 }, async () => {
    for (const [tenant, word] of [
      [us, OURS],
      [them, FOREIGN],
    ] as const) {
      const event = { userId: `kunde-${word}`, event: `Noch ${word}`, messageId: `noch-${word}` }
      expect((await tenant.call('profile', 'POST /v1/track', { body: event })).status).toBe(200)
      await eventually(
        () => expect(posted.some(({ path, body }) => path === `/${word}` && body.includes(`Noch ${word}`))).toBe(true),
        PATIENT,
      )
    }
    for (const { path, body } of posted) {
      expect(body, path).not.toContain(path === `/${OURS}` ? FOREIGN : OURS)
      expect(body, path).not.toContain(path === `/${OURS}` ? them.id : us.id)
      // Everybody above has asked for the test of a webhook of theirs.
      expect(body, path).not.toContain('webhook_test')
    }
  })
})
