import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { EvaluatedPerson } from '../domain/evaluation.js'

/** Appends which segments a person has left and entered; the caller holds the person's row. */
export function appendSegmentChanges(
  tx: Tx,
  { profileId, because, entered, left }: EvaluatedPerson,
  chainDepth?: number,
): void {
  const occurredAt = tx.now.toISOString()
  const chain = chainDepth === undefined ? {} : { chainDepth }
  for (const { segment, version } of left)
    outbox.append(tx, segmentLeft, { profileId, segment, segmentVersion: version, because, occurredAt, ...chain })
  for (const { segment, version, until } of entered)
    outbox.append(tx, segmentEntered, {
      profileId,
      segment,
      segmentVersion: version,
      because,
      until: until === null ? null : until.toISOString(),
      occurredAt,
      ...chain,
    })
}
