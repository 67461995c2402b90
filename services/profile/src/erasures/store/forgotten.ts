import type { Tx } from '@polyphon/service-kit'
import type { Forgotten } from '../domain/forgotten.js'

/** The key of a workspace as it is stored, and of when what is under it was forgotten last. */
export interface StoredForgettingKey {
  readonly sealed: string
  readonly lastForgottenAt: Date | null
  readonly lastUntil: Date | null
}

interface KeyRow {
  readonly sealed: string
  readonly last_forgotten_at: Date | null
  readonly last_until: Date | null
}

export async function readForgettingKey(tx: Tx): Promise<StoredForgettingKey | null> {
  const { rows } = await tx.query<KeyRow>(
    'select sealed, last_forgotten_at, last_until from forgetting_key where workspace_id = $1',
    [tx.workspaceId],
  )
  const [row] = rows
  if (row === undefined) return null
  return { sealed: row.sealed, lastForgottenAt: row.last_forgotten_at, lastUntil: row.last_until }
}

/** Stores the key; false where there is one, which stays. */
export async function addForgettingKey(tx: Tx, sealed: string): Promise<boolean> {
  const { rows } = await tx.query(
    'insert into forgetting_key (workspace_id, sealed) values ($1, $2) on conflict do nothing returning 1',
    [tx.workspaceId, sealed],
  )
  return rows.length === 1
}

/** The same key, sealed with another one. */
export async function replaceForgettingKey(tx: Tx, sealed: string): Promise<void> {
  await tx.query('update forgetting_key set sealed = $2 where workspace_id = $1', [tx.workspaceId, sealed])
}

/** Notes identifiers by their hashes; what was forgotten before is so from the later moment on. */
export async function saveForgotten(
  tx: Tx,
  hashes: readonly string[],
  { forgottenAt, until }: Forgotten,
): Promise<void> {
  if (hashes.length === 0) return
  await tx.query(
    `insert into forgotten_identifier (workspace_id, hash, forgotten_at, until)
     select $1, hash, $3, $4 from unnest($2::text[]) as hash order by hash
     on conflict (workspace_id, hash) do update
       set forgotten_at = greatest(forgotten_identifier.forgotten_at, excluded.forgotten_at),
           until = greatest(forgotten_identifier.until, excluded.until)
     returning 1`,
    [tx.workspaceId, [...new Set(hashes)], forgottenAt, until],
  )
  await tx.query(
    `update forgetting_key set last_forgotten_at = greatest(last_forgotten_at, $2), last_until = greatest(last_until, $3)
      where workspace_id = $1`,
    [tx.workspaceId, forgottenAt, until],
  )
}

/** Those of some hashes that are forgotten. */
export async function readForgotten(tx: Tx, hashes: readonly string[]): Promise<ReadonlyMap<string, Forgotten>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await tx.query<{ hash: string; forgotten_at: Date; until: Date }>(
    'select hash, forgotten_at, until from forgotten_identifier where workspace_id = $1 and hash = any ($2)',
    [tx.workspaceId, hashes],
  )
  return new Map(rows.map((row) => [row.hash, { forgottenAt: row.forgotten_at, until: row.until }]))
}

/** Lets identifiers be known again that were forgotten until a moment; answers those. */
export async function removeForgotten(
  tx: Tx,
  hashes: readonly string[],
  liftedAt: Date,
): Promise<ReadonlyMap<string, Forgotten>> {
  const { rows } = await tx.query<{ hash: string; forgotten_at: Date; until: Date }>(
    `delete from forgotten_identifier where workspace_id = $1 and hash = any ($2) and forgotten_at <= $3
     returning hash, forgotten_at, until`,
    [tx.workspaceId, hashes, liftedAt],
  )
  return new Map(rows.map((row) => [row.hash, { forgottenAt: row.forgotten_at, until: row.until }]))
}
