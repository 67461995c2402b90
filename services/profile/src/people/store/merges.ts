import type { Tx } from '@polyphon/service-kit'
import type { Absorption, NewLink } from '../domain/identity-graph.js'

/** Notes for ever that old ids stand for their survivors; ids that stood for them follow. */
export async function saveAliases(
  tx: Tx,
  aliases: readonly { readonly oldId: string; readonly canonicalId: string }[],
): Promise<void> {
  if (aliases.length === 0) return
  await tx.query(
    `insert into profile_alias (workspace_id, old_id, canonical_id, merged_at)
     select $1, "oldId", "canonicalId", $3
       from json_to_recordset($2) as alias ("oldId" uuid, "canonicalId" uuid)
     on conflict (workspace_id, old_id) do update set canonical_id = excluded.canonical_id`,
    [tx.workspaceId, JSON.stringify(aliases), tx.now],
  )
}

interface LedgerEntry {
  readonly links: readonly NewLink[]
  readonly merges: readonly Absorption[]
  readonly rulesVersion: number
}

/** Writes down why identifiers and people were joined, and what the absorbed ones were. */
export async function saveLedger(tx: Tx, { links, merges, rulesVersion }: LedgerEntry): Promise<void> {
  if (links.length === 0 && merges.length === 0) return
  const entries = [
    ...links.map((link) => ({ ...link, entryId: tx.newId(), kind: 'link', absorbedId: null, absorbed: null })),
    ...merges.map(({ survivorId, absorbed, rule, because, reason }) => ({
      entryId: tx.newId(),
      profileId: survivorId,
      kind: 'merge',
      type: null,
      value: null,
      absorbedId: absorbed.profileId,
      absorbed,
      rule,
      because,
      ...(reason === undefined ? {} : { reason }),
    })),
  ]
  await tx.query(
    `insert into identity_ledger (workspace_id, entry_id, profile_id, kind, type, value, absorbed_id, absorbed, rule,
                                  rules_version, because, reason, at)
     select $1, "entryId", "profileId", kind, type, value, "absorbedId", absorbed, rule, $3, because, reason, $4
       from json_to_recordset($2) as entry ("entryId" uuid, "profileId" uuid, kind text, type text, value text,
            "absorbedId" uuid, absorbed json, rule text, because text,
            reason text)`,
    [tx.workspaceId, JSON.stringify(entries), rulesVersion, tx.now],
  )
}
