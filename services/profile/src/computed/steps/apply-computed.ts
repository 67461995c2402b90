import { dependencies } from '@polyphon/conditions'
import { AppError, type Tx } from '@polyphon/service-kit'
import type { Around, Change, Definition, Use } from '@polyphon/service-kit/definitions'
import { parsePath } from '@polyphon/values'
import type { ProfileDeps } from '../../config.js'
import { computedLeaves, misfitOf } from '../../segments/domain/computed-leaf.js'
import { lockSegment, saveBackfill } from '../../segments/store/segment-backfills.js'
import { claimSegments, renewStamp } from '../../segments/store/segment-stamp.js'
import { readSegments } from '../../segments/store/segments.js'
import type { ComputedContent } from '../domain/computed-trait.js'
import { backfillComputed, backfillKeyOf, scheduleComputedBackfill } from './backfill-computed.js'

// What the routes need of the store.
export { readBackfills } from '../../segments/store/segment-backfills.js'
export { backfillKeyOf } from './backfill-computed.js'

// Whoever publishes begins with the back-fill at once; the timer is for a process that dies in between.
const FALLBACK_MS = 5_000
// With up to a thousand people the response waits for all of them.
const CHUNKS_AT_ONCE = 3

/** In the order of whoever publishes a segment: who holds the timer waits neither for the trait nor for its publication. */
export async function lockComputed(tx: Tx, key: string): Promise<void> {
  await lockSegment(tx, backfillKeyOf(key))
  await scheduleComputedBackfill(tx, key, FALLBACK_MS)
  await claimSegments(tx)
}

/** Has everybody looked at by what a computed trait says now; of an archived one nobody keeps a value. */
export async function applyComputed(
  tx: Tx,
  { key, version }: Definition<ComputedContent>,
  change: Change,
): Promise<void> {
  await renewStamp(tx)
  await saveBackfill(tx, { key: backfillKeyOf(key), version, afterId: null })
  // Only who publishes begins with it before the answer.
  if (change !== 'published') await scheduleComputedBackfill(tx, key, 0)
}

/** Works out the first people of a trait that was just published. */
export async function beginComputedBackfill({ key, write }: Around<ProfileDeps>): Promise<void> {
  let isDone = false
  for (let chunk = 0; chunk < CHUNKS_AT_ONCE && !isDone; chunk += 1)
    isDone = await write((tx) => backfillComputed(tx, key))
}

/** Refuses another kind of value than those that segments in use compare with. */
export async function refuseUnfitComputed(
  tx: Tx,
  { key, content: { compute, property } }: Definition<ComputedContent>,
): Promise<void> {
  const faults = (await readSegments(tx)).flatMap(({ key: segment, condition }) =>
    computedLeaves(condition)
      .filter(({ node }) => node.computed === key)
      .flatMap((leaf) => {
        const misfit = misfitOf(leaf, { compute, property, isArchived: false })
        return misfit === null
          ? []
          : [{ ...misfit, pointer: '/body/compute', detail: `Segment "${segment}": ${misfit.detail}` }]
      }),
  )
  if (faults.length > 0)
    throw new AppError('unprocessable', 'computed_trait_invalid', 'Segments compare with another kind of value.', {
      faults,
    })
}

/** The segments in use that look at a computed trait. */
export async function usersOfComputed(tx: Tx, key: string): Promise<readonly Use[]> {
  const looksAt = (path: string): boolean => {
    const [root, name] = parsePath(path) ?? []
    return root === 'traits' && name === key
  }
  return (await readSegments(tx))
    .filter(({ isArchived, condition }) => !isArchived && [...dependencies(condition).paths].some(looksAt))
    .map((segment) => ({ kind: 'segment', key: segment.key }))
}
