import type { Identifier } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { ConsentState, DecisionProof } from '@polyphon/values'
import type { ConsentEntry, ConsentSource, Decision } from '../domain/consent-entry.js'

interface EntryRow {
  profile_id: string
  entry_id: string
  purpose: string
  state: ConsentState
  proof: (Omit<DecisionProof, 'occurredAt'> & { readonly occurredAt: string }) | null
  notice_hash: string | null
  source: ConsentSource
  is_vouched: boolean
  identifier: Identifier | null
  absorbed_id: string | null
  is_conflict: boolean
  occurred_at: Date
  recorded_at: Date
  expires_at: Date | null
}

type DecisionRow = Pick<
  EntryRow,
  'entry_id' | 'state' | 'source' | 'is_vouched' | 'is_conflict' | 'occurred_at' | 'expires_at'
>

const COLUMNS = `profile_id, entry_id, purpose, state, proof, notice_hash, source, is_vouched, identifier, absorbed_id,
  is_conflict, occurred_at, recorded_at, expires_at`

const toEntry = (row: EntryRow): ConsentEntry => ({
  entryId: row.entry_id,
  originId: row.profile_id,
  purpose: row.purpose,
  state: row.state,
  proof: row.proof === null ? null : { ...row.proof, occurredAt: new Date(row.proof.occurredAt) },
  noticeHash: row.notice_hash,
  source: row.source,
  isVouched: row.is_vouched,
  identifier: row.identifier,
  absorbedId: row.absorbed_id,
  isConflict: row.is_conflict,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  expiresAt: row.expires_at,
})

/** Adds records to the ledger; nothing changes or removes one but an erasure. */
export async function insertEntries(tx: Tx, entries: readonly ConsentEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.query(
    `insert into consent_entry (workspace_id, ${COLUMNS})
     select $1, "originId", "entryId", purpose, state, proof, "noticeHash", source, "isVouched", identifier, "absorbedId",
            "isConflict", "occurredAt", "recordedAt", "expiresAt"
       from json_to_recordset($2) as entry ("originId" uuid, "entryId" uuid, purpose text, state text, proof json,
            "noticeHash" text, source text, "isVouched" boolean, identifier json, "absorbedId" uuid, "isConflict" boolean,
            "occurredAt" timestamptz, "recordedAt" timestamptz, "expiresAt" timestamptz)
     returning 1`,
    [tx.workspaceId, JSON.stringify(entries)],
  )
}

/**
 * What of a purpose can decide what holds, under any of these ids: of each state the latest record, of devices and of those who
 * are known apart, and of merges as long as they stand. So many at most, however often somebody has changed their mind, and without
 * their texts. What was recorded after `until` is left out.
 */
export async function readDecisions(
  tx: Tx,
  profileIds: readonly string[],
  purpose: string,
  until: Date | null = null,
): Promise<readonly Decision[]> {
  const { rows } = await tx.query<DecisionRow>(
    `select distinct on (is_vouched, state) entry_id, state, source, is_vouched, is_conflict, occurred_at, expires_at
       from consent_entry
      where workspace_id = $1 and profile_id = any ($2) and purpose = $3 and source <> 'expiry'
        and (absorbed_id is null or absorbed_id = any ($2))
        and ($4::timestamptz is null or recorded_at <= $4::timestamptz)
      order by is_vouched, state, occurred_at desc, entry_id desc`,
    [tx.workspaceId, profileIds, purpose, until],
  )
  return rows.map((row) => ({
    entryId: row.entry_id,
    state: row.state,
    source: row.source,
    isVouched: row.is_vouched,
    isConflict: row.is_conflict,
    occurredAt: row.occurred_at,
    expiresAt: row.expires_at,
  }))
}

/** The ledger of one person, by any id that they have or had: by purpose, the newest record of each first. */
export async function readLedger(
  tx: Tx,
  {
    profileIds,
    purposes,
    after,
    limit,
  }: {
    readonly profileIds: readonly string[]
    readonly purposes: readonly string[]
    readonly after: { readonly purpose: string; readonly entryId: string } | null
    readonly limit: number
  },
): Promise<readonly ConsentEntry[]> {
  const { rows } = await tx.query<EntryRow>(
    `select ${COLUMNS} from consent_entry
      where workspace_id = $1 and profile_id = any ($2) and purpose = any ($3)
        and ($4::text is null or purpose collate "C" > $4 or (purpose = $4 and entry_id < $5::uuid))
      order by purpose collate "C", entry_id desc limit $6`,
    [tx.workspaceId, profileIds, purposes, after?.purpose ?? null, after?.entryId ?? null, limit],
  )
  return rows.map(toEntry)
}

/** The purposes of which something is recorded under any of these ids. */
export async function readPurposesOf(tx: Tx, profileIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ purpose: string }>(
    'select distinct purpose from consent_entry where workspace_id = $1 and profile_id = any ($2) order by purpose',
    [tx.workspaceId, profileIds],
  )
  return rows.map(({ purpose }) => purpose)
}

/** Gives records of somebody that name an identifier which is somebody else's to them; nothing else of a record changes. */
export async function moveEntries(
  tx: Tx,
  {
    from,
    to,
    isTheirs,
  }: { readonly from: string; readonly to: string; readonly isTheirs: (identifier: Identifier) => boolean },
): Promise<void> {
  const { rows } = await tx.query<{ entry_id: string; identifier: Identifier }>(
    `select entry_id, identifier from consent_entry
      where workspace_id = $1 and profile_id = $2 and identifier is not null`,
    [tx.workspaceId, from],
  )
  const theirs = rows.filter(({ identifier }) => isTheirs(identifier)).map((row) => row.entry_id)
  await tx.query(
    'update consent_entry set profile_id = $3 where workspace_id = $1 and profile_id = $2 and entry_id = any ($4)',
    [tx.workspaceId, from, to, theirs],
  )
}
