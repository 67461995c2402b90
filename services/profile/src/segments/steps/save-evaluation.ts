import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { setTimersAtLatest, type Tx } from '@polyphon/service-kit'
import type { OwnedTimelineItem } from '../../timeline/domain/timeline.js'
import { saveTimelineItems } from '../../timeline/store/timeline.js'
import type { EvaluatedPerson } from '../domain/evaluation.js'
import { saveMemberChanges } from '../store/segment-members.js'
import { saveProgressChanges } from '../store/segment-progress.js'
import type { SegmentEvaluation } from './evaluate-segments.js'
import { SEGMENT_UNTIL_TIMER, segmentUntilTimerOf } from './segment-until-timer.js'

/** Stores how the segments of people have changed: members, folded pasts, timers and the timeline. */
export async function saveEvaluation(tx: Tx, { people, merged, split, forgotten }: SegmentEvaluation): Promise<void> {
  const changed = [...people.values()]
  await saveProgressChanges(tx, {
    forgottenOf: [...new Set([...split, ...merged.flatMap(({ survivorId, absorbedId }) => [survivorId, absorbedId])])],
    forgotten,
    saved: changed.flatMap(({ progress }) => progress),
  })
  await saveMemberChanges(tx, {
    moved: merged,
    saved: changed.flatMap(({ profileId, entered, amended }) =>
      [...entered, ...amended].map(({ segment, version, until }) => ({ profileId, segment, version, until })),
    ),
    removed: changed.flatMap(({ profileId, left }) => left.map(({ segment }) => ({ profileId, segment }))),
  })
  // A timer that is early judges again and sets the next one; one that is not needed any more runs once in vain.
  await setTimersAtLatest(
    tx,
    SEGMENT_UNTIL_TIMER,
    changed.flatMap(({ profileId, timers }) =>
      timers.map(({ segment, dueAt }) => ({ ...segmentUntilTimerOf(segment, profileId), dueAt })),
    ),
  )
  await saveTimelineItems(
    tx,
    changed.flatMap((person) => itemsOf(tx, person)),
  )
}

function itemsOf(tx: Tx, { profileId, because, changes }: EvaluatedPerson): readonly OwnedTimelineItem[] {
  return changes.map(({ segment, version, until, isEntry }) => ({
    id: tx.newId(),
    kind: 'segment',
    profileId,
    occurredAt: tx.now,
    type: (isEntry ? segmentEntered : segmentLeft).type,
    service: 'profile',
    data: { segment, segmentVersion: version, because, until: until?.toISOString() ?? null },
  }))
}
