import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { type Account, MOST_LEVELS } from '../domain/account.js'

export interface AccountRow {
  account_key: string
  version: number
  traits: JsonObject
  trait_times: Record<string, number>
  parent: string | null
  created_at: Date
  updated_at: Date
}

export const ACCOUNT_COLUMNS = 'account_key, version, traits, trait_times, parent, created_at, updated_at'

export const toAccount = (row: AccountRow): Account => ({
  accountKey: row.account_key,
  version: row.version,
  traits: row.traits,
  traitTimes: row.trait_times,
  parent: row.parent,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export async function readAccount(tx: Tx, accountKey: string): Promise<Account | null> {
  const { rows } = await tx.query<AccountRow>(
    `select ${ACCOUNT_COLUMNS} from account where workspace_id = $1 and account_key = $2`,
    [tx.workspaceId, accountKey],
  )
  const [row] = rows
  return row === undefined ? null : toAccount(row)
}

/**
 * Locks accounts in the order of their keys, behind the people of the same transaction. Those that there are not yet are
 * made, with version 0: whoever locks them stores them.
 */
export async function lockAccounts(tx: Tx, accountKeys: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const keys = [...new Set(accountKeys)].toSorted()
  if (keys.length === 0) return new Map()
  await tx.query(
    `insert into account (workspace_id, account_key, created_at, updated_at)
     select $1, key, $3, $3 from unnest($2::text[]) with ordinality as named (key, place) order by place
     on conflict (workspace_id, account_key) do nothing returning 1`,
    [tx.workspaceId, keys, tx.now],
  )
  const { rows } = await tx.query<AccountRow>(
    `select ${ACCOUNT_COLUMNS} from account where workspace_id = $1 and account_key = any($2)
      order by account_key collate "C" for no key update`,
    [tx.workspaceId, keys],
  )
  return new Map(rows.map((row) => [row.account_key, toAccount(row)]))
}

/**
 * Holds accounts as they are, in the order of their keys: whoever changes their traits waits, and then finds the members that
 * this transaction has made.
 */
export async function holdAccounts(tx: Tx, accountKeys: readonly string[]): Promise<void> {
  if (accountKeys.length === 0) return
  await tx.query(
    `select 1 from account where workspace_id = $1 and account_key = any($2)
      order by account_key collate "C" for share`,
    [tx.workspaceId, accountKeys],
  )
}

/** Holds an account as it is, without waiting, and answers its version; null while somebody changes it, or it is not there. */
export async function tryHoldVersion(tx: Tx, accountKey: string): Promise<number | null> {
  const { rows } = await tx.query<{ version: number }>(
    'select version from account where workspace_id = $1 and account_key = $2 for share skip locked',
    [tx.workspaceId, accountKey],
  )
  return rows[0]?.version ?? null
}

/** Stores accounts that are locked. */
export async function saveAccounts(tx: Tx, accounts: readonly Account[]): Promise<void> {
  if (accounts.length === 0) return
  await tx.query(
    `update account set version = saved.version, traits = saved.traits, trait_times = saved."traitTimes",
            parent = saved.parent, updated_at = saved."updatedAt"
       from json_to_recordset($2) as saved ("accountKey" text, version integer, traits jsonb, "traitTimes" jsonb,
            parent text, "updatedAt" timestamptz)
      where account.workspace_id = $1 and account.account_key = saved."accountKey"`,
    [tx.workspaceId, JSON.stringify(accounts)],
  )
}

/** How many levels of accounts stand below one, as far as is looked. */
export async function countLevelsBelow(tx: Tx, accountKey: string): Promise<number> {
  const { rows } = await tx.query<{ levels: number }>(
    `with recursive below as (
       select account_key, 0 as level from account where workspace_id = $1 and account_key = $2
       union
       select account.account_key, below.level + 1
         from below join account on account.workspace_id = $1 and account.parent = below.account_key
        where below.level <= $3)
     select coalesce(max(level), 0) as levels from below`,
    [tx.workspaceId, accountKey, MOST_LEVELS],
  )
  return rows[0]?.levels ?? 0
}

/** The accounts above one and itself, the nearest first, as far as is looked; none where there is no such account. */
export async function readUpwards(tx: Tx, accountKey: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ account_key: string }>(
    `with recursive above as (
       select account_key, parent, 1 as level from account where workspace_id = $1 and account_key = $2
       union all
       select account.account_key, account.parent, above.level + 1
         from above join account on account.workspace_id = $1 and account.account_key = above.parent
        where above.level <= $3)
     select account_key from above order by level`,
    [tx.workspaceId, accountKey, MOST_LEVELS],
  )
  return rows.map((row) => row.account_key)
}
