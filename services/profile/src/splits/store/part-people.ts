import type { Tx } from '@polyphon/service-kit'
import { type Identifier, keyOf } from '@polyphon/values'
import { saveIdentifiers } from '../../people/store/identifiers.js'
import { raiseIdentityVersions } from '../../people/store/profiles.js'
import type { Partition } from '../domain/partition.js'

/** Stores who is who after a split: what identifiers lead to, who has them, and what former ids stand for. */
export async function savePartition(tx: Tx, partition: Partition, newId: string): Promise<void> {
  const { root, goes, stays, shared, ids } = partition
  const leadsTo = (profileId: string) => (identifier: Identifier) => {
    const { type, value } = identifier
    return shared.has(keyOf(identifier))
      ? { type, value, profileId: null, ambiguous: true }
      : { type, value, profileId, ambiguous: false }
  }
  const verified = (links: Partition['goes']) => links.filter((link) => link.verified)
  await saveIdentifiers(tx, [...verified(stays).map(leadsTo(root)), ...verified(goes).map(leadsTo(newId))])
  const gone = goes.filter((link) => !shared.has(keyOf(link)))
  await tx.query(
    `delete from profile_identifier own using json_to_recordset($3) as gone (type text, value text)
      where own.workspace_id = $1 and own.profile_id = $2 and own.type = gone.type and own.value = gone.value`,
    [tx.workspaceId, root, JSON.stringify(gone.map(({ type, value }) => ({ type, value })))],
  )
  await tx.query('delete from profile_alias where workspace_id = $1 and old_id = $2', [tx.workspaceId, newId])
  await tx.query(
    `update profile_alias set canonical_id = $2, written_at = now()
      where workspace_id = $1 and old_id = any ($3)`,
    [tx.workspaceId, newId, [...ids]],
  )
  await raiseIdentityVersions(tx, [root])
}
