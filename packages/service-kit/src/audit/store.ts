import type { Tx } from '../db/tx.js'
import { OPERATOR } from '../values/ids.js'
import type { AuditEntry, Link } from './chain.js'

export interface AuditEntryRow {
  readonly workspace_id: string
  readonly seq: string
  readonly entry_id: string
  readonly at: Date
  readonly kind: AuditEntry['kind']
  readonly who: AuditEntry['who']
  readonly key_id: string | null
  readonly staff_id: string | null
  readonly operation: string
  readonly about_kind: string
  readonly about_id: string | null
  readonly profile_id: string | null
  readonly salt: string | null
  readonly person: string | null
  readonly request_id: string
  readonly trace_id: string | null
  readonly hash: string
}

export const ENTRY_COLUMNS =
  'workspace_id, seq, entry_id, at, kind, who, key_id, staff_id, operation, about_kind, about_id, profile_id, salt, person, request_id, trace_id, hash'

const toEntry = (row: AuditEntryRow): AuditEntry => ({
  workspaceId: row.workspace_id,
  seq: Number(row.seq),
  entryId: row.entry_id,
  at: row.at,
  kind: row.kind,
  who: row.who,
  keyId: row.key_id,
  staffId: row.staff_id,
  operation: row.operation,
  aboutKind: row.about_kind,
  aboutId: row.about_id,
  profileId: row.profile_id,
  salt: row.salt,
  person: row.person,
  requestId: row.request_id,
  traceId: row.trace_id,
  hash: row.hash,
})

/** Where a chain begins and ends, as it says itself and as its rows are: of one moment. */
export interface Head {
  /** Null where nobody says. */
  readonly stated: { readonly before: Link; readonly last: Link } | null
  readonly firstSeq: number | null
  readonly lastSeq: number | null
  readonly waiting: number
  /** Since when the oldest of these waits. */
  readonly waitingSince: Date | null
  /** By the clock of the database. */
  readonly now: Date
}

interface HeadRow {
  readonly first_seq: string | null
  readonly first_previous: string
  readonly last_seq: string
  readonly last_hash: string
  readonly lowest: string | null
  readonly highest: string | null
  readonly waiting: number
  readonly since: Date | null
  readonly now: Date
}

export async function readHead(tx: Tx): Promise<Head> {
  const { rows } = await tx.query<HeadRow>(
    `select c.first_seq, c.first_previous, c.last_seq, c.last_hash,
            (select min(seq) from audit_entry where workspace_id = $1) as lowest,
            (select max(seq) from audit_entry where workspace_id = $1) as highest,
            w.waiting, w.since, clock_timestamp() as now
       from (select count(*)::integer as waiting, min(at) as since from audit_waiting where workspace_id = $1) w
       left join audit_chain c on c.workspace_id = $1`,
    [tx.workspaceId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database says nothing of its audit log.')
  const number = (text: string | null): number | null => (text === null ? null : Number(text))
  const first = number(row.first_seq)
  return {
    stated:
      first === null
        ? null
        : {
            before: { seq: first - 1, hash: row.first_previous },
            last: { seq: Number(row.last_seq), hash: row.last_hash },
          },
    firstSeq: number(row.lowest),
    lastSeq: number(row.highest),
    waiting: row.waiting,
    waitingSince: row.since,
    now: row.now,
  }
}

/** The rows of a chain behind one and up to another one. */
export async function readEntries(
  tx: Tx,
  { after, until, most }: { readonly after: number; readonly until: number; readonly most: number },
): Promise<readonly AuditEntry[]> {
  const { rows } = await tx.query<AuditEntryRow>(
    `select ${ENTRY_COLUMNS} from audit_entry
      where workspace_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
    [tx.workspaceId, after, until, most],
  )
  return rows.map(toEntry)
}

/** Whose chains there are, from an id on: the operator's comes first. */
export async function readChains(tx: Tx, from: string, most: number): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select workspace_id as id from workspace where workspace_id >= $1 order by workspace_id limit $2`,
    [from, most],
  )
  const ids = rows.map(({ id }) => id)
  return from === OPERATOR ? [OPERATOR, ...ids].slice(0, most) : ids
}

/** Chains what waits, of all workspaces; answers how many rows that were. */
export async function chainWaiting(tx: Tx, most: number): Promise<number> {
  const { rows } = await tx.query<{ chained: number }>('select chain_audit($1) as chained', [most])
  return rows[0]?.chained ?? 0
}
