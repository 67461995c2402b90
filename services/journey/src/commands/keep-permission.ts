import { followAlias, type Tx } from '@polyphon/service-kit'
import { type StoredPermission, savePermission } from '../store/permissions.js'

/** Keeps what somebody allows, for conditions that ask. */
export async function keepPermission(
  tx: Tx,
  permission: StoredPermission & { readonly occurredAt: string },
): Promise<void> {
  await savePermission(tx, { ...permission, profileId: await followAlias(tx, permission.profileId) })
}
