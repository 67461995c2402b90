import { segmentPublished } from '@polyphon/contracts'
import { type IfMatch, outbox, requireVersion, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { findCircle, type Segment } from '../domain/segment.js'
import { checkCondition, conditionInvalid } from '../steps/check-condition.js'
import { scheduleBackfill } from '../steps/schedule-backfill.js'
import { lockSegment, saveBackfill } from '../store/segment-backfills.js'
import { claimSegments, renewStamp } from '../store/segment-stamp.js'
import { isPublished, readSegment, readSegments, saveSegment } from '../store/segments.js'

// Whoever publishes begins with the back-fill at once; the timer is for a process that dies in between.
const FALLBACK_MS = 5_000

export interface SegmentInput {
  readonly key: string
  readonly name: string
  readonly condition: unknown
  readonly ifMatch: IfMatch
}

export interface PublishedSegment {
  readonly segment: Segment
  readonly outcome: 'created' | 'changed' | 'unchanged'
}

/** Publishes a new version of a segment and has it evaluated for everybody. The same content again changes nothing. */
export async function putSegment(tx: Tx, input: SegmentInput): Promise<PublishedSegment> {
  const condition = checkCondition(input.condition, await readPhoneNormaliser(tx))
  const definition = { key: input.key, name: input.name, condition }
  const before = input.ifMatch === undefined ? await readUnchanged(tx, definition) : null
  if (before !== null) return { segment: before, outcome: 'unchanged' }
  // In this order nobody waits for ever: whoever holds the timer waits neither for the segment nor for its publication.
  await lockSegment(tx, input.key)
  await scheduleBackfill(tx, input.key, FALLBACK_MS)
  await claimSegments(tx)
  if (input.ifMatch !== undefined) requireVersion(input.ifMatch, (await readSegment(tx, input.key))?.version ?? null)
  const same = await readUnchanged(tx, definition)
  if (same !== null) return { segment: same, outcome: 'unchanged' }
  const others = await readSegments(tx)
  refuseCircle(definition, others)
  const newest = others.find(({ key }) => key === input.key)
  const segment: Segment = {
    ...definition,
    version: (newest?.version ?? 0) + 1,
    createdAt: newest?.createdAt ?? tx.now,
    publishedAt: tx.now,
  }
  await publish(tx, segment)
  return { segment, outcome: newest === undefined ? 'created' : 'changed' }
}

async function publish(tx: Tx, segment: Segment): Promise<void> {
  await saveSegment(tx, segment)
  await renewStamp(tx)
  await saveBackfill(tx, { key: segment.key, version: segment.version, afterId: null })
  outbox.append(tx, segmentPublished, {
    key: segment.key,
    version: segment.version,
    name: segment.name,
    condition: { ...segment.condition },
    publishedAt: segment.publishedAt.toISOString(),
  })
}

async function readUnchanged(tx: Tx, definition: Pick<Segment, 'key' | 'name' | 'condition'>): Promise<Segment | null> {
  return (await isPublished(tx, definition)) ? readSegment(tx, definition.key) : null
}

function refuseCircle(definition: Pick<Segment, 'key' | 'condition'>, others: readonly Segment[]): void {
  const circle = findCircle(definition, others)
  if (circle === null) return
  const detail = `The segment refers to itself: ${circle.join(' → ')}.`
  throw conditionInvalid([{ pointer: '/body/condition', code: 'segment_circle', detail }])
}
