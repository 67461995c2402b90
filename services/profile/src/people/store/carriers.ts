import type { Tx } from '@polyphon/service-kit'
import { type Identifier } from '@polyphon/values'
import type { IdentifierLink } from '../domain/identifier.js'
import type { Profile } from '../domain/profile.js'
import { PROFILE_COLUMNS, type ProfileRow, withIdentifiers } from './profiles.js'

/** The ids of who carries each of these identifiers, in their order, at most so many of each; nobody carries null. */
export async function readCarriers(
  tx: Tx,
  identifiers: readonly (Identifier | null)[],
  most: number,
): Promise<readonly (readonly string[])[]> {
  const wanted = identifiers.flatMap((identifier, at) =>
    identifier === null ? [] : [{ at, type: identifier.type, value: identifier.value }],
  )
  const { rows } = await tx.query<{ at: number; profile_id: string }>(
    `select wanted.at, i.profile_id
       from json_to_recordset($2) as wanted (at integer, type text, value text)
      cross join lateral (select profile_id from profile_identifier
                           where workspace_id = $1 and type = wanted.type and value = wanted.value and verified
                           order by profile_id limit $3) i
      order by wanted.at, i.profile_id`,
    [tx.workspaceId, JSON.stringify(wanted), most],
  )
  const carriers: string[][] = identifiers.map(() => [])
  for (const { at, profile_id: id } of rows) carriers[at]?.push(id)
  return carriers
}

/**
 * What somebody is known by that nobody else is, in the order of its first sighting. An address that only a page has named
 * takes nothing from whoever has it verified, and is nobody's while somebody else has it.
 */
export async function readOnlyTheirs(tx: Tx, profileId: string): Promise<readonly IdentifierLink[]> {
  const { rows } = await tx.query<
    Record<'type' | 'value', string> & Record<'first' | 'last', Date> & { verified: boolean }
  >(
    `select type, value, verified, first_seen_at as first, last_seen_at as last from profile_identifier mine
      where workspace_id = $1 and profile_id = $2
        and not exists (select from profile_identifier other
                         where other.workspace_id = $1 and other.type = mine.type and other.value = mine.value
                           and other.profile_id <> $2 and (other.verified or not mine.verified))
      order by first_seen_at, type, value`,
    [tx.workspaceId, profileId],
  )
  return rows.map(({ first, last, ...link }) => ({ ...link, firstSeenAt: first, lastSeenAt: last }))
}

/** Has these people carry an identifier no more; what it leads to is another matter. */
export async function takeFrom(tx: Tx, { type, value }: Identifier, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return
  await tx.query(
    'delete from profile_identifier where workspace_id = $1 and type = $2 and value = $3 and profile_id = any($4)',
    [tx.workspaceId, type, value, profileIds],
  )
}

/** People by the ids that they have now. */
export async function readPeople(tx: Tx, profileIds: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
  const { rows } = await tx.query<ProfileRow>(
    `select ${PROFILE_COLUMNS} from profile where workspace_id = $1 and profile_id = any($2)`,
    [tx.workspaceId, profileIds],
  )
  return new Map((await withIdentifiers(tx, rows)).map((profile) => [profile.profileId, profile]))
}
