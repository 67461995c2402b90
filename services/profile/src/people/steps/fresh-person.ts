import { AppError } from '@polyphon/service-kit'
import type { Caller } from '@polyphon/service-kit/access'
import type { PersonSubject } from '@polyphon/values'

const FRESH_MS = 15 * 60_000

/** Whom a person token speaks for; null for whoever calls without one. */
export const selfOf = (caller: Caller): PersonSubject | null => (caller.kind === 'publishable' ? caller.person : null)

/** Whom a person token speaks for. Throws `person_token_required` (403) for whoever speaks for nobody in particular, such as a secret key. */
export function requireSelf(caller: Caller): PersonSubject {
  const self = selfOf(caller)
  if (self !== null) return self
  throw new AppError('forbidden', 'person_token_required', 'Call this with a publishable key and a person token.')
}

/**
 * A token that lay about for hours proves nothing of who holds it now. Throws `person_not_verified` (403) for a person token that
 * was issued more than 15 minutes ago.
 */
export function requireFresh(caller: Caller, now: Date): void {
  if (caller.kind !== 'publishable' || caller.personSince === null) return
  if (caller.personSince.getTime() > now.getTime() - FRESH_MS) return
  throw new AppError(
    'forbidden',
    'person_not_verified',
    'The person token was issued more than 15 minutes ago. Let the person log in again and send a new one (`issuePersonToken`).',
  )
}
