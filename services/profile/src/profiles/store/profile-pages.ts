import type { Tx } from '@polyphon/service-kit'
import { type Identifier } from '@polyphon/values'
import type { Profile } from '../../people/domain/profile.js'
import { PROFILE_COLUMNS, type ProfileRow, withIdentifiers } from '../../people/store/profiles.js'

export interface ProfilePage {
  readonly identifier: Identifier | null
  readonly segment: string | null
  readonly afterId: string | null
  readonly limit: number
}

/** A page of profile ids in their order: those that carry an identifier, are in a segment, both, or all. */
export async function readProfilePage(tx: Tx, page: ProfilePage): Promise<readonly string[]> {
  if (page.identifier !== null) return readCarriers(tx, page, page.identifier)
  return page.segment === null ? readAll(tx, page) : readMembers(tx, page, page.segment)
}

async function readCarriers(tx: Tx, page: ProfilePage, { type, value }: Identifier): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select i.profile_id from profile_identifier i
      where i.workspace_id = $1 and i.type = $2 and i.value = $3 and i.verified
        and ($4::uuid is null or i.profile_id > $4::uuid)
        and ($5::text is null or exists (
          select from segment_member m
           where m.workspace_id = $1 and m.profile_id = i.profile_id and m.segment = $5::text))
      order by i.profile_id limit $6`,
    [tx.workspaceId, type, value, page.afterId, page.segment, page.limit],
  )
  return rows.map((row) => row.profile_id)
}

async function readMembers(tx: Tx, page: ProfilePage, segment: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from segment_member
      where workspace_id = $1 and segment = $2 and ($3::uuid is null or profile_id > $3::uuid)
      order by profile_id limit $4`,
    [tx.workspaceId, segment, page.afterId, page.limit],
  )
  return rows.map((row) => row.profile_id)
}

async function readAll(tx: Tx, page: ProfilePage): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from profile where workspace_id = $1 and ($2::uuid is null or profile_id > $2::uuid)
      order by profile_id limit $3`,
    [tx.workspaceId, page.afterId, page.limit],
  )
  return rows.map((row) => row.profile_id)
}

/** People as they are now, by the ids that they have now, in the order of the ids given. */
export async function readProfiles(tx: Tx, profileIds: readonly string[]): Promise<readonly Profile[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<ProfileRow>(
    `select ${PROFILE_COLUMNS} from profile where workspace_id = $1 and profile_id = any($2)
      order by array_position($2::uuid[], profile_id)`,
    [tx.workspaceId, profileIds],
  )
  return withIdentifiers(tx, rows)
}
