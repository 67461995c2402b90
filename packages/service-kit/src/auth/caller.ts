import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { PersonSubject } from '@polyphon/values'
import { AppError } from '../values/errors.js'
import { hashApiKey, readApiKey } from './api-key.js'
import type { WorkspaceDirectory } from './directory.js'
import { verifyPersonToken } from './person-token.js'
import { looksLikeToken, type StaffMember } from './staff-token.js'
import type { Strangers } from './strangers.js'
import { verifyStaffToken } from './verify-staff.js'
import type { StoredKey } from './workspace.js'

/** Who is calling, once the credential has been checked. The workspace comes from here, never from a body. */
export type Caller =
  | { readonly kind: 'admin' }
  | {
      readonly kind: 'secret'
      readonly workspaceId: string
      readonly keyId: string
      readonly scopes: readonly string[]
      /** Whose things alone it reaches; null for all. */
      readonly unit: string | null
      /** For whom of the staff it speaks; what they may not do it may not either. */
      readonly onBehalfOf: StaffMember | null
    }
  | {
      readonly kind: 'publishable'
      readonly workspaceId: string
      readonly keyId: string
      readonly scopes: readonly string[]
      readonly person: PersonSubject | null
      /** When the token of the person was issued; null without one. */
      readonly personSince: Date | null
    }
  | ({ readonly kind: 'staff' } & StaffMember)
  | { readonly kind: 'link'; readonly workspaceId: string; readonly secretKey: boolean }
  | { readonly kind: 'anyone' }

/** The workspace of whoever calls; for operations that admit nobody without one. */
export function workspaceOf(caller: Caller): string {
  if ('workspaceId' in caller) return caller.workspaceId
  throw new Error('Only a credential of a workspace is admitted here.')
}

export interface CallerContext {
  readonly workspaces: WorkspaceDirectory
  readonly adminToken: string | undefined
  readonly strangers: Strangers
  /** Where the request comes from. */
  readonly address: string
  readonly now: Date
}

const unauthenticated = (code: string, message: string): AppError => new AppError('unauthenticated', code, message)

/** The credential as it was sent: bearer token, Basic user name, or X-Write-Key; `null` when there is none. */
export function credentialOf(headers: IncomingHttpHeaders): string | null {
  const [scheme = '', value = ''] = (headers.authorization ?? '').trim().split(/\s+/, 2)
  if (/^bearer$/i.test(scheme) && value !== '') return value
  if (/^basic$/i.test(scheme) && value !== '') {
    // Some clients leave out the colon behind the user name.
    const [user = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 1)
    if (user !== '') return user
  }
  return writeKeyOf(headers['x-write-key'])
}

/** The error for a request that carries no credential; a key as the password of Basic is a common slip. */
export function credentialMissing(headers: IncomingHttpHeaders): AppError {
  const [scheme = '', value = ''] = (headers.authorization ?? '').trim().split(/\s+/, 2)
  const isPassword = /^basic$/i.test(scheme) && /^:[ps]k_/.test(Buffer.from(value, 'base64').toString('utf8'))
  const detail = isPassword
    ? 'With Basic a key is the user name; the password stays empty.'
    : 'The request carries no credential.'
  return new AppError('unauthenticated', 'credential_missing', detail, {
    faults: isPassword ? [{ pointer: '/headers/authorization', code: 'key_as_password', detail }] : [],
  })
}

// This header is for browsers, where nothing but a publishable key has a place.
function writeKeyOf(header: string | readonly string[] | undefined): string | null {
  const key = typeof header === 'string' ? header.trim() : ''
  return key === '' ? null : key
}

/**
 * Checks a credential and answers who it belongs to; a wrong, expired or revoked one is refused with 401, each of a suspended
 * workspace with 403.
 */
export async function identifyCaller(
  credential: string,
  headers: IncomingHttpHeaders,
  context: CallerContext,
): Promise<Caller> {
  const caller = await findCaller(credential, headers, context)
  if ('workspaceId' in caller) await refuseSuspended(caller.workspaceId, context.workspaces)
  return caller
}

/** Refuses what a suspended workspace has given out. */
export async function refuseSuspended(workspaceId: string, workspaces: WorkspaceDirectory): Promise<void> {
  const workspace = await workspaces.workspace(workspaceId)
  if (workspace === null || workspace.suspendedAt === null) return
  throw new AppError('forbidden', 'workspace_suspended', 'The operator has suspended this workspace.')
}

async function findCaller(credential: string, headers: IncomingHttpHeaders, context: CallerContext): Promise<Caller> {
  // The operator's token is no key of a page.
  const isHeader = headers.authorization !== undefined
  if (isHeader && context.adminToken !== undefined && sameText(credential, context.adminToken)) return { kind: 'admin' }
  if (looksLikeToken(credential) && bearerOf(headers) === credential)
    return { kind: 'staff', ...(await identifyStaff(credential, context)) }
  const key = await findKey(credential, context)
  if (key.kind === 'secret') {
    const { workspaceId, keyId, scopes, unit } = key
    return { kind: 'secret', workspaceId, keyId, scopes, unit, onBehalfOf: null }
  }
  checkOrigin(key, headers.origin)
  const token = headers['polyphon-person']
  const verified =
    typeof token === 'string' && token !== ''
      ? await verifyPersonToken(token, key.workspaceId, context.workspaces, context.now)
      : { person: null, personSince: null }
  return { kind: 'publishable', workspaceId: key.workspaceId, keyId: key.keyId, scopes: key.scopes, ...verified }
}

/** Nowhere but there: a token in a body or an address would be kept by whoever passes it on. */
function bearerOf(headers: IncomingHttpHeaders): string | null {
  const [scheme = '', value = ''] = (headers.authorization ?? '').trim().split(/\s+/, 2)
  return /^bearer$/i.test(scheme) ? value : null
}

async function identifyStaff(token: string, context: CallerContext): Promise<StaffMember> {
  const { workspaces, strangers, address, now } = context
  try {
    return await verifyStaffToken(token, workspaces, now)
  } catch (error) {
    // Whoever tries out tokens is stopped like whoever tries out keys.
    if (error instanceof AppError && error.code === 'staff_token_invalid') await strangers.count(address)
    throw error
  }
}

async function findKey(credential: string, context: CallerContext): Promise<StoredKey> {
  const { workspaces, strangers, address, now } = context
  const parts = readApiKey(credential)
  if (parts !== null) strangers.admit(address, parts.keyId)
  const key = parts === null ? null : await workspaces.key(parts.keyId)
  if (key === null || key.hash === null || !sameText(key.hash, hashApiKey(credential))) {
    await strangers.count(address)
    throw unauthenticated('credential_unknown', 'The credential is not known.')
  }
  strangers.welcome(key.keyId)
  if (key.revokedAt !== null) throw unauthenticated('credential_revoked', 'The key has been revoked.')
  if (key.expiresAt !== null && key.expiresAt <= now)
    throw unauthenticated('credential_expired', 'The key has expired.')
  return key
}

// An origin list is for browsers: servers send no Origin header and are not held up by it.
function checkOrigin(key: StoredKey, origin: string | undefined): void {
  if (origin === undefined || key.origins.length === 0 || key.origins.includes(origin)) return
  throw new AppError('forbidden', 'origin_not_allowed', 'This key may not be used from this origin.')
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
