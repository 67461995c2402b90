import type { Around } from '@polyphon/service-kit/definitions'
import type { ProfileDeps } from '../../config.js'
import { backfillSegment } from './backfill-segment.js'

// With up to a thousand people the response waits until everybody has been evaluated; otherwise a timer does the rest.
const CHUNKS_AT_ONCE = 3

/** Evaluates the first people by a segment that was just published. */
export async function beginBackfill({ key, deps, write }: Around<ProfileDeps>): Promise<void> {
  let isDone = false
  for (let chunk = 0; chunk < CHUNKS_AT_ONCE && !isDone; chunk += 1)
    isDone = await write((tx) => backfillSegment(tx, key, deps))
}
