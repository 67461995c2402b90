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
 * Keeps what a request has stated, so that all that is known of people can be folded anew: its traits, and which identifiers
 * came to be known together.
 */
export async function saveStatement(
  tx: Tx,
  { profileId, identifiers, traits, because }: TraitStatement,
): Promise<void> {
  if (Object.keys(traits).length === 0 && identifiers.length < 2) return
  await tx.query(
    `insert into trait_statement (workspace_id, statement_id, profile_id, at, because, identifiers, traits)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.workspaceId, tx.newId(), profileId, tx.now, because, JSON.stringify(identifiers), JSON.stringify(traits)],
  )
}
