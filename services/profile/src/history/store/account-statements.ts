import type { Tx } from '@polyphon/service-kit'
import type { Statement } from '../../accounts/domain/membership.js'
import { INTERACTION_OF_MESSAGE } from '../../tracking/store/interactions.js'

/**
 * What had been said of accounts under these ids, as far as it was known at a moment: by an event from when it was received on.
 * Of an event that is not kept any more it counts from when it happened.
 */
export async function readAccountStatements(
  tx: Tx,
  profileIds: readonly string[],
  at: Date,
): Promise<readonly Statement[]> {
  const { rows } = await tx.query<Omit<Statement, 'position'> & { readonly position: string }>(
    `select s.account_key as "accountKey", s.kind, s.roles, s.valid_from as "from", s.valid_to as "to", s.at, s.position
       from membership_statement s
       left join (${INTERACTION_OF_MESSAGE}) on m.workspace_id = $1 and m.message_id = s.message_id
      where s.workspace_id = $1 and s.profile_id = any ($2) and s.at <= $3 and coalesce(i.received_at, s.at) <= $3`,
    [tx.workspaceId, profileIds, at],
  )
  return rows.map((row) => ({ ...row, position: Number(row.position) }))
}
