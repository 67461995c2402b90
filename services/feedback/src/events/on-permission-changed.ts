import { permissionChanged } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { keepPermission } from '../commands/keep-permission.js'

/** Keeps what people allow, to say of an invitation that it will not go out. */
export const permissionChangedHandler = (): Handler =>
  on(permissionChanged, { naturalKey: '(workspace, profile, channel, topic), the later one' }, (tx, { data }) =>
    keepPermission(tx, data),
  )
