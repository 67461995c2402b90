import type { Tx } from '@polyphon/service-kit'
import { groupBy } from '@polyphon/values'
import type { Period, Statement } from '../domain/membership.js'

interface StatementRow {
  profile_id: string
  account_key: string
  kind: Statement['kind']
  roles: string[]
  valid_from: Date
  valid_to: Date | null
  at: Date
  /** A bigint: the driver hands it over as text. */
  position: string
}

/** A statement with the id of the person at writing. */
export interface OwnedStatement extends Statement {
  readonly profileId: string
}

/** All that was said under these ids: of these accounts, or of all. */
export async function readStatements(
  tx: Tx,
  profileIds: readonly string[],
  accountKeys: readonly string[] | null,
): Promise<readonly OwnedStatement[]> {
  const { rows } = await tx.query<StatementRow>(
    `select profile_id, account_key, kind, roles, valid_from, valid_to, at, position from membership_statement
      where workspace_id = $1 and profile_id = any ($2) and ($3::text[] is null or account_key = any ($3))`,
    [tx.workspaceId, profileIds, accountKeys],
  )
  return rows.map((row) => ({
    profileId: row.profile_id,
    accountKey: row.account_key,
    kind: row.kind,
    roles: row.roles,
    from: row.valid_from,
    to: row.valid_to,
    at: row.at,
    position: Number(row.position),
  }))
}

export interface NewStatement extends Omit<OwnedStatement, 'position'> {
  readonly messageId: string | null
}

/** Adds what was said; nothing changes or removes it but an erasure. */
export async function insertStatements(tx: Tx, statements: readonly NewStatement[]): Promise<void> {
  if (statements.length === 0) return
  await tx.query(
    `insert into membership_statement (workspace_id, statement_id, profile_id, account_key, kind, roles, valid_from, valid_to,
                                       at, message_id)
     select $1, "statementId", "profileId", "accountKey", kind, array(select json_array_elements_text(roles)), "from", "to",
            at, "messageId"
       from json_to_recordset($2) as said ("statementId" uuid, "profileId" uuid, "accountKey" text, kind text, roles json,
            "from" timestamptz, "to" timestamptz, at timestamptz, "messageId" text)
     returning 1`,
    [tx.workspaceId, JSON.stringify(statements.map((statement) => ({ ...statement, statementId: tx.newId() })))],
  )
}

/** What somebody is, was or will be in an account. */
export interface MemberPeriod extends Period {
  readonly accountKey: string
  readonly profileId: string
}

/**
 * Stores what members are; `gone` are ids that nobody has any more, or of whom everything is stored anew, `removed` those of
 * whom nothing of an account is left.
 */
export async function saveMembers(
  tx: Tx,
  {
    saved,
    gone,
    removed,
  }: {
    readonly saved: readonly MemberPeriod[]
    readonly gone: readonly string[]
    readonly removed: readonly Pick<MemberPeriod, 'accountKey' | 'profileId'>[]
  },
): Promise<void> {
  if (removed.length > 0)
    await tx.query(
      `delete from account_member using json_to_recordset($2) as gone ("accountKey" text, "profileId" uuid)
        where workspace_id = $1 and account_key = gone."accountKey" and profile_id = gone."profileId"`,
      [tx.workspaceId, JSON.stringify(removed)],
    )
  if (gone.length > 0)
    await tx.query('delete from account_member where workspace_id = $1 and profile_id = any ($2)', [
      tx.workspaceId,
      gone,
    ])
  if (saved.length === 0) return
  await tx.query(
    `insert into account_member (workspace_id, account_key, profile_id, roles, valid_from, valid_to)
     select $1, "accountKey", "profileId", array(select json_array_elements_text(roles)), "from", "to"
       from json_to_recordset($2) as member ("accountKey" text, "profileId" uuid, roles json, "from" timestamptz,
            "to" timestamptz)
     on conflict (workspace_id, account_key, profile_id)
     do update set roles = excluded.roles, valid_from = excluded.valid_from, valid_to = excluded.valid_to
     returning 1`,
    [tx.workspaceId, JSON.stringify(saved)],
  )
}

/** The next members of an account behind an id, in the order of their ids. */
export async function readNextMembers(
  tx: Tx,
  page: { readonly accountKey: string; readonly afterId: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from account_member
      where workspace_id = $1 and account_key = $2 and ($3::uuid is null or profile_id > $3::uuid)
      order by profile_id limit $4`,
    [tx.workspaceId, page.accountKey, page.afterId, page.limit],
  )
  return rows.map((row) => row.profile_id)
}

/** What somebody is, was or will be in accounts, by their keys: of each the period that holds, else the next one, else the last. */
export async function readMembershipsOf(tx: Tx, profileId: string, most: number): Promise<readonly MemberPeriod[]> {
  const { rows } = await tx.query<Pick<StatementRow, 'account_key' | 'roles' | 'valid_from' | 'valid_to'>>(
    `select account_key, roles, valid_from, valid_to from account_member
      where workspace_id = $1 and profile_id = $2 order by account_key limit $3`,
    [tx.workspaceId, profileId, most],
  )
  return rows.map((row) => ({
    accountKey: row.account_key,
    profileId,
    roles: row.roles,
    from: row.valid_from,
    to: row.valid_to,
  }))
}

/** Removes what an event has said under any of these ids. */
export async function removeStatementOf(tx: Tx, profileIds: readonly string[], messageId: string): Promise<void> {
  await tx.query(
    'delete from membership_statement where workspace_id = $1 and profile_id = any ($2) and message_id = $3',
    [tx.workspaceId, profileIds, messageId],
  )
}

/** Gives what events of somebody have said, which are somebody else's, to them. */
export async function moveStatementsOf(
  tx: Tx,
  { from, to, messageIds }: { readonly from: string; readonly to: string; readonly messageIds: readonly string[] },
): Promise<void> {
  if (messageIds.length === 0) return
  await tx.query(
    `update membership_statement set profile_id = $3
      where workspace_id = $1 and profile_id = $2 and message_id = any ($4)`,
    [tx.workspaceId, from, to, messageIds],
  )
}

/**
 * States by group calls under these ids what no statement says: a call that added nothing when it came may add something once
 * another one is deleted, or is somebody else's. Of each account that is the first call under an id since each moment at which
 * what a request has said of it begins, ends or was said; what it does not add to changes nothing.
 */
export async function stateFirstCalls(tx: Tx, profileIds: readonly string[]): Promise<void> {
  await tx.query(
    `with boundary as (
       select account_key, array_agg(distinct moment order by moment) as moments
         from (select account_key, unnest(array[at, valid_from, valid_to]) as moment from membership_statement
                where workspace_id = $1 and profile_id = any ($2) and kind <> 'call') said
        where moment is not null group by account_key),
     call as (
       select profile_id, account_key, occurred_at, position, message_id,
              coalesce(width_bucket(occurred_at, moments), 0) as since
         from (select profile_id, normalize(group_id) as account_key, occurred_at, position, message_id from interaction
                where workspace_id = $1 and profile_id = any ($2) and kind = 'group') named
         left join boundary using (account_key)
        where exists (select from account where workspace_id = $1 and account.account_key = named.account_key))
     insert into membership_statement (workspace_id, statement_id, profile_id, account_key, kind, roles, valid_from, at,
                                       position, message_id)
     select $1, gen_random_uuid(), profile_id, account_key, 'call', '{}', occurred_at, occurred_at, position, message_id
       from (select distinct on (profile_id, account_key, since) * from call
              order by profile_id, account_key, since, occurred_at, position) first
      where not exists (select from membership_statement said
                         where said.workspace_id = $1 and said.profile_id = first.profile_id
                           and said.account_key = first.account_key and said.message_id = first.message_id)
     returning 1`,
    [tx.workspaceId, profileIds],
  )
}

export const byAccount = <Item extends Statement>(statements: readonly Item[]): ReadonlyMap<string, readonly Item[]> =>
  groupBy(statements, ({ accountKey }) => accountKey)
