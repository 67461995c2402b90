import type { Tx } from '@polyphon/service-kit'
import { groupBy } from '@polyphon/values'
import type { Membership } from '../domain/membership.js'

/** How the members of segments change: first who was absorbed is replaced, then others enter, stay with another end, or leave. */
export interface MemberChanges {
  readonly moved: readonly { readonly absorbedId: string; readonly survivorId: string }[]
  readonly saved: readonly StoredMember[]
  readonly removed: readonly { readonly profileId: string; readonly segment: string }[]
}

export interface MemberRow {
  profile_id: string
  segment: string
  version: number
  entered_at: Date
  until: Date | null
}

/** The columns of `MemberRow`. */
export const MEMBER_COLUMNS = 'profile_id, segment, version, entered_at, until'

/** What segments these people are in, by the ids that they have now. */
export async function readMemberships(
  tx: Tx,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Membership[]>> {
  const { rows } = await tx.query<MemberRow>(
    `select ${MEMBER_COLUMNS} from segment_member
      where workspace_id = $1 and profile_id = any($2)`,
    [tx.workspaceId, profileIds],
  )
  const byProfile = groupBy(rows, (row) => row.profile_id)
  return new Map([...byProfile].map(([profileId, memberRows]) => [profileId, memberRows.map(toMembership)]))
}

const toMembership = (row: MemberRow): Membership => ({
  segment: row.segment,
  version: row.version,
  enteredAt: row.entered_at,
  until: row.until,
})

export interface StoredMember {
  readonly profileId: string
  readonly segment: string
  readonly version: number
  readonly until: Date | null
}

/** Stores how the members of segments have changed. */
export async function saveMemberChanges(tx: Tx, { moved, saved, removed }: MemberChanges): Promise<void> {
  await moveMembers(tx, moved)
  await saveMembers(tx, saved)
  await removeMembers(tx, removed)
}

/** Stores who is in which segment; whoever was in it already keeps the moment of entering. */
async function saveMembers(tx: Tx, members: readonly StoredMember[]): Promise<void> {
  if (members.length === 0) return
  await tx.query(
    `insert into segment_member (workspace_id, profile_id, segment, version, entered_at, until)
     select $1, "profileId", segment, version, $2, until
       from json_to_recordset($3) as member ("profileId" uuid, segment text, version integer, until timestamptz)
     on conflict (workspace_id, profile_id, segment)
     do update set version = excluded.version, until = excluded.until
     returning 1`,
    [tx.workspaceId, tx.now, JSON.stringify(members)],
  )
}

async function removeMembers(tx: Tx, members: MemberChanges['removed']): Promise<void> {
  if (members.length === 0) return
  await tx.query(
    `delete from segment_member
      using json_to_recordset($2) as gone ("profileId" uuid, segment text)
      where workspace_id = $1 and profile_id = gone."profileId" and segment_member.segment = gone.segment`,
    [tx.workspaceId, JSON.stringify(members)],
  )
}

/** Hands the memberships of absorbed ids on to who they turned out to be; where both were members, the earlier entry counts. */
async function moveMembers(tx: Tx, moves: MemberChanges['moved']): Promise<void> {
  if (moves.length === 0) return
  await tx.query(
    `with moved as (
       delete from segment_member
        using json_to_recordset($2) as move ("absorbedId" uuid, "survivorId" uuid)
        where workspace_id = $1 and profile_id = move."absorbedId"
       returning move."survivorId" as survivor_id, profile_id, segment, version, entered_at, until)
     insert into segment_member (workspace_id, profile_id, segment, version, entered_at, until)
     select distinct on (survivor_id, segment) $1, survivor_id, segment, version, entered_at, until
       from moved order by survivor_id, segment, entered_at, profile_id
     on conflict (workspace_id, profile_id, segment)
     do update set entered_at = least(segment_member.entered_at, excluded.entered_at)
     returning 1`,
    [tx.workspaceId, JSON.stringify(moves)],
  )
}
