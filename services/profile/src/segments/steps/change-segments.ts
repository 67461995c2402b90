import { profileChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { contentOf } from '../../people/domain/profile.js'
import { lockProfiles, saveProfiles } from '../../people/store/profiles.js'
import { appendSegmentChanges } from './append-segment-changes.js'
import type { SegmentOutcome } from './apply-segments.js'

/** Stores in what segments people are now, and tells it, for people of whom nothing else has changed. Their rows are locked. */
export async function changeSegments(
  tx: Tx,
  outcomes: ReadonlyMap<string, SegmentOutcome>,
  because: string,
): Promise<void> {
  const changed = [...outcomes].filter(([, { entered, left }]) => entered.length + left.length > 0)
  const before = await lockProfiles(
    tx,
    changed.map(([profileId]) => profileId),
  )
  const after = before.map((profile) => ({
    ...profile,
    segments: outcomes.get(profile.profileId)?.segments ?? profile.segments,
    revision: profile.revision + 1,
    updatedAt: tx.now,
  }))
  await saveProfiles(tx, after)
  const changedAt = tx.now.toISOString()
  for (const profile of after)
    outbox.append(tx, profileChanged, { ...contentOf(profile), revision: profile.revision, because, changedAt })
  for (const [profileId, outcome] of changed) appendSegmentChanges(tx, profileId, outcome, because)
}
