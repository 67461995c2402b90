import type { Tx } from '@polyphon/service-kit'
import { groupBy, type Identifier } from '@polyphon/values'
import { DEFAULT_RULES } from '../../people/domain/identity-rules.js'
import { INTERACTION_OF_MESSAGE } from '../../tracking/store/interactions.js'
import type { Ledger, LinkEntry, MergeEntry, OwnState } from '../domain/ledger.js'

/** The rule of a split by which identifiers went that had come by no merge. */
export const CUT = 'cut'
/** The rule of a split by which merges were taken back alone. */
export const TAKEN_BACK = 'taken_back'

interface EntryRow {
  readonly kind: 'link' | 'merge' | 'split'
  readonly profile_id: string
  readonly type: string | null
  readonly value: string | null
  readonly absorbed_id: string | null
  readonly absorbed: StoredState | null
  readonly survivor: StoredState | null
  readonly rule: string
  readonly because: string
}

/** As JSON has it; entries of earlier releases say nothing of restrictions. */
type StoredState = Omit<OwnState, 'createdAt' | 'restriction'> & {
  readonly createdAt: string
  readonly restriction?: OwnState['restriction']
}

/** All that the ledger says of people under these ids, in the order in which it happened. */
export async function readLedger(tx: Tx, profileIds: readonly string[]): Promise<Ledger> {
  const { rows } = await tx.query<EntryRow>(
    `select kind, profile_id, type, value, absorbed_id, absorbed, survivor, rule, because
       from identity_ledger
      where workspace_id = $1 and profile_id = any ($2) and kind in ('link', 'merge', 'split')
      order by position nulls first, at, entry_id`,
    [tx.workspaceId, profileIds],
  )
  const merges: MergeEntry[] = []
  const cuts = new Map<string, number>()
  for (const row of rows) {
    if (row.kind === 'split' && row.rule === CUT) cuts.set(row.profile_id, merges.length)
    if (row.kind !== 'merge' || row.absorbed_id === null || row.absorbed === null) continue
    merges.push({
      survivorId: row.profile_id,
      absorbedId: row.absorbed_id,
      absorbed: stateOf(row.absorbed),
      survivor: row.survivor === null ? null : stateOf(row.survivor),
    })
  }
  return { merges, cuts, links: await readLinks(tx, rows) }
}

const stateOf = ({ createdAt, restriction = null, ...state }: StoredState): OwnState => ({
  ...state,
  restriction,
  createdAt: new Date(createdAt),
})

async function readLinks(tx: Tx, rows: readonly EntryRow[]): Promise<readonly LinkEntry[]> {
  const links = rows.flatMap(({ kind, type, value, profile_id: profileId, because }) =>
    kind === 'link' && type !== null && value !== null ? [{ type, value, profileId, because }] : [],
  )
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

/** What is written down of a split. */
export interface SplitEntry {
  readonly survivorId: string
  readonly newId: string
  readonly identifiers: readonly Identifier[]
  readonly rule: typeof CUT | typeof TAKEN_BACK
  readonly because: string
  readonly reason: string
}

/** Writes down that what was taken for one person is two, and why. */
export async function saveSplit(tx: Tx, split: SplitEntry): Promise<void> {
  await tx.query(
    `insert into identity_ledger (workspace_id, entry_id, profile_id, kind, absorbed_id, absorbed, rule, rules_version,
                                  because, reason, at)
     values ($1, $2, $3, 'split', $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.workspaceId,
      tx.newId(),
      split.survivorId,
      split.newId,
      JSON.stringify({ identifiers: split.identifiers.map(({ type, value }) => ({ type, value })) }),
      split.rule,
      DEFAULT_RULES.version,
      split.because,
      split.reason,
      tx.now,
    ],
  )
}
