import { readPage, type Tx } from '@polyphon/service-kit'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import type { TimelineItem, TimelineKind } from '../domain/timeline.js'
import { readTimeline } from '../store/timeline.js'

const Position = z.tuple([Timestamp, z.int(), z.string()])

export interface TimelineQuestion {
  readonly profileId: string
  readonly kind?: TimelineKind | undefined
  readonly before?: Date | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Everything that happened to a person on any channel, newest first (within a millisecond by arrival), whatever ids they had. */
export async function listTimeline(
  tx: Tx,
  question: TimelineQuestion,
): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const profileId = await requireProfileId(tx, question.profileId)
  const { kind = null, before = null } = question
  return readPage(question, {
    position: Position,
    read: (behind, limit) => readTimeline(tx, { profileId, kind, before, behind, limit }),
    item: ({ item }) => item,
    positionOf: ({ item, position }) => [item.occurredAt.toISOString(), position, item.id],
  })
}
