import { permissionChanged } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { keepPermission } from '../commands/keep-permission.js'

/** Keeps what people allow, for conditions that ask. */
export function onPermissionChanged(): Handler {
  return on(permissionChanged, { naturalKey: '(workspace, profile, channel, topic), the later one' }, (tx, { data }) =>
    keepPermission(tx, data),
  )
}
