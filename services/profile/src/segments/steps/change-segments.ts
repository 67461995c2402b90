import { profileChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { contentOf, type Profile } from '../../people/domain/profile.js'
import { lockProfiles, saveProfiles } from '../../people/store/profiles.js'
import { appendSegmentChanges } from './append-segment-changes.js'
import type { SegmentEvaluation } from './evaluate-segments.js'
import { saveEvaluation } from './save-evaluation.js'

/**
 * Stores in what segments people are now, and appends what has changed, for people of whom nothing else has changed. Their
 * rows are locked.
 */
export async function changeSegments(tx: Tx, evaluation: SegmentEvaluation): Promise<void> {
  const changed = [...evaluation.people.values()].filter(({ changes }) => changes.length > 0)
  const { people: before } = await lockProfiles(
    tx,
    changed.map(({ profileId }) => profileId),
  )
  await saveReEvaluated(tx, evaluation, before)
}

/** The same for people who have been read, and of whom nothing is stored in a table of its own that has changed otherwise. */
export async function saveReEvaluated(
  tx: Tx,
  evaluation: SegmentEvaluation,
  people: readonly Profile[],
): Promise<void> {
  const after = people.map((profile) => ({
    ...profile,
    segments: evaluation.people.get(profile.profileId)?.segments ?? profile.segments,
    revision: profile.revision + 1,
    updatedAt: tx.now,
  }))
  await saveEvaluation(tx, evaluation)
  await saveProfiles(tx, after)
  const changedAt = tx.now.toISOString()
  const judged = after.flatMap((profile) => {
    const person = evaluation.people.get(profile.profileId)
    return person === undefined ? [] : [{ profile, person }]
  })
  for (const {
    profile,
    person: { because },
  } of judged)
    outbox.append(tx, profileChanged, { ...contentOf(profile), revision: profile.revision, because, changedAt })
  for (const { person } of judged) appendSegmentChanges(tx, person)
}
