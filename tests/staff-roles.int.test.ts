import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canLead, type Everything, leadsTo, makeEverything } from './api/everything.js'
import { nameOf, operations } from './api/operations.js'
import { send } from './api/requests.js'
import { SERVICES, startTestStack, type Tenant, type TestStack } from './stack.js'

const STAFF_ROLES = ['agent', 'manager', 'analyst', 'admin']
const OURS = 'feldlerche'
const FOREIGN = 'zaunkoenig'

let stack: TestStack
let ours: Everything
let theirs: Everything
/** Tokens of our staff by role, and one of somebody without any. */
const tokens = new Map<string, string>()
let foreignAdmin: string

beforeAll(async () => {
  stack = await startTestStack()
  ours = await makeEverything(stack, stack.workspace, OURS)
  theirs = await makeEverything(stack, stack.other, FOREIGN)
  for (const role of STAFF_ROLES) tokens.set(role, await tokenFor(stack.workspace, [role]))
  tokens.set('nobody', await tokenFor(stack.workspace, []))
  foreignAdmin = await tokenFor(stack.other, ['admin'])
  for (const service of SERVICES) await untilKnown(service, [...tokens.values(), foreignAdmin])
})

afterAll(async () => {
  await stack?.close()
})

async function tokenFor(tenant: Tenant, roles: readonly string[], unit = 'service'): Promise<string> {
  const staffId = randomUUID()
  const body = { name: 'Jörg', email: `${staffId}@shop.example`, unit, roles }
  expect((await tenant.call('profile', `PUT /v1/staff/${staffId}`, { body })).status).toBe(201)
  const issued = await tenant.call('profile', 'POST /v1/staff-tokens', { body: { staffId } })
  expect(issued.status, issued.text).toBe(201)
  return issued.body.token
}

/** Keys and staff travel to the other services, so that the first call may come a moment too early. */
async function untilKnown(service: (typeof SERVICES)[number], all: readonly string[]): Promise<void> {
  const jobs = operations.find((each) => each.service === service && each.operationId === 'listJobs')
  if (jobs === undefined) throw new Error(`${service} has no jobs.`)
  for (const key of all)
    await eventually(async () => expect((await send(stack, jobs, { key })).status, service).not.toBe(401))
}

const withKey = operations
  .filter(({ who }) => who === 'key')
  .map((operation) => ({ name: nameOf(operation), operation }))

describe('every operation', () => {
  it.each(withKey)('$name says which of the staff may call it', ({ operation }) => {
    expect(operation.staff).not.toBeNull()
  })
})

describe('somebody of a partner who has all roles', () => {
  let partner: string
  beforeAll(async () => {
    const body = { name: 'Größenberatung', organisation: 'Größenberatung GmbH' }
    await stack.workspace.call('profile', 'PUT /v1/units/agency', { body })
    partner = await tokenFor(stack.workspace, STAFF_ROLES, 'agency')
    for (const service of SERVICES) await untilKnown(service, [partner])
  })

  const OPEN = /^\/v1\/(?:units|calendars)(?:\/|$)/
  const ofFirm = withKey.filter(({ operation: { staff, isByUnit, isByAssignment, method, path } }) => {
    const isLimited = isByUnit || isByAssignment
    return staff !== null && staff.length > 0 && !isLimited && !(method === 'GET' && OPEN.test(path))
  })

  it.each(ofFirm)('calls nothing that is of the whole firm: $name', async ({ operation }) => {
    const answer = await send(stack, operation, { key: partner, path: leadsTo(ours, operation) })
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('"partner_refused"')])
  })
})

const NEEDS_QUESTION =
  /^(getContactability|listPermissions|listConsents|findProfiles|listSegmentMembers|listRejectedEvents)$/

describe('staff of another workspace', () => {
  const readings = withKey.filter(
    ({ operation }) => operation.method === 'GET' && operation.staff?.includes('admin') === true,
  )

  it.each(readings)('$name shows them nothing of ours', async ({ operation }) => {
    const answer = await send(stack, operation, { key: foreignAdmin, path: leadsTo(ours, operation) })
    expect(answer.text).not.toContain(OURS)
    expect(answer.text).not.toContain(ours.profileId)
  })

  // Not what needs a question to answer anything, and what has no job or dead letter.
  const answering = readings.filter(
    ({ operation }) => canLead(operation) && !NEEDS_QUESTION.test(operation.operationId),
  )
  it.each(answering)('$name shows them what is theirs', async ({ operation }) => {
    const answer = await send(stack, operation, { key: foreignAdmin, path: leadsTo(theirs, operation) })
    expect(answer.status, answer.text).toBe(200)
  })
})

describe('a role', () => {
  it('that is taken away is gone in every service within seconds, as is whoever has left', async () => {
    const staffId = randomUUID()
    const body = { name: 'Änne', email: 'aenne@shop.example', unit: 'service', roles: ['admin'] }
    const put = (changes: object) =>
      stack.workspace.call('profile', `PUT /v1/staff/${staffId}`, { body: { ...body, ...changes } })
    await put({})
    const { token } = (await stack.workspace.call('profile', 'POST /v1/staff-tokens', { body: { staffId } })).body
    const [, claims = ''] = token.split('.')
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: `staff:${staffId}`,
      aud: stack.workspace.id,
      iss: 'polyphon',
    })
    const codes = (expected: string) =>
      eventually(async () => {
        for (const service of SERVICES) {
          const { body: answer } = await stack.workspace.call(service, 'GET /v1/jobs', { key: token })
          expect(answer.code ?? 'none', service).toBe(expected)
        }
      })
    await codes('none')
    await put({ roles: ['analyst'] })
    await codes('role_missing')
    await put({ validTo: '2020-01-01T00:00:00Z' })
    await codes('staff_inactive')
    const again = await stack.workspace.call('profile', 'POST /v1/staff-tokens', { body: { staffId } })
    expect([again.status, again.body.code]).toEqual([422, 'staff_inactive'])
  })

  it('of admin makes keys of every scope', async () => {
    const made = await stack.workspace.call('profile', 'POST /v1/keys', {
      key: tokens.get('admin') ?? null,
      body: { kind: 'secret', scopes: ['staff:impersonate', 'keys:manage'] },
    })
    expect(made.status, made.text).toBe(201)
  })
})

describe('an Idempotency-Key', () => {
  it('of one of the staff answers nobody else', async () => {
    const headers = { 'idempotency-key': 'dieselbe' }
    const body = { kind: 'publishable' }
    const as = (key: string | undefined) =>
      stack.workspace.call('profile', 'POST /v1/keys', { key: key ?? null, headers, body })
    const first = await as(tokens.get('admin'))
    expect(first.status).toBe(201)
    const other = await as(await tokenFor(stack.workspace, ['admin']))
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })
})
