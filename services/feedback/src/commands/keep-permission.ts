import type { DataOf, permissionChanged } from '@polyphon/contracts'
import { followAlias, type Tx } from '@polyphon/service-kit'
import { savePermission } from '../store/permissions.js'

/** Keeps what somebody allows, to say of an invitation that it will not go out. */
export async function keepPermission(tx: Tx, permission: DataOf<typeof permissionChanged>): Promise<void> {
  await savePermission(tx, { ...permission, profileId: await followAlias(tx, permission.profileId) })
}
