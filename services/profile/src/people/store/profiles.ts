import type { JsonObject } from '@polyphon/contracts'
import { type Tx } from '@polyphon/service-kit'
import { byAnyIdSql } from '@polyphon/service-kit/copies'
import type { HeldConsents } from '../domain/consent.js'
import { type IdentifierLink } from '../domain/identifier.js'
import type { Observed, Profile } from '../domain/profile.js'
import type { Restriction } from '../domain/restriction.js'

export interface ProfileRow {
  profile_id: string
  revision: string
  traits: JsonObject
  trait_times: Record<string, number>
  observed: Observed
  computed: JsonObject
  segments: string[]
  accounts: JsonObject[]
  consents: HeldConsents
  restriction: Restriction | null
  absorbed_ids: string[]
  created_at: Date
  updated_at: Date
}

/** What is known of somebody, by column, and what stands there of whom nothing is left but their id. */
const KNOWN = {
  revision: '0',
  traits: `'{}'`,
  trait_times: `'{}'`,
  observed: `'{}'`,
  computed: `'{}'`,
  segments: `'{}'`,
  accounts: `'[]'`,
  consents: `'{}'`,
  restriction: 'null',
  absorbed_ids: `'{}'`,
}

export const PROFILE_COLUMNS = `profile_id, ${Object.keys(KNOWN).join(', ')}, created_at, updated_at`

/** The columns between the id and the times of whom nothing is left but these. */
export const NOTHING_KNOWN: string = Object.values(KNOWN).join(', ')

function toProfile(row: ProfileRow, identifiers: readonly IdentifierLink[]): Profile {
  return {
    profileId: row.profile_id,
    revision: Number(row.revision),
    traits: row.traits,
    traitTimes: row.trait_times,
    observed: row.observed,
    computed: row.computed,
    segments: row.segments,
    accounts: row.accounts,
    consents: row.consents,
    restriction: row.restriction,
    absorbedIds: row.absorbed_ids,
    identifiers,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Reads somebody by any id that they ever had, in one statement; null when nobody has or had it. */
export async function readProfile(tx: Tx, profileId: string): Promise<Profile | null> {
  const { rows } = await tx.query<ProfileRow & { readonly links: readonly LinkOfProfile[] }>(
    `select ${PROFILE_COLUMNS}, own.links
       from ${byAnyIdSql('profile')}
       cross join lateral (
         select coalesce(json_agg(json_build_object('type', type, 'value', value, 'verified', verified, 'firstSeenAt', first_seen_at,
                                                    'lastSeenAt', last_seen_at)
                                  order by first_seen_at, type, value), '[]') as links
           from profile_identifier
          where workspace_id = $1 and profile_id = profile.profile_id) own`,
    [tx.workspaceId, profileId],
  )
  const [row] = rows
  if (row === undefined) return null
  const links = row.links.map(({ type, value, verified, firstSeenAt, lastSeenAt }) => {
    return { type, value, verified, firstSeenAt: new Date(firstSeenAt), lastSeenAt: new Date(lastSeenAt) }
  })
  return toProfile(row, links)
}

/** An identifier as JSON has it. */
interface LinkOfProfile {
  readonly type: string
  readonly value: string
  readonly verified: boolean
  readonly firstSeenAt: string
  readonly lastSeenAt: string
}

/** People as they are under the lock. */
export interface LockedProfiles {
  readonly people: readonly Profile[]
  /** By person: grows with every change of what leads to them. */
  readonly versions: ReadonlyMap<string, number>
}

/** Locks people by the ids that they have now, in the order of these ids. Ids that nobody has any more are left out. */
export async function lockProfiles(tx: Tx, profileIds: readonly string[]): Promise<LockedProfiles> {
  if (profileIds.length === 0) return { people: [], versions: new Map() }
  const { rows } = await tx.query<ProfileRow & { readonly identity_version: string }>(
    `select ${PROFILE_COLUMNS}, identity_version from profile
      where workspace_id = $1 and profile_id = any($2) order by profile_id for no key update`,
    [tx.workspaceId, profileIds],
  )
  const versions = new Map(rows.map((row) => [row.profile_id, Number(row.identity_version)]))
  return { people: await withIdentifiers(tx, rows), versions }
}

/** Notes that other identifiers lead to these people than before; they are locked. */
export async function raiseIdentityVersions(tx: Tx, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return
  await tx.query(
    'update profile set identity_version = identity_version + 1 where workspace_id = $1 and profile_id = any($2)',
    [tx.workspaceId, profileIds],
  )
}

/** What was published of somebody once, as far as it distinguishes one content from another. */
export interface PublishedRevision {
  readonly profileId: string
  readonly revision: number
  readonly changedAt: string | null
}

/** The ids of those whose stored content is older than what was published of them, or was made at another moment under the same revision. */
export async function readBehind(tx: Tx, published: readonly PublishedRevision[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile.profile_id
       from json_to_recordset($2) as published ("profileId" uuid, revision bigint, "changedAt" timestamptz)
       join profile on profile.workspace_id = $1 and profile.profile_id = published."profileId"
      where profile.revision < published.revision
         or (profile.revision = published.revision and profile.updated_at is distinct from published."changedAt")`,
    [tx.workspaceId, JSON.stringify(published)],
  )
  return rows.map((row) => row.profile_id)
}

/** Those of these ids that somebody else has here, though they were published above that person: whoever that is. */
export async function readOvertaken(
  tx: Tx,
  published: readonly PublishedRevision[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ old_id: string; canonical_id: string }>(
    `select alias.old_id, alias.canonical_id
       from json_to_recordset($2) as published ("profileId" uuid, revision bigint)
       join profile_alias alias on alias.workspace_id = $1 and alias.old_id = published."profileId"
       join profile on profile.workspace_id = $1 and profile.profile_id = alias.canonical_id
      where profile.revision < published.revision`,
    [tx.workspaceId, JSON.stringify(published)],
  )
  return new Map(rows.map((row) => [row.old_id, row.canonical_id]))
}

/** Those of these ids that are nobody's, and never were as far as this database knows. */
export async function readStrangers(tx: Tx, profileIds: readonly string[]): Promise<readonly string[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<{ id: string }>(
    `select id from unnest($2::uuid[]) as id
      where not exists (select from profile where workspace_id = $1 and profile_id = id)
        and not exists (select from profile_alias where workspace_id = $1 and old_id = id)
        and not exists (select from erased_person where workspace_id = $1 and person_id = id)`,
    [tx.workspaceId, profileIds],
  )
  return rows.map((row) => row.id)
}

/** Completes rows of people with their identifiers, oldest first. */
export async function withIdentifiers(tx: Tx, people: readonly ProfileRow[]): Promise<readonly Profile[]> {
  if (people.length === 0) return []
  const links = await readLinks(
    tx,
    people.map((row) => row.profile_id),
  )
  return people.map((row) => toProfile(row, links.get(row.profile_id) ?? []))
}

async function readLinks(
  tx: Tx,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, readonly IdentifierLink[]>> {
  const { rows } = await tx.query<{
    profile_id: string
    type: string
    value: string
    verified: boolean
    first_seen_at: Date
    last_seen_at: Date
  }>(
    `select profile_id, type, value, verified, first_seen_at, last_seen_at from profile_identifier
      where workspace_id = $1 and profile_id = any($2) order by profile_id, first_seen_at, type, value`,
    [tx.workspaceId, profileIds],
  )
  const links = new Map<string, IdentifierLink[]>()
  for (const row of rows) {
    const linksOfPerson = links.get(row.profile_id) ?? []
    const { type, value, verified } = row
    linksOfPerson.push({ type, value, verified, firstSeenAt: row.first_seen_at, lastSeenAt: row.last_seen_at })
    links.set(row.profile_id, linksOfPerson)
  }
  return links
}

/** Stores people as they are now, and what has changed of their identifiers. */
export async function savePeople(
  tx: Tx,
  people: { readonly profiles: readonly Profile[]; readonly links: readonly OwnedLink[] },
): Promise<void> {
  await saveProfiles(tx, people.profiles)
  await saveLinks(tx, people.links)
}

type OwnedLink = IdentifierLink & { readonly profileId: string }

/** Stores people as they are now, without their identifiers. */
export async function saveProfiles(tx: Tx, profiles: readonly Profile[]): Promise<void> {
  if (profiles.length === 0) return
  await tx.query(
    `insert into profile (workspace_id, profile_id, revision, traits, trait_times, observed, computed, segments, accounts,
                          consents, restriction, absorbed_ids, created_at, updated_at)
     select $1, "profileId", revision, traits, "traitTimes", observed, computed,
            array(select json_array_elements_text(segments)), accounts, consents, restriction,
            array(select json_array_elements_text("absorbedIds"))::uuid[], "createdAt", "updatedAt"
       from json_to_recordset($2) as saved ("profileId" uuid, revision bigint, traits jsonb, "traitTimes" jsonb,
            observed jsonb, computed jsonb, segments json, accounts jsonb, consents jsonb, restriction jsonb, "absorbedIds" json, "createdAt" timestamptz,
            "updatedAt" timestamptz)
     on conflict (workspace_id, profile_id) do update set revision = excluded.revision, traits = excluded.traits,
       trait_times = excluded.trait_times, observed = excluded.observed, computed = excluded.computed,
       segments = excluded.segments,
       accounts = excluded.accounts, consents = excluded.consents, restriction = excluded.restriction, absorbed_ids = excluded.absorbed_ids,
       updated_at = excluded.updated_at, written_at = now()
     returning 1`,
    [tx.workspaceId, JSON.stringify(profiles.map(({ identifiers: _links, ...row }) => row))],
  )
}

/** Adds identifiers to people, or notes when they were seen. */
async function saveLinks(tx: Tx, links: readonly OwnedLink[]): Promise<void> {
  if (links.length === 0) return
  await tx.query(
    `insert into profile_identifier (workspace_id, profile_id, type, value, verified, first_seen_at, last_seen_at)
     select $1, "profileId", type, value, verified, "firstSeenAt", "lastSeenAt"
       from json_to_recordset($2) as link ("profileId" uuid, type text, value text, verified boolean,
            "firstSeenAt" timestamptz, "lastSeenAt" timestamptz)
     on conflict (workspace_id, profile_id, type, value)
     do update set verified = excluded.verified, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at
     returning 1`,
    [tx.workspaceId, JSON.stringify(links)],
  )
}

/** Removes people who were merged, and what they were known by. */
export async function removeProfiles(tx: Tx, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return
  await tx.query(
    `with links as (delete from profile_identifier where workspace_id = $1 and profile_id = any($2))
     delete from profile where workspace_id = $1 and profile_id = any($2)`,
    [tx.workspaceId, profileIds],
  )
}
