import type { Tx } from '@polyphon/service-kit'
import { groupBy, type Identifier, keyOf } from '@polyphon/values'
import { INTERACTION_OF_MESSAGE } from '../../tracking/store/interactions.js'
import type { Ledger, LinkEntry, MergeEntry, OwnState } from '../domain/ledger.js'

/** The rule of a split by which identifiers went that had come by no merge. */
export const CUT = 'cut'

const ARRIVAL = 'position nulls first, at, entry_id'

interface EntryRow {
  readonly entry_id: string
  readonly kind: 'link' | 'merge' | 'split' | 'release' | 'removal'
  readonly profile_id: string
  readonly type: string | null
  readonly value: string | null
  readonly absorbed_id: string | null
  readonly absorbed: StoredState | null
  readonly survivor: StoredState | null
  readonly rule: string
  readonly because: string
  readonly at: Date
  readonly position: string | null
}

/** As JSON has it; entries of earlier releases say nothing of restrictions. */
type StoredState = Omit<OwnState, 'createdAt' | 'restriction' | 'absorbedIds'> & {
  readonly createdAt: string
  readonly restriction?: OwnState['restriction']
  readonly absorbedIds?: OwnState['absorbedIds']
}

/** All that the ledger says of people under these ids, in the order in which it happened. */
export async function readLedger(tx: Tx, profileIds: readonly string[]): Promise<Ledger> {
  const rows = await readEntries(tx, profileIds, ['link', 'merge', 'split', 'release', 'removal'])
  return { ...joinsOf(rows), links: await readLinks(tx, rows) }
}

/** The merges and splits alone. */
export async function readJoins(tx: Tx, profileIds: readonly string[]): Promise<Ledger> {
  return { ...joinsOf(await readEntries(tx, profileIds, ['merge', 'split'])), links: [] }
}

async function readEntries(
  tx: Tx,
  profileIds: readonly string[],
  kinds: readonly EntryRow['kind'][],
): Promise<readonly EntryRow[]> {
  // Of a survivor the later states name all who were merged before: of very many merges that would be very much.
  const { rows } = await tx.query<EntryRow>(
    `select entry_id, kind, profile_id, type, value, absorbed_id, absorbed,
            case when row_number() over (partition by profile_id, kind, cuts order by ${ARRIVAL}) = 1 then survivor end as survivor,
            rule, because, at, position
       from (select *, count(*) filter (where kind = 'split' and rule = $4)
                         over (partition by profile_id order by ${ARRIVAL}) as cuts
               from identity_ledger where workspace_id = $1 and profile_id = any ($2) and kind = any ($3)) entry
      order by ${ARRIVAL}`,
    [tx.workspaceId, profileIds, kinds, CUT],
  )
  return rows
}

function joinsOf(rows: readonly EntryRow[]): Pick<Ledger, 'merges' | 'cuts'> {
  const merges: MergeEntry[] = []
  const cuts = new Map<string, number>()
  for (const row of rows) {
    if (row.kind === 'split' && row.rule === CUT) cuts.set(row.profile_id, merges.length)
    if (row.kind !== 'merge' || row.absorbed_id === null) continue
    merges.push({
      entryId: row.entry_id,
      survivorId: row.profile_id,
      absorbedId: row.absorbed_id,
      absorbed: stateOf(row.absorbed),
      survivor: stateOf(row.survivor),
      at: row.at,
      position: row.position === null ? null : Number(row.position),
      because: row.because,
    })
  }
  return { merges, cuts }
}

function stateOf(stored: StoredState | null): OwnState | null {
  if (stored === null) return null
  const { createdAt, restriction = null, absorbedIds = [], ...state } = stored
  return { ...state, restriction, absorbedIds, createdAt: new Date(createdAt) }
}

/** The segments that one of both was in as a merge came; null where that is not kept. */
export async function readSegmentsBefore(
  tx: Tx,
  entryId: string,
  side: 'absorbed' | 'survivor',
): Promise<readonly string[] | null> {
  const { rows } = await tx.query<{ segments: readonly string[] | null }>(
    `select ${side} -> 'segments' as segments from identity_ledger where workspace_id = $1 and entry_id = $2`,
    [tx.workspaceId, entryId],
  )
  return rows[0]?.segments ?? null
}

async function readLinks(tx: Tx, rows: readonly EntryRow[]): Promise<readonly LinkEntry[]> {
  const letGo = new Set<string>()
  const links = rows.flatMap(({ kind, type, value, profile_id: profileId, because }) => {
    if (type === null || value === null) return []
    const key = keyOf({ type, value })
    if (kind === 'release' || kind === 'removal') letGo.add(key)
    if (kind !== 'link') return []
    return [{ type, value, profileId, because, ...(letGo.delete(key) ? { isAnew: true as const } : {}) }]
  })
  const together = await readTogether(tx, [...new Set(links.map(({ because }) => because))])
  return links.map(({ because, ...link }) => ({ ...link, together: together.get(because) ?? [] }))
}

/** By what caused a link, the identifiers that were named with it and led somewhere, in their normal form. */
async function readTogether(tx: Tx, becauses: readonly string[]): Promise<ReadonlyMap<string, readonly Identifier[]>> {
  const { rows } = await tx.query<{ because: string; identifiers: readonly (Identifier & { verdict?: string })[] }>(
    `select i.message_id as because, i.doc -> 'trace' -> 'identifiers' as identifiers
       from ${INTERACTION_OF_MESSAGE}
      where m.workspace_id = $1 and m.message_id = any ($2) and i.doc is not null
      union all
     select because, identifiers from trait_statement where workspace_id = $1 and because = any ($2)`,
    [tx.workspaceId, becauses],
  )
  const byCause = groupBy(rows, ({ because }) => because)
  return new Map(
    [...byCause].map(([because, found]) => [because, found.flatMap(({ identifiers }) => identifiers.filter(leads))]),
  )
}

const leads = ({ verdict }: { readonly verdict?: string }): boolean => verdict !== 'blocked'
