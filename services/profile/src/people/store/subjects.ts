import type { JsonObject } from '@polyphon/contracts'
import { type Tx } from '@polyphon/service-kit'
import { byAnyIdSql, followAliases } from '@polyphon/service-kit/copies'
import { groupBy } from '@polyphon/values'
import type { HeldConsents } from '../domain/consent.js'
import { heldByAll, type Restriction } from '../domain/restriction.js'

/** What conditions look at of a person, beside what they did. */
export interface Subject {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  /** Those of them that are computed. */
  readonly computed: JsonObject
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  readonly segments: readonly string[]
  readonly consents: HeldConsents
  /** The accounts that they are in. */
  readonly accounts: readonly JsonObject[]
}

interface SubjectRow {
  profile_id: string
  traits: Record<string, unknown>
  computed: JsonObject
  segments: string[]
  consents: HeldConsents
  accounts: JsonObject[]
  restriction: Restriction | null
}

/** The id that an id stands for now; null when nobody has or had it. */
export async function readCanonicalId(tx: Tx, profileId: string): Promise<string | null> {
  const { rows } = await tx.query<{ profile_id: string }>(`select profile_id from ${byAnyIdSql('profile')}`, [
    tx.workspaceId,
    profileId,
  ])
  return rows[0]?.profile_id ?? null
}

/** Every id that somebody has or had: what was written under an earlier one is theirs. Of nobody the id itself. */
export async function readAllIds(tx: Tx, profileId: string): Promise<readonly string[]> {
  const current = (await readCanonicalId(tx, profileId)) ?? profileId
  const { rows } = await tx.query<{ old_id: string }>(
    'select old_id from profile_alias where workspace_id = $1 and canonical_id = $2',
    [tx.workspaceId, current],
  )
  return [current, ...rows.map((row) => row.old_id)]
}

/** Locks one person by the id that they have now, without waiting: null while somebody else holds them, or nobody is there. */
export async function tryLockSubject(tx: Tx, profileId: string): Promise<Subject | null> {
  const { rows } = await tx.query<SubjectRow>(
    `select profile_id, traits || computed as traits, computed, segments, consents, accounts, restriction from profile
      where workspace_id = $1 and profile_id = $2 for no key update skip locked`,
    [tx.workspaceId, profileId],
  )
  return (await withIdentifiers(tx, rows))[0] ?? null
}

/** Locks people by the ids that they have now, without waiting; `held` are those whom somebody else holds. */
export async function tryLockSubjects(
  tx: Tx,
  profileIds: readonly string[],
): Promise<{ readonly found: readonly Subject[]; readonly held: readonly string[] }> {
  const { rows } = await tx.query<SubjectRow>(
    `select profile_id, traits || computed as traits, computed, segments, consents, accounts, restriction from profile
      where workspace_id = $1 and profile_id = any($2) order by profile_id for no key update skip locked`,
    [tx.workspaceId, profileIds],
  )
  const found = new Set(rows.map((row) => row.profile_id))
  const { rows: there } = await tx.query<{ profile_id: string }>(
    'select profile_id from profile where workspace_id = $1 and profile_id = any($2)',
    [tx.workspaceId, profileIds],
  )
  const held = there.map((row) => row.profile_id).filter((id) => !found.has(id))
  return { found: await withIdentifiers(tx, rows), held }
}

/** Whether somebody has this id now. */
export async function hasProfile(tx: Tx, profileId: string): Promise<boolean> {
  const { rows } = await tx.query('select from profile where workspace_id = $1 and profile_id = $2', [
    tx.workspaceId,
    profileId,
  ])
  return rows.length > 0
}

/** The ids of the next people behind an id, in their order. */
export async function readNextIds(
  tx: Tx,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from profile
      where workspace_id = $1 and ($2::uuid is null or profile_id > $2::uuid) order by profile_id limit $3`,
    [tx.workspaceId, page.afterId, page.limit],
  )
  return rows.map((row) => row.profile_id)
}

/** Locks people by the ids that they have now, in the order of these. Who has been merged meanwhile is not there. */
export async function lockSubjects(tx: Tx, profileIds: readonly string[]): Promise<readonly Subject[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<SubjectRow>(
    `select profile_id, traits || computed as traits, computed, segments, consents, accounts, restriction from profile
      where workspace_id = $1 and profile_id = any($2) order by profile_id for no key update`,
    [tx.workspaceId, profileIds],
  )
  return withIdentifiers(tx, rows)
}

/** Reads one person by any id they ever had; null when nobody has or had it. */
export async function readSubject(tx: Tx, profileId: string): Promise<Subject | null> {
  const { rows } = await tx.query<SubjectRow>(
    `select profile_id, traits || computed as traits, computed, segments, consents, accounts, restriction from ${byAnyIdSql('profile')}`,
    [tx.workspaceId, profileId],
  )
  return (await withIdentifiers(tx, rows))[0] ?? null
}

async function withIdentifiers(tx: Tx, people: readonly SubjectRow[]): Promise<readonly Subject[]> {
  if (people.length === 0) return []
  const { rows } = await tx.query<{ profile_id: string; type: string; value: string }>(
    `select profile_id, type, value from profile_identifier
      where workspace_id = $1 and profile_id = any($2) and verified`,
    [tx.workspaceId, people.map((row) => row.profile_id)],
  )
  const byProfile = groupBy(rows, (row) => row.profile_id)
  return people.map((row) => ({
    profileId: row.profile_id,
    traits: row.traits,
    computed: row.computed,
    segments: row.segments,
    consents: heldByAll(row),
    accounts: row.accounts,
    identifiers: (byProfile.get(row.profile_id) ?? []).map(({ type, value }) => ({ type, value })),
  }))
}

/** The person with a user id, which is one person's alone; null when nobody has it. */
export async function readIdOfUser(tx: Tx, userId: string): Promise<string | null> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from profile_identifier
      where workspace_id = $1 and type = 'user_id' and value = $2 order by profile_id limit 1`,
    [tx.workspaceId, userId],
  )
  return rows[0]?.profile_id ?? null
}

/** What these people have said to purposes, by any ids that they ever had; ids that nobody has are left out. */
export async function readConsents(tx: Tx, profileIds: readonly string[]): Promise<ReadonlyMap<string, HeldConsents>> {
  const current = await followAliases(tx, profileIds)
  const { rows } = await tx.query<Pick<SubjectRow, 'profile_id' | 'consents' | 'restriction'>>(
    'select profile_id, consents, restriction from profile where workspace_id = $1 and profile_id = any($2)',
    [tx.workspaceId, [...new Set(current.values())]],
  )
  const byId = new Map(rows.map((row) => [row.profile_id, heldByAll(row)]))
  return new Map(
    profileIds.flatMap((profileId) => {
      const consents = byId.get(current.get(profileId) ?? profileId)
      return consents === undefined ? [] : [[profileId, consents] as const]
    }),
  )
}
