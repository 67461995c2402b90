import type { Tx } from '@polyphon/service-kit'
import type { PersonSubject } from '@polyphon/values'
import { assertTokenProfile } from '../steps/find-token-profile.js'
import { type PermissionGiven, type RecordedPermission, recordPermission } from '../steps/record-permission.js'

/** Records what a person allows; `subject` is whom a person token speaks for, null for a secret key. */
export async function putPermission(
  tx: Tx,
  given: Omit<PermissionGiven, 'source'>,
  subject: PersonSubject | null,
): Promise<RecordedPermission> {
  if (subject !== null) await assertTokenProfile(tx, subject, given.profileId)
  return recordPermission(tx, { ...given, source: subject === null ? 'api' : 'person' })
}
