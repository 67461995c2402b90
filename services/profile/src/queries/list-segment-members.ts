import { AppError, decodeCursor, type Tx, toPage } from '@polyphon/service-kit'
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
  const [afterId] = decodeCursor(question.cursor, Position) ?? [null]
  const members = await readMemberPage(tx, { segment: question.key, afterId, limit: question.limit + 1 })
  return toPage(members, question.limit, { item: (member) => member, position: ({ profileId }) => [profileId] })
}
