import { AppError, type Tx } from '@polyphon/service-kit'
import { by, is, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { MEMBER_COLUMNS, type MemberRow } from '../store/segment-members.js'
import { readSegment } from '../store/segments.js'

/** Who is in a segment, by profile id. */
export const memberList = list({
  name: 'members',
  filters: {
    version: is(
      'version',
      z.coerce.number().int().min(1).max(2_000_000_000).describe('By which version of the segment they were let in'),
    ),
  },
  sorts: { profileId: [by.id('profile_id')] },
  sort: 'profileId',
})

export interface ListedMember {
  readonly profileId: string
  readonly version: number
  readonly enteredAt: string
  readonly until: string | null
}

export async function listSegmentMembers(tx: Tx, query: ListQuery, key: string): Promise<Page<ListedMember>> {
  if ((await readSegment(tx, key)) === null)
    throw new AppError('missing', 'segment_unknown', 'There is no such segment.')
  return memberList.page<MemberRow, ListedMember>(tx, query, {
    columns: MEMBER_COLUMNS,
    from: 'segment_member',
    within: { segment: key },
    show: (_tx, rows) =>
      rows.map((row) => ({
        profileId: row.profile_id,
        version: row.version,
        enteredAt: row.entered_at.toISOString(),
        until: row.until?.toISOString() ?? null,
      })),
  })
}
