import type { IncomingHttpHeaders } from 'node:http'
import type { Scope } from '@polyphon/values'
import { readApiKey } from '../auth/api-key.js'
import { staffBehind } from '../auth/author.js'
import {
  type Caller,
  type CallerContext,
  credentialMissing,
  credentialOf,
  identifyCaller,
  refuseSuspended,
} from '../auth/caller.js'
import { workspaceOfLinkToken } from '../auth/link-token.js'
import { readOnBehalfOf, refuseSpeaking } from '../auth/on-behalf-of.js'
import { decideHome } from '../auth/remit.js'
import { isOpenToPartners, rolesOf, type StaffAccess } from '../auth/staff-roles.js'
import type { StaffMember } from '../auth/staff-token.js'
import { AppError } from '../values/errors.js'

/** Who may call an operation. */
export type Access =
  | { readonly who: 'admin' }
  | {
      readonly who: 'key'
      readonly scope: Scope
      /** What a publishable key may do here: nothing (default), call alone (writing only), or with a person token. */
      readonly publishable?: 'alone' | 'with_person'
      /** Which of the staff may call it, by what it is about. Where it is not said nobody of them may. */
      readonly staff?: StaffAccess
      /**
       * `unit`: what it answers and changes is owned by units: agents reach that of their own, managers that of their own and those
       * below. The operation is told (`request.remit`) and keeps to it. `assigned`: the firm's own
       * staff reach everybody; whoever is of a partner the people about whom their units have open work. Without it nobody of a
       * partner may call it.
       */
      readonly remit?: 'unit' | 'assigned'
      /** The operator's admin token may call too, and then sees every workspace. */
      readonly admin?: boolean
    }
  /**
   * A token in the path is the credential, whatever the headers carry; `unknown` is the code of the 404 for a token that
   * cannot be ours.
   */
  | {
      readonly who: 'link'
      readonly param: string
      readonly unknown: string
      /** Somebody's right, whatever the firm owes its operator. */
      readonly evenSuspended?: true
    }
  /** `reads`: the operation looks for a key by itself, also in the body, and asks this scope of it. */
  | { readonly who: 'anyone'; readonly reads?: Scope }

export interface AccessRequest {
  readonly headers: IncomingHttpHeaders
  readonly params: Readonly<Record<string, unknown>>
}

// Said of a key that may not be used, as opposed to a failure on our side.
const REFUSED: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden', 'limited'])

/** Finds out who calls and whether they may; throws 401, 403 or, for a link, 404. */
export async function admit(access: Access, request: AccessRequest, context: CallerContext): Promise<Caller> {
  switch (access.who) {
    case 'anyone':
      if (access.reads !== undefined) refuseSpeaking(request.headers)
      return { kind: 'anyone' }
    case 'link':
      return admitLink(access, request, context)
    case 'admin': {
      const caller = await identify(request, context)
      if (caller.kind === 'admin') {
        refuseSpeaking(request.headers)
        return caller
      }
      throw new AppError('forbidden', 'admin_required', 'Only the operator may do this.')
    }
    case 'key': {
      const caller = await speaking(access, checkKey(access, await identify(request, context)), request, context)
      await checkHome(access, caller, context)
      return caller
    }
  }
}

async function identify(request: AccessRequest, context: CallerContext): Promise<Caller> {
  const credential = credentialOf(request.headers)
  if (credential === null) throw credentialMissing(request.headers)
  return identifyCaller(credential, request.headers, context)
}

async function admitLink(
  access: Extract<Access, { who: 'link' }>,
  request: AccessRequest,
  context: CallerContext,
): Promise<Caller> {
  const token = request.params[access.param]
  const workspaceId = typeof token === 'string' ? workspaceOfLinkToken(token) : null
  if (workspaceId === null || (await context.workspaces.isDeleted(workspaceId)))
    throw new AppError('missing', access.unknown, 'There is nothing behind this link.')
  if (access.evenSuspended !== true) await refuseSuspended(workspaceId, context.workspaces)
  const credential = credentialOf(request.headers)
  if (credential === null || readApiKey(credential) === null) return { kind: 'link', workspaceId, secretKey: false }
  return { kind: 'link', workspaceId, secretKey: await isSecretKeyOf(workspaceId, credential, request, context) }
}

// The token alone decides: what else the request carries may be a proxy's or a browser's, or a key of the past.
async function isSecretKeyOf(
  workspaceId: string,
  credential: string,
  { headers }: AccessRequest,
  context: CallerContext,
): Promise<boolean> {
  try {
    const caller = await identifyCaller(credential, headers, context)
    return caller.kind === 'secret' && caller.unit === null && caller.workspaceId === workspaceId
  } catch (error) {
    if (error instanceof AppError && REFUSED.has(error.kind)) return false
    throw error
  }
}

function checkKey(access: Extract<Access, { who: 'key' }>, caller: Caller): Caller {
  if (caller.kind === 'admin') {
    if (access.admin === true) return caller
    throw new AppError('forbidden', 'key_required', 'The admin token belongs to no workspace; use a key.')
  }
  if (caller.kind === 'staff') {
    checkRoles(access.staff, caller)
    return caller
  }
  if (caller.kind !== 'secret' && caller.kind !== 'publishable')
    throw new AppError('forbidden', 'key_required', 'A key is needed.')
  if (caller.kind === 'publishable') checkPublishable(access.publishable, caller.person !== null)
  if (caller.kind === 'secret') checkUnit(access, caller.unit)
  if (caller.scopes.includes(access.scope)) return caller
  throw new AppError('forbidden', 'scope_missing', `The key lacks the scope ${access.scope}.`)
}

/** The same caller with the one of the staff for whom they speak, who has to be one that may. */
async function speaking(
  access: Extract<Access, { who: 'key' }>,
  caller: Caller,
  { headers }: AccessRequest,
  context: CallerContext,
): Promise<Caller> {
  const onBehalfOf = await readOnBehalfOf(caller, headers, context)
  if (onBehalfOf === null || caller.kind !== 'secret') return caller
  checkRoles(access.staff, onBehalfOf)
  return { ...caller, onBehalfOf }
}

function checkRoles(access: StaffAccess | undefined, { roles }: Pick<StaffMember, 'roles'>): void {
  const allowed = rolesOf(access)
  if (roles.some((role) => allowed.includes(role))) return
  const needed = allowed.length === 0 ? 'Staff may not do this.' : `This needs one of the roles ${allowed.join(', ')}.`
  throw new AppError('forbidden', 'role_missing', needed)
}

/** A key that is bound to a unit calls what is limited to units, and what names nobody. */
function checkUnit({ remit, staff }: Extract<Access, { who: 'key' }>, unit: string | null): void {
  if (unit !== null && remit === undefined && !isOpenToPartners(staff)) throw keyOfUnitRefused(unit)
}

export const keyOfUnitRefused = (unit: string): AppError =>
  new AppError(
    'forbidden',
    'key_of_unit_refused',
    `The key is bound to the unit "${unit}", and this is of the whole workspace.`,
  )

/** Keeps partners' staff to what is of their partner, whatever their roles are. */
async function checkHome(
  access: Extract<Access, { who: 'key' }>,
  caller: Caller,
  { workspaces }: CallerContext,
): Promise<void> {
  const staff = staffBehind(caller)
  if (staff === null) return
  const outcome = decideHome(access, staff.unit, await workspaces.units(staff.workspaceId, staff.unit))
  if (outcome === 'of_partner')
    throw new AppError('forbidden', 'partner_refused', 'Their unit is of a partner, and this is of the whole firm.')
  const kind = caller.kind === 'staff' ? 'unauthenticated' : 'unprocessable'
  if (outcome === 'unit_unknown')
    throw new AppError(kind, 'staff_unit_unknown', 'Their unit, or one above it, is not known here yet.')
}

function checkPublishable(allowed: 'alone' | 'with_person' | undefined, hasPerson: boolean): void {
  if (allowed === 'alone' || (allowed === 'with_person' && hasPerson)) return
  if (allowed === 'with_person')
    throw new AppError('forbidden', 'person_token_required', 'A publishable key needs a person token here.')
  throw new AppError('forbidden', 'secret_key_required', 'A publishable key may not do this.')
}
