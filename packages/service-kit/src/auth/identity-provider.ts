import type { JWTPayload } from 'jose'
import { isUuid } from '../values/ids.js'
import type { WorkspaceDirectory } from './directory.js'
import type { IdentityProvider } from './provider-store.js'
import { isStaffRole, type StaffRole } from './staff.js'
import { admitted, type Claimed, checkToken, type StaffMember, tokenRefused } from './staff-token.js'

// From `iat` to `exp`; access tokens live for minutes, and none for longer than a day.
const LONGEST_SECONDS = 86_400

/** Checks a token by the one workspace that knows its issuer and audience, and answers who of that workspace's staff calls. */
export async function verifyByProvider(
  claimed: Claimed,
  workspaces: WorkspaceDirectory,
  now: Date,
): Promise<StaffMember> {
  const provider = await providerOf(claimed.payload, workspaces)
  const { alg, kid, token } = claimed
  if (!provider.algorithms.includes(alg)) throw tokenRefused('the identity provider does not sign like this')
  const key = await workspaces.keySets.find(provider.jwksUri, { alg, kid })
  if (key === null) throw tokenRefused('no key of the identity provider has signed it')
  const { issuer, audience, workspaceId } = provider
  const rules = { algorithms: [alg], issuer, audience, longestSeconds: LONGEST_SECONDS, now }
  const payload = await checkToken(token, key.jwk, rules)
  const member = admitted(await findStaff(payload, provider, workspaces), workspaceId, now)
  return provider.claims.roles === undefined ? member : { ...member, roles: rolesOf(payload, provider) }
}

async function providerOf(payload: JWTPayload, workspaces: WorkspaceDirectory): Promise<IdentityProvider> {
  const { iss: issuer, aud = [] } = payload
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  const known = typeof issuer === 'string' ? await workspaces.identityProviders(issuer) : []
  const fitting: IdentityProvider[] = []
  for (const provider of known)
    if (audiences.includes(provider.audience) && (await isOfWorkspace(payload, provider, workspaces)))
      fitting.push(provider)
  const [provider, ...others] = fitting
  if (provider === undefined) throw tokenRefused('no workspace knows its issuer and audience')
  // Whose it is has to be beyond doubt: nobody's call may end in the workspace of somebody else.
  if (others.length > 0) throw tokenRefused('more than one workspace takes its issuer and audience')
  return provider
}

async function isOfWorkspace(
  payload: JWTPayload,
  { claims, workspaceId }: IdentityProvider,
  workspaces: WorkspaceDirectory,
): Promise<boolean> {
  if (claims.workspace === undefined) return true
  const named = claimOf(payload, claims.workspace)
  return named === workspaceId || (await workspaces.workspace(workspaceId))?.key === named
}

async function findStaff(
  payload: JWTPayload,
  { claims, workspaceId }: IdentityProvider,
  workspaces: WorkspaceDirectory,
) {
  if (claims.staffId !== undefined) {
    const staffId = claimOf(payload, claims.staffId)
    return typeof staffId === 'string' && isUuid(staffId) ? workspaces.staff(workspaceId, staffId.toLowerCase()) : null
  }
  const email = claims.email === undefined ? null : claimOf(payload, claims.email)
  // An address that somebody has only typed in is nobody's.
  if (typeof email !== 'string' || !isVerified(payload['email_verified'])) return null
  const staff = await workspaces.staffByEmail(workspaceId, email)
  return staff !== null && isOneMailbox(staff.email, email) ? staff : null
}

// Some providers never say so, and some say it as text (Amazon Cognito, Sign in with Apple).
const isVerified = (claim: unknown): boolean => claim === undefined || claim === true || claim === 'true'

/**
 * Whether two addresses that are compared alike are spelt alike in front of the host, too, but for upper and lower case of
 * ASCII: `joerg@` written with full width or a Kelvin sign may be the mailbox of somebody else.
 */
const isOneMailbox = (left: string, right: string): boolean => localOf(left) === localOf(right)

const localOf = (email: string): string =>
  email
    .trim()
    .replace(/@[^@]*$/, '')
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

function rolesOf(payload: JWTPayload, { claims, roleNames }: IdentityProvider): readonly StaffRole[] {
  const value = claims.roles === undefined ? [] : claimOf(payload, claims.roles)
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  const isMapped = Object.keys(roleNames).length > 0
  const ours = names.map((name) =>
    isMapped && typeof name === 'string' ? (Object.hasOwn(roleNames, name) ? roleNames[name] : null) : name,
  )
  return [...new Set(ours.filter(isStaffRole))]
}

/** A claim by its name, which may itself have dots, or by the way that the dots describe. */
function claimOf(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name]
  let at: unknown = payload
  for (const part of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = Reflect.get(at, part)
  }
  return at
}
