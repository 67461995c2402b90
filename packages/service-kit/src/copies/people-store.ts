import { type Identifier, isVerified, type PersonIdentifier, type ProfileSnapshot } from '@polyphon/contracts'
import { type Consents, canonicalZone } from '@polyphon/values'
import { byAnyIdSql } from '../db/any-id.js'
import type { Tx } from '../db/tx.js'
import type { Person } from './person.js'

interface PersonRow {
  profile_id: string
  revision: string
  traits: Record<string, unknown>
  identifiers: PersonIdentifier[]
  segments: string[]
  accounts: Record<string, unknown>[]
  consents: Consents
  restricted: boolean
  locale: string | null
  time_zone: string | null
}

const COLUMNS = 'profile_id, revision, traits, identifiers, segments, accounts, consents, restricted, locale, time_zone'

const toPerson = (row: PersonRow): Person => ({
  profileId: row.profile_id,
  revision: Number(row.revision),
  traits: row.traits,
  identifiers: row.identifiers,
  segments: row.segments,
  accounts: row.accounts,
  consents: row.consents,
  restricted: row.restricted,
  locale: row.locale,
  timeZone: canonicalZone(row.time_zone),
})

/** The id that an id stands for now: itself, or who it was merged into. */
export async function followAlias(tx: Tx, profileId: string): Promise<string> {
  const { rows } = await tx.query<{ canonical_id: string }>(
    'select canonical_id from profile_alias where workspace_id = $1 and old_id = $2',
    [tx.workspaceId, profileId],
  )
  return rows[0]?.canonical_id ?? profileId
}

/** The same for many ids in one statement. */
export async function followAliases(tx: Tx, profileIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ old_id: string; canonical_id: string }>(
    'select old_id, canonical_id from profile_alias where workspace_id = $1 and old_id = any($2)',
    [tx.workspaceId, [...new Set(profileIds)]],
  )
  const moved = new Map(rows.map((row) => [row.old_id, row.canonical_id]))
  return new Map(profileIds.map((id) => [id, moved.get(id) ?? id]))
}

/** Reads somebody by any id they ever had; null when they are not in this service's copy. */
export async function readPerson(tx: Tx, profileId: string): Promise<Person | null> {
  const { rows } = await tx.query<PersonRow>(`select ${COLUMNS} from ${byAnyIdSql('person')}`, [
    tx.workspaceId,
    profileId,
  ])
  return rows[0] ? toPerson(rows[0]) : null
}

/** Reads several people by the ids they have now. */
export async function readPeople(tx: Tx, profileIds: readonly string[]): Promise<readonly Person[]> {
  const { rows } = await tx.query<PersonRow>(
    `select ${COLUMNS} from person where workspace_id = $1 and profile_id = any($2)`,
    [tx.workspaceId, profileIds],
  )
  return rows.map(toPerson)
}

/** The people who carry an identifier that is verified; more than one where it is shared. */
export async function findByIdentifier(tx: Tx, identifier: Identifier): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    'select profile_id from person_identifier where workspace_id = $1 and type = $2 and value = $3 order by profile_id',
    [tx.workspaceId, identifier.type, identifier.value],
  )
  return rows.map((row) => row.profile_id)
}

/** People of whom snapshots were stored. */
export interface SavedPeople {
  readonly profileIds: readonly string[]
  /** Who was split off again, and from whom. */
  readonly splits: readonly { readonly newId: string; readonly survivorId: string }[]
}

/**
 * Stores snapshots of different people, each unless a newer one is here or the id has meanwhile been absorbed. Answers
 * whose were stored.
 */
export async function savePeople(tx: Tx, people: readonly ProfileSnapshot[]): Promise<SavedPeople> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `insert into person (workspace_id, ${COLUMNS}, restriction_id, updated_at)
     select $1, given."profileId", given.revision, given.traits, given.identifiers, given.segments,
            given.accounts, coalesce(given.consents, '{}'), coalesce(given.restricted, false), given.locale,
            given."timeZone", given."restrictionId", $3
       from json_to_recordset($2) as given ("profileId" uuid, revision bigint, traits jsonb, identifiers jsonb,
              segments text[], accounts jsonb, consents jsonb, restricted boolean, locale text,
              "timeZone" text, "restrictionId" uuid)
      where not exists (select from profile_alias
                         where workspace_id = $1 and old_id = given."profileId" and revision >= given.revision)
        and not exists (select from erased_person where workspace_id = $1 and person_id = given."profileId")
      order by given."profileId"
     on conflict (workspace_id, profile_id) do update set revision = excluded.revision, traits = excluded.traits,
       identifiers = excluded.identifiers, segments = excluded.segments, accounts = excluded.accounts,
       consents = excluded.consents, restricted = excluded.restricted, restriction_id = excluded.restriction_id, locale = excluded.locale, time_zone = excluded.time_zone,
       updated_at = excluded.updated_at
     where person.revision < excluded.revision
     returning profile_id`,
    [tx.workspaceId, JSON.stringify(people), tx.now],
  )
  const stored = rows.map((row) => row.profile_id)
  // Whoever was split off again speaks for themselves.
  const { rows: aliases } = await tx.query<{ old_id: string; canonical_id: string }>(
    'delete from profile_alias where workspace_id = $1 and old_id = any($2) returning old_id, canonical_id',
    [tx.workspaceId, stored],
  )
  const splits = aliases.map((row) => ({ newId: row.old_id, survivorId: row.canonical_id }))
  return { profileIds: stored, splits }
}

/** A restriction, or its end, that this service obeys from now on. */
export interface ObeyedRestriction {
  readonly requestId: string
  readonly profileId: string
  readonly restricted: boolean
}

/** Notes that this service obeys what the copies of these people say of restrictions; answers what is new of that. */
export async function obeyRestrictions(tx: Tx, profileIds: readonly string[]): Promise<readonly ObeyedRestriction[]> {
  const { rows } = await tx.query<{ profile_id: string; restriction_id: string; restricted: boolean }>(
    `update person set restriction_confirmed = restriction_id
      where workspace_id = $1 and profile_id = any ($2) and restriction_id is distinct from restriction_confirmed
        and restriction_id is not null
     returning profile_id, restriction_id, restricted`,
    [tx.workspaceId, profileIds],
  )
  return rows.map(({ profile_id: profileId, restriction_id: requestId, restricted }) => ({
    requestId,
    profileId,
    restricted,
  }))
}

/** Makes these people findable by the verified identifiers that they have now, and by no others. */
export async function replaceIdentifiers(tx: Tx, people: readonly Person[]): Promise<void> {
  const held = people.flatMap(({ profileId, identifiers }) =>
    identifiers.filter(isVerified).map(({ type, value }) => ({ profileId, type, value })),
  )
  const parameters = [tx.workspaceId, people.map(({ profileId }) => profileId), JSON.stringify(held)]
  await tx.query(
    `delete from person_identifier where workspace_id = $1 and profile_id = any($2)
        and (profile_id, type, value) not in (
          select "profileId", type, value from json_to_recordset($3) as held ("profileId" uuid, type text, value text))`,
    parameters,
  )
  await tx.query(
    `insert into person_identifier (workspace_id, type, value, profile_id)
     select $1, held.type, held.value, held."profileId"
       from json_to_recordset($2) as held ("profileId" uuid, type text, value text)
      order by held.type, held.value, held."profileId"
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, JSON.stringify(held)],
  )
}

/**
 * Notes that an id stands for another one; ids that stood for the old one follow. Answers false when this was known, or is
 * over: whoever was split off since has a higher revision.
 */
export async function saveAlias(
  tx: Tx,
  alias: { readonly oldId: string; readonly canonicalId: string; readonly revision: number },
): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into profile_alias (workspace_id, old_id, canonical_id, revision)
     select $1, $2, $3, $4
      where not exists (select from person where workspace_id = $1 and profile_id = $2 and revision > $4)
     on conflict (workspace_id, old_id)
     do update set canonical_id = excluded.canonical_id, revision = excluded.revision
     where profile_alias.revision < excluded.revision
     returning 1`,
    [tx.workspaceId, alias.oldId, alias.canonicalId, alias.revision],
  )
  if (rows.length !== 1) return false
  await tx.query('update profile_alias set canonical_id = $3 where workspace_id = $1 and canonical_id = $2', [
    tx.workspaceId,
    alias.oldId,
    alias.canonicalId,
  ])
  return true
}

export async function removePerson(tx: Tx, profileId: string): Promise<void> {
  await tx.query('delete from person where workspace_id = $1 and profile_id = $2', [tx.workspaceId, profileId])
  await tx.query('delete from person_identifier where workspace_id = $1 and profile_id = $2', [
    tx.workspaceId,
    profileId,
  ])
}
