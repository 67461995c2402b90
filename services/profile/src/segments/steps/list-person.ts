import { AppError, type Tx } from '@polyphon/service-kit'
import { findPerson, type NamedPerson } from '../../people/steps/find-person.js'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { lockSubjects } from '../../people/store/subjects.js'
import { insertListing, removeListing } from '../store/listings.js'
import { holdSegmentSet } from '../store/segments.js'
import { reEvaluateSubjects } from './re-evaluate-subjects.js'

/** Somebody, and the segment on whose list they are to be, or not to be any more. */
export interface Listing extends NamedPerson {
  readonly segment: string
  readonly isListed: boolean
  /** `list:<request>` or `import:<job>`. */
  readonly because: string
}

/**
 * Puts somebody on the list of a segment or takes them from it; answers whether that changes anything. The segment is judged
 * in the same transaction. Throws what `findPerson` does, 404 `segment_unknown`, 409 `segment_archived` and
 * `segment_not_listed`.
 */
export async function listPerson(tx: Tx, { segment, isListed, because, ...named }: Listing): Promise<boolean> {
  const profileId = await findPerson(tx, named)
  const people = await lockSubjects(tx, [profileId])
  if (people.length === 0 || (await findPerson(tx, named)) !== profileId)
    throw new ChangedMeanwhile('The person was merged or split while this transaction waited for them.')
  await requireList(tx, segment)
  const isChanged = isListed
    ? await insertListing(tx, { profileId, writtenFor: named.profileId ?? profileId, segment, because })
    : await removeListing(tx, { profileId, segment })
  if (isChanged) await reEvaluateSubjects(tx, people, { segment, because })
  return isChanged
}

async function requireList(tx: Tx, key: string): Promise<void> {
  const found = (await holdSegmentSet(tx)).find((segment) => segment.key === key)
  if (found === undefined) throw new AppError('missing', 'segment_unknown', 'There is no such segment.')
  if (found.isArchived === true)
    throw new AppError('conflict', 'segment_archived', 'The segment is archived; restore it first.')
  if (!found.dependsOn.lists.has(key))
    throw new AppError(
      'conflict',
      'segment_not_listed',
      `Its condition does not look at its list: { "listed": "${key}" }.`,
    )
}
