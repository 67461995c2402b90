import { randomUUID } from 'node:crypto'
import { makeWorkspace } from '@polyphon/local-stack'
import { caller, eventually } from '@polyphon/testkit'
import type { Everything } from '../api/everything.js'
import { SERVICES, type Tenant, type TestStack } from '../stack.js'
import type { Bringing } from './expected.js'
import { type Login, makePair } from './login.js'

/** What a request carries to say who calls. */
export interface Credential {
  readonly name: string
  readonly bringing: Bringing
  /** As Bearer token; null for none. */
  readonly key: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export const ROLES = ['agent', 'manager', 'analyst', 'admin'] as const
const PATIENT = { timeoutMs: 60_000 }

interface Making {
  readonly stack: TestStack
  readonly login: Login
  /** Whose credentials these are. */
  readonly us: Tenant
  readonly ours: Everything
  /** Whose things must not be seen with any of them. */
  readonly them: Tenant
  readonly theirs: Everything
}

/** Credentials of every kind, none of which belongs to `them`; each known by every service. */
export async function makeCredentials(making: Making): Promise<readonly Credential[]> {
  const all = [
    ...(await wrongOnes(making)),
    ...(await keysAndPeople(making)),
    ...(await staffOf(making)),
    ...(await suspendedOnes(making)),
  ]
  await untilKnown(making.stack, all)
  return all
}

const refused = (status: 401 | 403, code: string): Bringing => ({ kind: 'refused', status, code })

async function must(tenant: Pick<Tenant, 'call'>, operation: string, body: object) {
  const answer = await tenant.call('profile', operation, { body })
  if (answer.status >= 300) throw new Error(`${operation}: ${answer.text}`)
  return answer.body
}

async function wrongOnes({ us, theirs, them, ours }: Making): Promise<readonly Credential[]> {
  const secret = async (changes: object) => must(us, 'POST /v1/keys', { kind: 'secret', ...changes })
  const { id, secret: revoked } = await secret({})
  await us.call('profile', `DELETE /v1/keys/${id}`)
  const { secret: expired } = await secret({ expiresAt: new Date(Date.now() + 1_000).toISOString() })
  const { token: personOfTheirs } = await must(them, 'POST /v1/person-tokens', { profileId: theirs.profileId })
  const unknown = refused(401, 'credential_unknown')
  const noPerson = refused(401, 'person_token_invalid')
  const page = { key: us.publishableKey }
  return [
    { name: 'nothing', bringing: { kind: 'nothing' }, key: null },
    { name: 'what is no key', bringing: unknown, key: 'sk_live_garbage' },
    { name: 'a key with another secret', bringing: unknown, key: `${us.secretKey.slice(0, -2)}zz` },
    { name: 'the token of a link', bringing: unknown, key: ours.paths.feedback['token'] ?? '' },
    { name: 'a key that was revoked', bringing: refused(401, 'credential_revoked'), key: revoked },
    { name: 'a key that has expired', bringing: refused(401, 'credential_expired'), key: expired },
    {
      name: 'a person token of another workspace',
      bringing: noPerson,
      ...page,
      headers: { 'polyphon-person': personOfTheirs },
    },
    { name: 'what is no person token', bringing: noPerson, ...page, headers: { 'polyphon-person': 'eyJ.e30.x' } },
  ]
}

async function keysAndPeople({ us, ours, stack }: Making): Promise<readonly Credential[]> {
  const { token } = await must(us, 'POST /v1/person-tokens', { profileId: ours.profileId })
  return [
    { name: 'a secret key of another workspace', bringing: { kind: 'secret' }, key: us.secretKey },
    { name: 'a publishable key', bringing: { kind: 'page' }, key: us.publishableKey },
    {
      name: 'a person',
      bringing: { kind: 'person' },
      key: us.publishableKey,
      headers: { 'polyphon-person': token },
    },
    { name: 'the operator', bringing: { kind: 'admin' }, key: stack.adminToken },
  ]
}

/** Somebody of each role, who comes with a token of ours, one of the identity provider, and spoken for by a key. */
async function staffOf({ us, login }: Making): Promise<readonly Credential[]> {
  const pair = await makePair('ES256', 'first')
  login.publish([pair])
  const { issuer, audience, jwksUri } = login
  await must(us, 'PUT /v1/identity-provider', { issuer, audience, jwksUri })
  const sets: readonly (readonly string[])[] = [[], ...ROLES.map((role) => [role])]
  const all = await Promise.all(
    sets.map(async (roles): Promise<readonly Credential[]> => {
      const staffId = randomUUID()
      const email = `${staffId}@shop.example`
      await must(us, `PUT /v1/staff/${staffId}`, { name: 'Änne', email, unit: 'service', roles })
      const { token } = await must(us, 'POST /v1/staff-tokens', { staffId })
      const who = roles[0] ?? 'somebody without a role'
      const staff = { kind: 'staff', roles } as const
      return [
        { name: `${who}, by our token`, bringing: { ...staff, isSpokenFor: false }, key: token },
        {
          name: `${who}, by their login`,
          bringing: { ...staff, isSpokenFor: false },
          key: await login.sign(pair, { email }),
        },
        {
          name: `${who}, spoken for by a key`,
          bringing: { ...staff, isSpokenFor: true },
          key: us.secretKey,
          headers: { 'polyphon-on-behalf-of': staffId },
        },
      ]
    }),
  )
  return all.flat()
}

/** What a workspace has given out that the operator suspends then. */
async function suspendedOnes({ stack, us }: Making): Promise<readonly Credential[]> {
  const urls = Object.fromEntries(SERVICES.map((service) => [service, stack.url(service)]))
  const at = { urls, adminToken: stack.adminToken, mailFolder: stack.mailFolder }
  const made = await makeWorkspace(at, { key: `ruht-${us.id.slice(-6)}`, name: 'Ruht' })
  const call: Tenant['call'] = (service, operation, options) =>
    caller(stack.url(service), made.secretKey)(operation, options)
  const staffId = randomUUID()
  await must({ call }, 'PUT /v1/units/service', { name: 'Service' })
  const admin = { name: 'Ada', email: 'ada@ruht.example', unit: 'service', roles: ['admin'] }
  await must({ call }, `PUT /v1/staff/${staffId}`, admin)
  const { token } = await must({ call }, 'POST /v1/staff-tokens', { staffId })
  const suspended = { kind: 'refused', status: 403, code: 'workspace_suspended' } as const
  const all = [
    { name: 'a secret key of a suspended workspace', bringing: suspended, key: made.secretKey },
    { name: 'a publishable key of a suspended workspace', bringing: suspended, key: made.publishableKey },
    {
      name: 'staff of a suspended workspace',
      bringing: { ...suspended, isStaffToken: true } as const,
      key: token,
    },
  ]
  // Every service knows the staff before it hears that they rest.
  for (const service of SERVICES)
    await eventually(async () => expectStatus(await call(service, 'GET /v1/jobs', { key: token }), [200]), PATIENT)
  const operator = caller(stack.url('profile'), stack.adminToken)
  expectStatus(await operator(`POST /v1/workspaces/${made.workspace}/suspend`), [200])
  return all
}

function expectStatus({ status, text }: { readonly status: number; readonly text: string }, wanted: readonly number[]) {
  if (!wanted.includes(status)) throw new Error(`${status} ${text}`)
}

/** Keys, staff and suspensions travel to the other services: waits until each credential is what it is everywhere. */
async function untilKnown(stack: TestStack, all: readonly Credential[]): Promise<void> {
  for (const service of SERVICES)
    for (const { name, bringing, key, headers = {} } of all)
      await eventually(async () => {
        const answer = await caller(stack.url(service), null)('GET /v1/jobs', { key, headers })
        const expected = bringing.kind === 'refused' ? bringing.code : null
        const isKnown =
          expected === null
            ? bringing.kind === 'nothing' || ![401, 422].includes(answer.status)
            : answer.body.code === expected
        if (!isKnown) throw new Error(`${service} does not know ${name} yet: ${answer.text}`)
      }, PATIENT)
}
