import { AppError, readPage, type Tx } from '@polyphon/service-kit'
import { z } from 'zod'
import { readMemberPage } from '../store/segment-members.js'
import { readSegment } from '../store/segments.js'

const Position = z.tuple([z.uuid()])

export interface SegmentMember {
  readonly profileId: string
  readonly version: number
  readonly enteredAt: Date
  readonly until: Date | null
}

/** Who is in a segment, by profile id. */
export async function listSegmentMembers(
  tx: Tx,
  question: { readonly key: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: SegmentMember[]; nextCursor: string | null }> {
  if ((await readSegment(tx, question.key)) === null)
    throw new AppError('missing', 'segment_unknown', 'There is no such segment.')
  return readPage(question, {
    position: Position,
    read: (behind, limit) => readMemberPage(tx, { segment: question.key, afterId: behind?.[0] ?? null, limit }),
    item: (member) => member,
    positionOf: ({ profileId }) => [profileId],
  })
}
