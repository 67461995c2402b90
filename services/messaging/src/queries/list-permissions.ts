import { followAlias, type Tx } from '@polyphon/service-kit'
import type { Permission } from '../domain/permission.js'
import { type PermissionEntry, readPermissionEntries, readPermissions } from '../store/permissions.js'

export interface PermissionStanding {
  readonly profileId: string
  readonly permission: Permission
  /** All records about this channel and topic, newest first. */
  readonly history: readonly PermissionEntry[]
}

/** What a person allows now, by channel and topic, with the records that led there. */
export async function listPermissions(tx: Tx, givenId: string): Promise<readonly PermissionStanding[]> {
  const profileId = await followAlias(tx, givenId)
  const permissions = await readPermissions(tx, profileId)
  const entries = await readPermissionEntries(tx, profileId)
  return permissions.map((permission) => ({
    profileId,
    permission,
    history: entries.filter(({ channel, topic }) => channel === permission.channel && topic === permission.topic),
  }))
}
