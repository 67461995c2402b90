import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { Identifier } from '@polyphon/values'

/** What a request has stated of somebody. */
export interface TraitStatement {
  /** The id that it named, or that the person had then. */
  readonly profileId: string
  /** What it named the person by; none where that was an id. */
  readonly identifiers: readonly Identifier[]
  /** Null removes a trait. */
  readonly traits: JsonObject
  /** The id of the request. */
  readonly because: string
}

/**
 * Keeps what requests have stated, so that all that is known of people can be folded anew: its traits, and which identifiers
 * came to be known together.
 */
export async function saveStatements(tx: Tx, stated: readonly TraitStatement[]): Promise<void> {
  const rows = stated.flatMap(({ profileId, identifiers, traits, because }) =>
    Object.keys(traits).length === 0 && identifiers.length < 2
      ? []
      : [{ id: tx.newId(), profileId, identifiers, traits, because }],
  )
  if (rows.length === 0) return
  await tx.query(
    `insert into trait_statement (workspace_id, statement_id, profile_id, at, because, identifiers, traits)
     select $1, id, "profileId", $2, because, identifiers, traits
       from json_to_recordset($3)
         as stated (id uuid, "profileId" uuid, because text, identifiers json, traits json)
     returning 1`,
    [tx.workspaceId, tx.now, JSON.stringify(rows)],
  )
}
