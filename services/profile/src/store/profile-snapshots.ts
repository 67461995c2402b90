import type { Tx } from '@polyphon/service-kit'
import { groupBy } from '../domain/group.js'
import type { IdentifierLink } from '../domain/identifier.js'
import type { Observed, Profile } from '../domain/profile.js'

interface ProfileRow {
  profile_id: string
  revision: string
  traits: Record<string, unknown>
  trait_times: Record<string, number>
  observed: Observed
  segments: string[]
  accounts: Record<string, unknown>[]
  absorbed_ids: string[]
  created_at: Date
  updated_at: Date
}

const COLUMNS = `p.profile_id, p.revision, p.traits, p.trait_times, p.observed, p.segments, p.accounts, p.absorbed_ids,
  p.created_at, p.updated_at`

/** People as they are now, by the ids that they have now, in the order of the ids given. */
export async function readProfiles(tx: Tx, profileIds: readonly string[]): Promise<readonly Profile[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<ProfileRow>(
    `select ${COLUMNS} from profile p where p.workspace_id = $1 and p.profile_id = any($2)
      order by array_position($2::uuid[], p.profile_id)`,
    [tx.workspaceId, profileIds],
  )
  return withLinks(tx, rows)
}

/** Stores in what segments people are now; each gets a new revision. Answers them as they are then. */
export async function saveProfileSegments(
  tx: Tx,
  changes: readonly { readonly profileId: string; readonly segments: readonly string[] }[],
): Promise<readonly Profile[]> {
  if (changes.length === 0) return []
  const { rows } = await tx.query<ProfileRow>(
    `update profile p set revision = p.revision + 1, updated_at = $2,
            segments = array(select json_array_elements_text(change.segments))
       from json_to_recordset($3) as change ("profileId" uuid, segments json)
      where p.workspace_id = $1 and p.profile_id = change."profileId"
      returning ${COLUMNS}`,
    [tx.workspaceId, tx.now, JSON.stringify(changes)],
  )
  return withLinks(tx, rows)
}

interface LinkRow {
  profile_id: string
  type: string
  value: string
  first_seen_at: Date
  last_seen_at: Date
}

async function withLinks(tx: Tx, people: readonly ProfileRow[]): Promise<readonly Profile[]> {
  if (people.length === 0) return []
  const { rows } = await tx.query<LinkRow>(
    `select profile_id, type, value, first_seen_at, last_seen_at from profile_identifier
      where workspace_id = $1 and profile_id = any($2) order by type, value`,
    [tx.workspaceId, people.map((row) => row.profile_id)],
  )
  const links = groupBy(rows, (row) => row.profile_id)
  return people.map((row) => toProfile(row, (links.get(row.profile_id) ?? []).map(toLink)))
}

const toLink = (row: LinkRow): IdentifierLink => ({
  type: row.type,
  value: row.value,
  firstSeenAt: row.first_seen_at,
  lastSeenAt: row.last_seen_at,
})

const toProfile = (row: ProfileRow, identifiers: readonly IdentifierLink[]): Profile => ({
  profileId: row.profile_id,
  revision: Number(row.revision),
  traits: row.traits,
  traitTimes: row.trait_times,
  observed: row.observed,
  segments: row.segments,
  accounts: row.accounts,
  absorbedIds: row.absorbed_ids,
  identifiers,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
