import type { Tx } from '@polyphon/service-kit'
import type { Identifier } from '@polyphon/values'
import type { IdentityChange } from '../domain/identity-draft.js'
import { DEFAULT_RULES } from '../domain/identity-rules.js'

interface Merges extends Pick<IdentityChange, 'aliases' | 'links' | 'absorptions'> {
  readonly rulesVersion: number
}

/** Stores what absorbed ids stand for, and why identifiers and people were joined. */
export async function saveMerges(tx: Tx, merges: Merges): Promise<void> {
  await saveAliases(tx, merges.aliases)
  await saveLedger(tx, merges)
}

/** Notes for ever that old ids stand for their survivors; ids that stood for them follow. */
async function saveAliases(tx: Tx, aliases: Merges['aliases']): Promise<void> {
  if (aliases.length === 0) return
  await tx.query(
    `insert into profile_alias (workspace_id, old_id, canonical_id, merged_at)
     select $1, "oldId", "canonicalId", $3
       from json_to_recordset($2) as alias ("oldId" uuid, "canonicalId" uuid)
     on conflict (workspace_id, old_id) do update set canonical_id = excluded.canonical_id, written_at = now()
     returning 1`,
    [tx.workspaceId, JSON.stringify(aliases), tx.now],
  )
}

/** Writes down why identifiers and people were joined, and what the absorbed ones were. */
async function saveLedger(tx: Tx, { links, absorptions, rulesVersion }: Merges): Promise<void> {
  if (links.length === 0 && absorptions.length === 0) return
  const entries = [
    ...links.map((link) => ({ ...link, entryId: tx.newId(), kind: 'link' })),
    ...absorptions.map(({ survivorId, absorbed, survivor, rule, because, reason }) => ({
      entryId: tx.newId(),
      profileId: survivorId,
      kind: 'merge',
      absorbedId: absorbed.profileId,
      absorbed,
      survivor,
      rule,
      because,
      ...(reason === undefined ? {} : { reason }),
    })),
  ]
  await tx.query(
    `insert into identity_ledger (workspace_id, entry_id, profile_id, kind, type, value, absorbed_id, absorbed, survivor, rule,
                                  rules_version, because, reason, at)
     select $1, "entryId", "profileId", kind, type, value, "absorbedId", absorbed, survivor, rule, $3, because, reason, $4
       from json_to_recordset($2) as entry ("entryId" uuid, "profileId" uuid, kind text, type text, value text,
            "absorbedId" uuid, absorbed json, survivor json, rule text, because text,
            reason text)
     returning 1`,
    [tx.workspaceId, JSON.stringify(entries), rulesVersion, tx.now],
  )
}

/** That people have an identifier no more, as somebody has decided: one that they shared, or one that was not theirs. */
export interface LettingGoEntry {
  readonly kind: 'release' | 'removal'
  readonly identifier: Identifier
  readonly from: readonly string[]
  /** The id of the request. */
  readonly because: string
  readonly reason: string | null
}

/** Writes down who has an identifier no more, and why. */
export async function saveLettingGo(
  tx: Tx,
  { kind, identifier, from, because, reason }: LettingGoEntry,
): Promise<void> {
  if (from.length === 0) return
  const entries = from.map((profileId) => ({ entryId: tx.newId(), profileId }))
  await tx.query(
    `insert into identity_ledger (workspace_id, entry_id, profile_id, kind, type, value, rule, rules_version, because, reason, at)
     select $1, "entryId", "profileId", $3, $4, $5, 'manual', $6, $7, $8, $9
       from json_to_recordset($2) as entry ("entryId" uuid, "profileId" uuid)
     returning 1`,
    [
      tx.workspaceId,
      JSON.stringify(entries),
      kind,
      identifier.type,
      identifier.value,
      DEFAULT_RULES.version,
      because,
      reason,
      tx.now,
    ],
  )
}

/** Takes away the former ids of somebody, and answers them. */
export async function removeAliases(tx: Tx, profileId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ old_id: string }>(
    'delete from profile_alias where workspace_id = $1 and canonical_id = $2 returning old_id',
    [tx.workspaceId, profileId],
  )
  return rows.map((row) => row.old_id)
}

/**
 * Empties in the ledger what others were while whoever has these ids was a part of them: it was written when a later merge came,
 * and stands under the ids of those others, though they may have been split since.
 */
export async function emptyMixedStates(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `with recursive holder as (
       select profile_id as id from identity_ledger
        where workspace_id = $1 and kind = 'merge' and absorbed_id = any ($2::uuid[])
       union
       select later.profile_id from identity_ledger later join holder on later.absorbed_id = holder.id
        where later.workspace_id = $1 and later.kind = 'merge')
     update identity_ledger
        set absorbed = case when (absorbed::jsonb -> 'absorbedIds') ?| $2::text[] then null else absorbed end,
            survivor = case when (survivor::jsonb -> 'absorbedIds') ?| $2::text[] then null else survivor end
      where workspace_id = $1 and kind = 'merge' and profile_id in (select id from holder)
        and ((absorbed::jsonb -> 'absorbedIds') ?| $2::text[] or (survivor::jsonb -> 'absorbedIds') ?| $2::text[])`,
    [tx.workspaceId, ids],
  )
}
