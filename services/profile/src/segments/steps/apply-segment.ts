import { dependencies } from '@polyphon/conditions'
import { type Tx } from '@polyphon/service-kit'
import type { Definition } from '@polyphon/service-kit/definitions'
import type { Fault } from '@polyphon/values'
import { archivedNamedBy, findCircle, missingNamedBy } from '../domain/segment.js'
import { lockSegment, saveBackfill } from '../store/segment-backfills.js'
import { claimSegments, renewStamp } from '../store/segment-stamp.js'
import { readSegments, type SegmentContent, saveNewest } from '../store/segments.js'
import { conditionInvalid } from './check-condition.js'
import { requireComputed } from './require-computed.js'
import { scheduleBackfill } from './schedule-backfill.js'

// What the routes of definitions need of the store.
export { readBackfills } from '../store/segment-backfills.js'
export { readSegments, type SegmentContent, storedSegment } from '../store/segments.js'

// Whoever publishes begins with the back-fill at once; the timer is for a process that dies in between.
const FALLBACK_MS = 5_000

/** In this order nobody waits for ever: whoever holds the timer waits neither for the segment nor for its publication. */
export async function lockPublication(tx: Tx, key: string): Promise<void> {
  await lockSegment(tx, key)
  await scheduleBackfill(tx, key, FALLBACK_MS)
  await claimSegments(tx)
}

/** Refuses a segment that refers to itself through others, or to one that is archived, or compares with a computed trait that is not there; one that is still to come may be named. */
export async function refuseUnfit(tx: Tx, { key, content }: Definition<SegmentContent>): Promise<void> {
  await requireComputed(tx, content.condition)
  const foreign = [...dependencies(content.condition).lists].filter((list) => list !== key)
  if (foreign.length > 0)
    throw conditionInvalid(
      foreign.map((list) =>
        fault('list_elsewhere', `The list is that of another segment: name it, { "segment": "${list}" }.`),
      ),
    )
  const others = await readSegments(tx)
  const archived = archivedNamedBy(content.condition, others).filter((other) => other !== key)
  if (archived.length > 0)
    throw conditionInvalid(
      archived.map((other) => fault('segment_archived', `The segment "${other}" is archived; restore it first.`)),
    )
  const circle = findCircle({ key, condition: content.condition }, others)
  if (circle === null) return
  const detail = `The segment refers to itself: ${circle.join(' → ')}.`
  throw conditionInvalid([fault('segment_circle', detail)])
}

/** What is no error, as it may be published later: a segment that nobody knows yet. */
export async function warnSegment(tx: Tx, { content }: Definition<SegmentContent>): Promise<readonly Fault[]> {
  return missingNamedBy(content.condition, await readSegments(tx)).map((other) =>
    fault('segment_missing', `No segment "${other}" is published; until then nobody is in it.`),
  )
}

const fault = (code: string, detail: string): Fault => ({ pointer: '/body/condition', code, detail })

/** Has everybody evaluated by what a segment says now; by an archived one everybody leaves. */
export async function applySegment(
  tx: Tx,
  definition: Definition<SegmentContent>,
  change: 'published' | 'rolled_back' | 'archived' | 'restored',
): Promise<void> {
  const { key, version, content, createdAt, publishedAt, archivedAt } = definition
  if (createdAt === null || publishedAt === null) throw new Error('A segment is never built in.')
  await saveNewest(tx, { key, version, ...content, createdAt, publishedAt, isArchived: archivedAt !== null })
  await renewStamp(tx)
  await saveBackfill(tx, { key, version, afterId: null })
  // Only who publishes begins with it before the answer.
  if (change !== 'published') await scheduleBackfill(tx, key, 0)
}
