import { decodeCursor, type Tx, toPage } from '@polyphon/service-kit'
import { z } from 'zod'
import type { TimelineItem, TimelineKind } from '../domain/timeline.js'
import { readTimeline } from '../store/timeline.js'
import { requireProfileId } from './require-profile-id.js'

const Position = z.tuple([z.iso.datetime(), z.int(), z.string()])

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
  const behind = decodeCursor(question.cursor, Position)
  const items = await readTimeline(tx, {
    profileId: await requireProfileId(tx, question.profileId),
    kind: question.kind ?? null,
    before: question.before ?? null,
    behind,
    limit: question.limit + 1,
  })
  return toPage(items, question.limit, {
    item: ({ item }) => item,
    position: ({ item, position }) => [item.occurredAt.toISOString(), position, item.id],
  })
}
