import type { Tx } from '@polyphon/service-kit'
import { lockSubject } from '../store/subjects.js'
import { sortSubjects } from './sort-subjects.js'

/** Judges one segment of one person anew because time has passed. Whoever was merged has been judged under their new id. */
export async function resortPerson(
  tx: Tx,
  { segment, profileId }: { readonly segment: string; readonly profileId: string },
): Promise<void> {
  const subject = await lockSubject(tx, profileId)
  if (subject === null) return
  await sortSubjects(tx, [subject], { segment, because: 'time' })
}
