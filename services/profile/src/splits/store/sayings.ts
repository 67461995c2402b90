import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { Identifier } from '@polyphon/values'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import { type KeptWarning, taughtTraits } from '../../tracking/domain/taught-traits.js'
import type { Saying } from '../domain/refold.js'

/** Something that was said, and where it stands. */
export interface StoredSaying extends Saying {
  /** Of an event. */
  readonly messageId: string | null
  readonly position: string
}

interface Row {
  readonly message_id: string | null
  readonly profile_id: string
  readonly position: string
  readonly at: Date
  readonly at_text: string
  readonly kind: InteractionKind | null
  readonly identifiers: readonly (Identifier & { readonly verdict?: string })[] | null
  readonly traits: JsonObject | null
  readonly context: JsonObject | null
  readonly warnings: readonly KeptWarning[] | null
  readonly left_out: readonly string[] | null
}

const PAGE = 1_000

/**
 * Reads page by page what was said of somebody under any of these ids, events and requests alike, in the order in which it
 * happened and, within a moment, arrived.
 */
export async function* readSayings(tx: Tx, profileIds: readonly string[]): AsyncGenerator<readonly StoredSaying[]> {
  let behind: readonly [string, string] | null = null
  for (;;) {
    const { rows }: { rows: Row[] } = await tx.query<Row>(
      `select * from (
         (select message_id, profile_id, position, occurred_at as at, occurred_at::text as at_text, kind,
                 doc -> 'trace' -> 'identifiers' as identifiers, doc -> 'traits' as traits, doc -> 'context' as context,
                 doc -> 'trace' -> 'warnings' as warnings, doc -> 'trace' -> 'leftOut' as left_out
            from interaction
           where workspace_id = $1 and profile_id = any ($2)
             and ($3::timestamptz is null or (occurred_at, position) > ($3::timestamptz, $4::bigint))
           order by occurred_at, position limit $5)
         union all
         (select null, profile_id, position, at, at::text as at_text, null, identifiers, traits, null, null, null
            from trait_statement
           where workspace_id = $1 and profile_id = any ($2)
             and ($3::timestamptz is null or (at, position) > ($3::timestamptz, $4::bigint))
           order by at, position limit $5)) said
        order by at, position limit $5`,
      [tx.workspaceId, profileIds, behind?.[0] ?? null, behind?.[1] ?? null, PAGE],
    )
    if (rows.length > 0) yield rows.map(toSaying)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    behind = [last.at_text, last.position]
  }
}

function toSaying(row: Row): StoredSaying {
  const context = row.context ?? {}
  return {
    messageId: row.message_id,
    position: row.position,
    profileId: row.profile_id,
    identifiers: (row.identifiers ?? []).filter(({ verdict }) => verdict === undefined || LED.has(verdict)),
    traits:
      row.kind === null ? (row.traits ?? {}) : taughtTraits({ ...row, kind: row.kind, context, leftOut: row.left_out }),
    context,
    at: row.at,
  }
}

const LED: ReadonlySet<string> = new Set(['matched', 'linked', 'created', 'over_limit'])

/** An event that changes hands. */
export interface MovedMessage {
  readonly messageId: string
  readonly position: string
  readonly at: Date
}

/** Gives events of somebody, which come in the order in which they happened, to somebody else. */
export async function moveInteractions(
  tx: Tx,
  { from, to, messages }: { readonly from: string; readonly to: string; readonly messages: readonly MovedMessage[] },
): Promise<void> {
  const [first, last] = [messages[0], messages.at(-1)]
  if (first === undefined || last === undefined) return
  await tx.query(
    `update interaction set profile_id = $3
      where workspace_id = $1 and profile_id = $2 and occurred_at between $4 and $5 and position = any ($6::bigint[])`,
    [tx.workspaceId, from, to, first.at, last.at, messages.map(({ position }) => position)],
  )
}

/** Gives what requests have stated of somebody to somebody else. */
export async function moveStatements(
  tx: Tx,
  move: { readonly from: string; readonly to: string; readonly positions: readonly string[] },
): Promise<void> {
  await tx.query(
    `update trait_statement set profile_id = $3
      where workspace_id = $1 and profile_id = $2 and position = any ($4::bigint[])`,
    [tx.workspaceId, move.from, move.to, move.positions],
  )
}
