import { AppError, type Tx } from '@polyphon/service-kit'
import type { Segment } from '../domain/segment.js'
import { readBackfills } from '../store/segment-backfills.js'
import { readSegment } from '../store/segments.js'

/** A segment and whether its newest version has been evaluated for everybody. */
export interface SegmentView extends Segment {
  readonly status: 'sorting' | 'ready'
}

export async function getSegment(tx: Tx, key: string): Promise<SegmentView> {
  const segment = await readSegment(tx, key)
  if (segment === null) throw new AppError('missing', 'segment_unknown', 'There is no such segment.')
  const [view] = await withStatus(tx, [segment])
  if (view === undefined) throw new Error('A segment has lost its status.')
  return view
}

export async function withStatus(tx: Tx, segments: readonly Segment[]): Promise<readonly SegmentView[]> {
  const underWay = await readBackfills(
    tx,
    segments.map(({ key }) => key),
  )
  return segments.map((segment) => ({ ...segment, status: underWay.has(segment.key) ? 'sorting' : 'ready' }))
}
