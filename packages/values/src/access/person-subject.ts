import { normaliseId } from '../identifiers/identifier.js'

/** Who a person token speaks for: a profile id, or the user id that the customer's own backend knows. */
export type PersonSubject = { readonly profileId: string } | { readonly userId: string }

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const PROFILE = 'profile:'
const USER = 'user:'

/** The subject of a person token as its `sub` says it (RFC 7519 §4.1.2). */
export const writePersonSubject = (subject: PersonSubject): string =>
  'profileId' in subject ? `${PROFILE}${subject.profileId}` : `${USER}${subject.userId}`

/** Reads `profile:<id>` or `user:<userId>`, each in its one form; null for anything else. */
export function readPersonSubject(text: string): PersonSubject | null {
  if (text.startsWith(PROFILE)) {
    const profileId = text.slice(PROFILE.length).toLowerCase()
    return UUID.test(profileId) ? { profileId } : null
  }
  if (!text.startsWith(USER)) return null
  const userId = normaliseId(text.slice(USER.length))
  return userId === null || /\p{Cc}/u.test(userId) ? null : { userId }
}
