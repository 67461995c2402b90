import { permissionChanged } from '@polyphon/contracts'
import { type Handler, on } from '../events/handler.js'
import { savePermission } from './permissions-store.js'

/** Keeps the read copy of what people allow, in a service that has a table `permission` and keeps people. */
export function keepPermissions(): Handler {
  const naturalKey = '(workspace, profile, channel, topic), the last one'
  return on(permissionChanged, { naturalKey }, (tx, { data }) => savePermission(tx, data))
}
