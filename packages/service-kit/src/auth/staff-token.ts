import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { AppError } from '../values/errors.js'
import { isUuid } from '../values/ids.js'
import type { WorkspaceDirectory } from './directory.js'
import { isValidAt, type Staff, type StaffRole } from './staff.js'
import type { StoredKey } from './workspace.js'

export const LONGEST_STAFF_TOKEN_SECONDS = 43_200
const TOLERANCE_SECONDS = 5
/** Who issues tokens for firms without an identity provider. */
export const OWN_ISSUER = 'polyphon'
const STAFF = 'staff:'
const SIGNS_FOR_STAFF = 'staff:impersonate'

/** Whether Polyphon signs staff tokens with a key. Pairs that a firm registers sign for persons, and never for staff. */
export const signsForStaff = ({ kind, scopes }: Pick<StoredKey, 'kind' | 'scopes'>): boolean =>
  kind === 'person' && scopes.includes(SIGNS_FOR_STAFF)

/** The scopes of a key that signs for staff. */
export const STAFF_SIGNING_SCOPES: readonly string[] = [SIGNS_FOR_STAFF]

/** Somebody of the firm who calls. */
export interface StaffMember {
  readonly workspaceId: string
  readonly staffId: string
  readonly unit: string
  readonly roles: readonly StaffRole[]
}

export interface StaffTokenRequest {
  readonly workspaceId: string
  readonly keyId: string
  readonly privateKey: JWK
  readonly staffId: string
  readonly issuedAt: Date
  readonly ttlSeconds: number
}

/** Signs a token for one of the staff: ES256, at most 12 hours, good for one workspace. */
export async function signStaffToken(request: StaffTokenRequest): Promise<{ token: string; expiresAt: Date }> {
  const issued = Math.floor(request.issuedAt.getTime() / 1000)
  const expires = issued + request.ttlSeconds
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: request.keyId })
    .setIssuer(OWN_ISSUER)
    .setSubject(`${STAFF}${request.staffId}`)
    .setAudience(request.workspaceId)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(await importJWK(request.privateKey, 'ES256'))
  return { token, expiresAt: new Date(expires * 1000) }
}

/** Whether a credential has the form of a token: three parts, of which the first is a JSON object in base64url. */
export const looksLikeToken = (credential: string): boolean => /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(credential)

export const tokenRefused = (detail: string, cause?: unknown): AppError =>
  new AppError('unauthenticated', 'staff_token_invalid', `The staff token is not valid: ${detail}.`, { cause })

/** What a token says of itself, before anything is believed. */
export interface Claimed {
  readonly token: string
  readonly alg: string
  readonly kid: string | undefined
  readonly payload: JWTPayload
}

// What a token for access or identity may call itself (RFC 7519, 5.1; RFC 9068, 2.1): a logout token, a proof of a key and
// others are signed with the same keys, and are none.
const TYPES: ReadonlySet<string> = new Set(['jwt', 'at+jwt', 'application/jwt', 'application/at+jwt'])
/** Longer than any that an identity provider makes; below what the headers of a request may have. */
const LONGEST_TOKEN = 12_000

/** Takes a token apart; nothing of it is believed yet. */
export function readClaimed(token: string): Claimed {
  if (token.length > LONGEST_TOKEN) throw tokenRefused('it is too long')
  const claimed = takeApart(token)
  const { typ } = claimed
  if (typ !== undefined && !(typeof typ === 'string' && TYPES.has(typ.toLowerCase())))
    throw tokenRefused('its header says that it is of another type')
  // Those that end a session have it, and many of them no type (OpenID Connect Back-Channel Logout 1.0, 2.4 and 4.1).
  if ('events' in claimed.payload) throw tokenRefused('it tells of something that has happened')
  return claimed
}

function takeApart(token: string): Claimed & { readonly typ: unknown } {
  try {
    const { alg = 'none', kid, typ } = decodeProtectedHeader(token)
    return { token, typ, alg, kid: typeof kid === 'string' ? kid : undefined, payload: decodeJwt(token) }
  } catch (error) {
    throw tokenRefused('it is not a JWT', error)
  }
}

/** Checks a token that Polyphon itself has signed. */
export async function verifyOwn(
  { token, kid, payload }: Claimed,
  workspaces: WorkspaceDirectory,
  now: Date,
): Promise<StaffMember> {
  const { aud: workspaceId, sub = '' } = payload
  if (typeof workspaceId !== 'string' || !isUuid(workspaceId)) throw tokenRefused('its audience is no workspace')
  const keys = await workspaces.personKeys(workspaceId.toLowerCase())
  const key = keys.find((candidate) => candidate.keyId === kid && signsForStaff(candidate))
  if (key?.publicKey == null) throw tokenRefused('no key of the workspace has signed it')
  await checkToken(token, key.publicKey, {
    algorithms: ['ES256'],
    issuer: OWN_ISSUER,
    audience: key.workspaceId,
    longestSeconds: LONGEST_STAFF_TOKEN_SECONDS,
    now,
  })
  const staffId = sub.startsWith(STAFF) ? sub.slice(STAFF.length) : ''
  const staff = isUuid(staffId) ? await workspaces.staff(key.workspaceId, staffId) : null
  return admitted(staff, key.workspaceId, now)
}

interface TokenRules {
  readonly algorithms: readonly string[]
  readonly issuer: string
  readonly audience: string
  /** From `iat` to `exp`. */
  readonly longestSeconds: number
  readonly now: Date
}

/** Checks signature, algorithm, issuer, audience and times, with five seconds for clocks that differ. */
export async function checkToken(token: string, key: JWK, rules: TokenRules): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key, {
    algorithms: [...rules.algorithms],
    issuer: rules.issuer,
    audience: rules.audience,
    clockTolerance: TOLERANCE_SECONDS,
    currentDate: rules.now,
    requiredClaims: ['exp', 'iat'],
  }).catch((error: unknown) => {
    throw tokenRefused('its signature, issuer, audience or time is wrong', error)
  })
  const { exp = 0, iat = 0 } = payload
  if (exp - iat > rules.longestSeconds) throw tokenRefused(`it lives longer than ${rules.longestSeconds / 3600} hours`)
  if (iat > rules.now.getTime() / 1000 + TOLERANCE_SECONDS) throw tokenRefused('it was issued in the future')
  return payload
}

/** Who of the directory calls; whoever has left, or has not come yet, is refused. */
export function admitted(staff: Staff | null, workspaceId: string, now: Date): StaffMember {
  if (staff === null)
    throw new AppError('unauthenticated', 'staff_unknown', 'The directory of the workspace knows nobody of this token.')
  if (!isValidAt(staff, now))
    throw new AppError('unauthenticated', 'staff_inactive', 'The directory does not count them among the staff now.')
  const { staffId, unit, roles } = staff
  return { workspaceId, staffId, unit, roles }
}
