import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { SegmentOutcome } from './apply-segments.js'

/** Tells which segments a person has entered and left; the caller holds the person's row. */
export function appendSegmentChanges(tx: Tx, profileId: string, outcome: SegmentOutcome, because: string): void {
  const occurredAt = tx.now.toISOString()
  for (const { segment, version } of outcome.left)
    outbox.append(tx, segmentLeft, { profileId, segment, segmentVersion: version, because, occurredAt })
  for (const { segment, version, until } of outcome.entered)
    outbox.append(tx, segmentEntered, {
      profileId,
      segment,
      segmentVersion: version,
      because,
      until: until === null ? null : until.toISOString(),
      occurredAt,
    })
}
