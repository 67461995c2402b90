import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { Observed } from '../../people/domain/profile.js'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import type { Traits } from '../../people/domain/traits.js'
import { type KeptWarning, taughtTraits } from '../../tracking/domain/taught-traits.js'

/** SQL for `where`: the interaction of a message, found in its month. */
const OF_MESSAGE = `m.workspace_id = $1 and m.message_id = $2
        and i.workspace_id = m.workspace_id and i.message_id = m.message_id and i.position = m.position
        and i.received_at >= m.month::timestamp at time zone 'UTC'
        and i.received_at < (m.month + interval '1 month') at time zone 'UTC'`

/** Whose an event is, by the id that they had then; undefined where no such event is kept. */
export async function readWhose(tx: Tx, messageId: string): Promise<string | null | undefined> {
  const { rows } = await tx.query<{ profile_id: string | null }>(
    `select i.profile_id from seen_message m, interaction i where ${OF_MESSAGE}`,
    [tx.workspaceId, messageId],
  )
  return rows[0]?.profile_id
}

/** An event that was kept until now. */
export interface RemovedEvent {
  /** The id that the person had then. */
  readonly profileId: string | null
  readonly kind: InteractionKind
  readonly name: string | null
  readonly at: Date
  /** What it has taught of the person. */
  readonly traits: JsonObject
  readonly context: JsonObject
}

interface RemovedRow {
  readonly profile_id: string | null
  readonly kind: InteractionKind
  readonly name: string | null
  readonly occurred_at: Date
  readonly traits: JsonObject | null
  readonly context: JsonObject | null
  readonly warnings: readonly KeptWarning[] | null
  readonly left_out: readonly string[] | null
}

/**
 * Keeps an event no more, and answers it; null where none is kept. Its message stays known, so that it does not come back when
 * it is sent again.
 */
export async function removeInteraction(tx: Tx, messageId: string): Promise<RemovedEvent | null> {
  const { rows } = await tx.query<RemovedRow>(
    `delete from interaction i using seen_message m where ${OF_MESSAGE}
     returning i.profile_id, i.kind, i.name, i.occurred_at, i.doc -> 'traits' as traits, i.doc -> 'context' as context,
               i.doc -> 'trace' -> 'warnings' as warnings, i.doc -> 'trace' -> 'leftOut' as left_out`,
    [tx.workspaceId, messageId],
  )
  const [row] = rows
  if (row === undefined) return null
  const { profile_id: profileId, kind, name, occurred_at: at, warnings, left_out: leftOut } = row
  const context = row.context ?? {}
  const traits = taughtTraits({ kind, context, traits: row.traits, warnings, leftOut })
  return { profileId, kind, name, at, traits, context }
}

/** What a device has said last under any of these ids, where it said anything. */
export async function readLastContext(
  tx: Tx,
  profileIds: readonly string[],
  name: 'locale' | 'timezone',
): Promise<readonly { readonly context: JsonObject; readonly at: Date }[]> {
  const { rows } = await tx.query<{ context: JsonObject; at: Date }>(
    `select doc -> 'context' as context, occurred_at as at from interaction
      where workspace_id = $1 and profile_id = any($2) and (doc -> 'context' ->> $3) is not null
      order by occurred_at desc, position desc limit 20`,
    [tx.workspaceId, profileIds, name],
  )
  return rows
}

/** What somebody was known by before a merge, as the ledger keeps it. */
export interface KeptState extends Traits {
  readonly observed: Observed
  /** Who was a part of them by then; entries of earlier releases do not say so. */
  readonly absorbedIds?: readonly string[]
}

const STATES = 100

/**
 * Changes what the ledger keeps of what people under these ids were before they were merged, so many entries at a time: also
 * under the ids of those whom they were a part of, as they may have been split since and be merged again. Those are not
 * locked, so the entries are: an erasure or another deletion may change the same.
 */
export async function changeStates(
  tx: Tx,
  profileIds: readonly string[],
  change: (state: KeptState) => KeptState | null,
): Promise<void> {
  const ids = new Set(profileIds)
  const changed = (id: string, state: KeptState | null): KeptState | null => {
    const isTheirs = state !== null && (ids.has(id) || state.absorbedIds?.some((part) => ids.has(part)) === true)
    return isTheirs ? change(state) : null
  }
  let behind: string | null = null
  for (;;) {
    const rows: readonly StateRow[] = await readStates(tx, profileIds, behind)
    for (const row of rows) {
      const { entry_id: entryId, absorbed, survivor } = row
      const [left, right] = [changed(row.absorbed_id, absorbed), changed(row.profile_id, survivor)]
      if (left === null && right === null) continue
      await tx.query(
        `update identity_ledger set absorbed = coalesce($3, absorbed), survivor = coalesce($4, survivor)
          where workspace_id = $1 and entry_id = $2`,
        [tx.workspaceId, entryId, textOf(left), textOf(right)],
      )
    }
    behind = rows.at(-1)?.entry_id ?? null
    if (rows.length < STATES) return
  }
}

interface StateRow {
  readonly entry_id: string
  readonly profile_id: string
  readonly absorbed_id: string
  readonly absorbed: KeptState | null
  readonly survivor: KeptState | null
}

async function readStates(tx: Tx, profileIds: readonly string[], behind: string | null): Promise<readonly StateRow[]> {
  const { rows } = await tx.query<StateRow>(
    `with recursive holder as (
       select unnest($2::uuid[]) as id
       union
       select later.profile_id from identity_ledger later join holder on later.absorbed_id = holder.id
        where later.workspace_id = $1 and later.kind = 'merge')
     select entry_id, profile_id, absorbed_id, absorbed, survivor from identity_ledger
      where workspace_id = $1 and profile_id in (select id from holder) and kind = 'merge' and absorbed_id is not null
        and ($3::uuid is null or entry_id > $3::uuid)
      order by entry_id limit $4
        for update`,
    [tx.workspaceId, profileIds, behind, STATES],
  )
  return rows
}

const textOf = (state: KeptState | null): string | null => (state === null ? null : JSON.stringify(state))
