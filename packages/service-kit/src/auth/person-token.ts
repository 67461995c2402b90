import { type PersonSubject, readPersonSubject, writePersonSubject } from '@polyphon/values'
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { AppError } from '../values/errors.js'
import type { WorkspaceDirectory } from './directory.js'
import { signsForStaff } from './staff-token.js'

export const LONGEST_PERSON_TOKEN_SECONDS = 86_400
const TOLERANCE_SECONDS = 5

export interface PersonTokenRequest {
  readonly workspaceId: string
  readonly keyId: string
  readonly privateKey: JWK
  readonly subject: PersonSubject
  readonly issuedAt: Date
  readonly ttlSeconds: number
}

/** Signs a token for one person: ES256, at most 24 hours, good for one workspace. */
export async function signPersonToken(request: PersonTokenRequest): Promise<{ token: string; expiresAt: Date }> {
  const issued = Math.floor(request.issuedAt.getTime() / 1000)
  const expires = issued + request.ttlSeconds
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: request.keyId })
    .setSubject(writePersonSubject(request.subject))
    .setAudience(request.workspaceId)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(await importJWK(request.privateKey, 'ES256'))
  return { token, expiresAt: new Date(expires * 1000) }
}

const refused = (detail: string, cause?: unknown): AppError =>
  new AppError('unauthenticated', 'person_token_invalid', `The person token is not valid: ${detail}.`, { cause })

/** Whom a token speaks for, and since when: whoever asks for all of somebody's data has to have proved it lately. */
export interface VerifiedPerson {
  readonly person: PersonSubject
  readonly personSince: Date
}

/** Checks a person token against the public keys registered for its workspace. */
export async function verifyPersonToken(
  token: string,
  workspaceId: string,
  workspaces: WorkspaceDirectory,
  now: Date,
): Promise<VerifiedPerson> {
  const candidates = await candidateKeys(token, workspaceId, workspaces, now)
  for (const key of candidates) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['ES256'],
        audience: workspaceId,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: now,
        requiredClaims: ['sub', 'exp', 'iat'],
      })
      const { exp = 0, iat = 0, sub = '' } = payload
      if (exp - iat > LONGEST_PERSON_TOKEN_SECONDS) throw refused('it lives longer than 24 hours')
      if (iat > now.getTime() / 1000 + TOLERANCE_SECONDS) throw refused('it was issued in the future')
      const subject = readPersonSubject(sub)
      if (subject === null) throw refused('its subject is neither profile:<id> nor user:<userId>')
      return { person: subject, personSince: new Date(iat * 1000) }
    } catch (error) {
      if (error instanceof AppError) throw error
      if (candidates.length === 1) throw refused('its signature, audience or time is wrong', error)
    }
  }
  throw refused('no registered key has signed it')
}

async function candidateKeys(
  token: string,
  workspaceId: string,
  workspaces: WorkspaceDirectory,
  now: Date,
): Promise<readonly JWK[]> {
  let kid: string | undefined
  try {
    const header = decodeProtectedHeader(token)
    if (header.alg !== 'ES256') throw refused('it is not signed with ES256')
    kid = header.kid
  } catch (error) {
    throw error instanceof AppError ? error : refused('it is not a JWT', error)
  }
  const keys = (await workspaces.personKeys(workspaceId)).filter(
    (key) => key.publicKey !== null && !signsForStaff(key) && (key.expiresAt === null || key.expiresAt > now),
  )
  const named = kid === undefined ? [] : keys.filter((key) => key.keyId === kid || key.publicKey?.kid === kid)
  return (named.length > 0 ? named : keys).flatMap((key) => (key.publicKey === null ? [] : [key.publicKey]))
}
