import type { Tx } from '@polyphon/service-kit'
import type { PersonSubject } from '@polyphon/values'
import { profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { readAllIds } from '../../people/store/subjects.js'
import type { PersonExport } from '../domain/export.js'
import { exportUnknown } from '../steps/export-unknown.js'
import { readExport } from '../store/exports.js'

/** An export; for a person only one of their own, and every other one is unknown. Throws `export_unknown` (404). */
export async function getExport(tx: Tx, exportId: string, self: PersonSubject | null): Promise<PersonExport> {
  const found = await readExport(tx, exportId)
  if (found === null) throw exportUnknown()
  if (self === null) return found
  const mine = await readAllIds(tx, await profileOfSubject(tx, self))
  if (!mine.includes(found.profileId)) throw exportUnknown()
  return found
}
