import type { Tx } from '@polyphon/service-kit'
import type { Remit } from '@polyphon/service-kit/access'
import { hasOpenWork } from '@polyphon/service-kit/work'
import { readAllIds } from '../store/subjects.js'
import { profileUnknown } from './require-profile-id.js'

/**
 * Refuses a person who is not assigned to whoever calls, as if they were not there: whoever is of a partner reaches those about
 * whom a unit of theirs has open work. Throws `profile_unknown` (404).
 */
export async function requireAssigned(tx: Tx, anyId: string, { units }: Remit): Promise<void> {
  if (units === null) return
  if (!(await hasOpenWork(tx, { profileIds: await readAllIds(tx, anyId), units }))) throw profileUnknown()
}
