import { permissionChanged } from '@polyphon/contracts'
import { type Handler, on } from '../events/handler.js'
import { followAlias } from './people-store.js'
import { savePermission } from './permissions-store.js'

/** Keeps the read copy of what people allow, in a service that has a table `permission` and keeps people. */
export function keepPermissions(): Handler {
  const naturalKey = '(workspace, profile, channel, topic), the later one'
  return on(permissionChanged, { naturalKey }, async (tx, { data }) =>
    savePermission(tx, { ...data, profileId: await followAlias(tx, data.profileId) }),
  )
}
