import type { Tx } from '@polyphon/service-kit'
import { by, given, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { TIMELINE_KINDS, type TimelineItem, type TimelineKind } from '../domain/timeline.js'
import { readTimeline } from '../store/timeline.js'

/** Two tables and all ids that somebody ever had are put together by a statement of its own, newest first. */
export const timelineList = list({
  name: 'timeline',
  filters: {
    kind: given(z.enum(TIMELINE_KINDS)),
    before: given(Timestamp.describe('The same as `to`')),
  },
  period: { column: 'occurred_at', means: 'Happened' },
  sorts: { occurredAt: [by.time('occurred_at'), by.number('position'), by.text('id')] },
  sort: '-occurredAt',
  only: true,
  bulk: ['data'],
})

interface TimelineFilter {
  readonly kind?: TimelineKind | undefined
  readonly before?: Date | undefined
}

/** Everything that happened to a person on any channel, newest first (within a millisecond by arrival), whatever ids they had. */
export async function listTimeline<Item extends object>(
  tx: Tx,
  query: ListQuery & TimelineFilter,
  { profileId: wanted, show }: { readonly profileId: string; readonly show: (item: TimelineItem) => Item },
): Promise<Page<Item>> {
  const profileId = await requireProfileId(tx, wanted)
  const { kind = null, from = null, to, before } = query
  const range = { profileId, kind, from, to: earlier(to, before) }
  return timelineList.pageOf(
    tx,
    query,
    async (behind, limit) => {
      const found = await readTimeline(tx, { ...range, behind, limit })
      return found.map(({ item, position }) => ({ item: show(item), position }))
    },
    { profile_id: wanted },
  )
}

const earlier = (left: Date | undefined, right: Date | undefined): Date | null => {
  if (left === undefined || right === undefined) return left ?? right ?? null
  return left < right ? left : right
}
