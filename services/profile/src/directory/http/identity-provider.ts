import { AppError, etagOf, type Route, route } from '@polyphon/service-kit'
import {
  type IdentityProvider,
  OutsideError,
  readIdentityProvider,
  STAFF_ALGORITHMS,
  STAFF_ROLES,
  workspaceOf,
} from '@polyphon/service-kit/access'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { putIdentityProvider } from '../commands/put-identity-provider.js'

const ClaimName = z.string().trim().min(1).max(200)
const Issuer = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .describe('As it stands in `iss`, to the letter')

const Claims = z
  .strictObject({
    staffId: ClaimName.optional().describe('Holds the id in the directory'),
    email: ClaimName.optional().describe(
      'Holds the e-mail address in the directory; `email_verified` is true, or is not there',
    ),
    workspace: ClaimName.optional().describe(
      'Holds id or key of the workspace, where several share issuer and audience',
    ),
    roles: ClaimName.optional().describe('Holds the roles, a text or a list; without it those of the directory count'),
  })
  .refine(({ staffId, email }) => (staffId === undefined) !== (email === undefined), {
    message: 'must name either staffId or email',
    path: ['email'],
  })
  .meta({ id: 'ClaimNames' })

const RoleNames = z
  .record(z.string().min(1).max(200), z.enum(STAFF_ROLES))
  .refine((names) => Object.keys(names).length <= 200, 'At most 200 names.')

const ProviderBody = z.strictObject({
  issuer: Issuer,
  audience: z.string().min(1).max(500).describe('What stands in `aud` of tokens that are meant for this workspace'),
  jwksUri: z.string().min(1).max(2_048).describe('Where its public keys are: https, a public address, no redirect'),
  algorithms: z
    .array(z.enum(STAFF_ALGORITHMS))
    .min(1)
    .max(STAFF_ALGORITHMS.length)
    .refine((items) => new Set(items).size === items.length, 'must name each once')
    .default([...STAFF_ALGORITHMS]),
  claims: Claims.default({ email: 'email' }).describe('Which claim says what; dots may lead into an object'),
  roleNames: RoleNames.default({}).describe(
    'What its names of roles stand for; where there are none, its names are ours',
  ),
})

const ProviderView = z
  .object({
    version: z.int(),
    issuer: z.string(),
    audience: z.string(),
    jwksUri: z.string(),
    algorithms: z.array(z.string()),
    claims: z.object({
      staffId: z.string().optional(),
      email: z.string().optional(),
      workspace: z.string().optional(),
      roles: z.string().optional(),
    }),
    roleNames: z.record(z.string(), z.string()),
    updatedAt: Moment,
  })
  .meta({ id: 'IdentityProvider' })

const answerOf = ({ updatedAt, algorithms, ...provider }: IdentityProvider) => ({
  body: { ...provider, algorithms: [...algorithms], updatedAt: updatedAt.toISOString() },
  headers: { etag: etagOf(provider.version) },
})

const path = '/v1/identity-provider'
const tag = 'directory'

export const identityProviderRoutes = (deps: ProfileDeps): readonly Route[] => [putRoute(deps), getRoute]

const putRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'putIdentityProvider',
    etag: true,
    method: 'put',
    path,
    summary: 'Say who logs the people of the firm in',
    description:
      'Its tokens are taken by all services within seconds, as `Authorization: Bearer`: signed with one of its keys (`RS256`, `ES256`, `EdDSA`), issuer and audience as named here, not expired, for somebody of the directory. Keys are kept for ten minutes, and for a day while it does not answer. 409 `identity_provider_taken` where another workspace takes the same tokens.',
    tag,
    access: { who: 'key', scope: 'staff:impersonate', staff: 'administration' },
    ifMatch: 'optional',
    body: ProviderBody,
    responses: { 200: ProviderView, 201: ProviderView },
    example: {
      issuer: 'https://login.shop.example',
      audience: 'polyphon',
      jwksUri: 'https://login.shop.example/.well-known/jwks.json',
      algorithms: ['RS256'],
      claims: { email: 'email', roles: 'realm_access.roles' },
      roleNames: { 'cx-agent': 'agent', 'cx-lead': 'manager' },
    },
    handleOutside: async ({ body, ifMatch, caller, origin, audit }) => {
      // A name is looked up, for which no transaction waits.
      await deps.outside.check(body.jwksUri).catch(refuseAddress)
      const { isNew, provider } = await deps.db.transact(
        workspaceOf(caller),
        async (tx) => {
          tx.afterCommit(() => deps.workspaces.forget())
          return putIdentityProvider(tx, { ...body, ifMatch })
        },
        { origin, audit },
      )
      return isNew ? { status: 201, ...answerOf(provider) } : { status: 200, ...answerOf(provider) }
    },
  })

function refuseAddress(error: unknown): never {
  if (!(error instanceof OutsideError)) throw error
  const code = 'jwks_uri_refused'
  throw new AppError('unprocessable', code, 'The keys of the identity provider may not be fetched there.', {
    cause: error,
    faults: [{ pointer: '/body/jwksUri', code, detail: error.message }],
  })
}

const getRoute = route({
  operationId: 'getIdentityProvider',
  etag: true,
  method: 'get',
  path,
  summary: 'Who logs the people of the firm in',
  tag,
  access: { who: 'key', scope: 'profile:read', staff: 'administration' },
  responses: { 200: ProviderView },
  handle: async (tx) => {
    const provider = await readIdentityProvider(tx)
    if (provider === null)
      throw new AppError('missing', 'identity_provider_unknown', 'The workspace has named no identity provider.')
    return { status: 200, ...answerOf(provider) }
  },
})
