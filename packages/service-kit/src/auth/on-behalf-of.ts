import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../values/errors.js'
import { isUuid } from '../values/ids.js'
import type { Caller, CallerContext } from './caller.js'
import { admitted, type StaffMember } from './staff-token.js'

/** Names somebody of the firm for whom a secret key speaks: the id that the directory has. */
export const ON_BEHALF_OF = 'Polyphon-On-Behalf-Of'

const NAME = 'polyphon-on-behalf-of'
const POINTER = `/headers/${NAME}`
const SCOPE = 'staff:impersonate'

/**
 * For whom of the staff a caller speaks; null without the header. Only a secret key with `staff:impersonate` speaks for
 * somebody (400, 403), and only for whoever counts among the staff now (422). What they may do is asked by whoever admits.
 */
export async function readOnBehalfOf(
  caller: Caller,
  headers: IncomingHttpHeaders,
  { workspaces, now }: Pick<CallerContext, 'workspaces' | 'now'>,
): Promise<StaffMember | null> {
  const given = headers[NAME]
  if (given === undefined) return null
  if (caller.kind !== 'secret') throw refuseOnBehalfOf()
  if (!caller.scopes.includes(SCOPE))
    throw new AppError(
      'forbidden',
      'scope_missing',
      `The key lacks the scope ${SCOPE}, with which it speaks for staff.`,
    )
  const staffId = typeof given === 'string' ? given.trim().toLowerCase() : ''
  if (!isUuid(staffId))
    throw refused('invalid', 'on_behalf_of_invalid', 'must be the id of somebody of the directory, a UUID')
  try {
    return admitted(await workspaces.staff(caller.workspaceId, staffId), caller.workspaceId, now)
  } catch (error) {
    if (error instanceof AppError) throw refused('unprocessable', error.code, error.message, error)
    throw error
  }
}

/** Refuses the header where nobody is spoken for; without it nothing happens. */
export function refuseSpeaking(headers: IncomingHttpHeaders): void {
  if (headers[NAME] !== undefined) throw refuseOnBehalfOf()
}

const refuseOnBehalfOf = (): AppError =>
  refused('invalid', 'on_behalf_of_misplaced', 'Only a secret key speaks for somebody of the firm, and not here.')

const refused = (kind: 'invalid' | 'unprocessable', code: string, detail: string, cause?: unknown): AppError =>
  new AppError(kind, code, `${ON_BEHALF_OF}: ${detail}`, { cause, faults: [{ pointer: POINTER, code, detail }] })
