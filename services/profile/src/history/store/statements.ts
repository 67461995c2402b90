import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import { type KeptWarning, taughtTraits } from '../../tracking/domain/taught-traits.js'
import type { StatedBy } from '../domain/trait-history.js'

/** Traits that were stated of somebody, by an event or by a request. */
export interface StatedTraits {
  /** The id that the person had then, or that was named. */
  readonly profileId: string
  /** In the order of arrival. */
  readonly position: number
  readonly occurredAt: Date
  readonly knownAt: Date
  /** Without those that were left out; null removes one. */
  readonly traits: JsonObject
  readonly by: StatedBy
}

interface Row {
  readonly message_id: string | null
  readonly because: string | null
  readonly profile_id: string
  readonly position: string
  readonly occurred_at: Date
  readonly known_at: Date
  readonly kind: InteractionKind | null
  readonly traits: JsonObject | null
  readonly context_traits: JsonObject | null
  readonly warnings: readonly KeptWarning[] | null
  readonly left_out: readonly string[] | null
}

const PAGE = 1_000

// The condition of the index on interactions, word for word.
const MAY_STATE = `(kind = 'identify' or (doc -> 'context' -> 'traits') is not null)`

/** Of each id what may say something of one trait, or of any, each table read along its own index and cut before they meet. */
const STATEMENTS = `
  select said.* from unnest($2::uuid[]) as own (profile_id) cross join lateral (
    (select message_id, null as because, profile_id, position, occurred_at, received_at as known_at, kind,
            doc -> 'traits' as traits, doc -> 'context' -> 'traits' as context_traits,
            doc -> 'trace' -> 'warnings' as warnings, doc -> 'trace' -> 'leftOut' as left_out
       from interaction
      where workspace_id = $1 and profile_id = own.profile_id and ${MAY_STATE} and position > $3::bigint
        and ($5::text is null or (doc -> 'traits' -> $5::text) is not null
             or (doc -> 'context' -> 'traits' -> $5::text) is not null)
      order by position limit $4)
    union all
    (select null, because, profile_id, position, at, at, null, traits, null, null, null
       from trait_statement
      where workspace_id = $1 and profile_id = own.profile_id and position > $3::bigint
        and ($5::text is null or (traits -> $5::text) is not null)
      order by position limit $4)) said
  order by position limit $4`

/** Reads page by page what was stated of people under any of these ids in the order in which it arrived: of one trait, or of all. */
export async function* readStatements(
  tx: Tx,
  profileIds: readonly string[],
  name: string | null,
): AsyncGenerator<readonly StatedTraits[]> {
  let behind = '0'
  for (;;) {
    const { rows }: { rows: Row[] } = await tx.query<Row>(STATEMENTS, [tx.workspaceId, profileIds, behind, PAGE, name])
    if (rows.length > 0) yield rows.map(toStated)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    behind = last.position
  }
}

function toStated(row: Row): StatedTraits {
  const { kind, context_traits: contextTraits, left_out: leftOut } = row
  const context = contextTraits === null ? {} : { traits: contextTraits }
  return {
    profileId: row.profile_id,
    position: Number(row.position),
    occurredAt: row.occurred_at,
    knownAt: row.known_at,
    traits: kind === null ? (row.traits ?? {}) : taughtTraits({ ...row, kind, context, leftOut }),
    by: row.message_id === null ? requestOf(row.because) : { messageId: row.message_id },
  }
}

const requestOf = (because: string | null): StatedBy => (because === null ? null : { requestId: because })
