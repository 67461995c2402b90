import type { Tx } from '@polyphon/service-kit'
import type { Merge } from '@polyphon/service-kit/personal'
import { lockContacts, readPermissions, removePermissions } from '../store/permissions.js'
import { joinPermission } from './join-permission.js'

/** Makes one of what two people allow: of two decisions about the same channel and topic the more restrictive one holds. */
export async function mergePermissions(tx: Tx, { survivorId, absorbedId }: Merge): Promise<void> {
  await lockContacts(tx, [survivorId, absorbedId])
  const survivorPermissions = await readPermissions(tx, survivorId)
  for (const absorbed of await readPermissions(tx, absorbedId)) {
    const before =
      survivorPermissions.find(({ channel, topic }) => channel === absorbed.channel && topic === absorbed.topic) ?? null
    await joinPermission(tx, survivorId, { before, absorbed })
  }
  await removePermissions(tx, absorbedId)
}
