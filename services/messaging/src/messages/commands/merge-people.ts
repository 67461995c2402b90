import type { Tx } from '@polyphon/service-kit'
import { joinPermission } from '../../permissions/steps/join-permission.js'
import { lockContacts, moveEntries, readPermissions, removePermissions } from '../../permissions/store/permissions.js'
import { moveMessages } from '../store/messages.js'

/**
 * Makes one of what was kept for two people: messages move, both ledgers are kept, and of two decisions about the same
 * channel and topic the more restrictive one holds.
 */
export async function mergePeople(
  tx: Tx,
  merge: { readonly survivorId: string; readonly absorbedId: string },
): Promise<void> {
  const { survivorId, absorbedId } = merge
  // Messages first, as a claim locks its messages before it reads permissions.
  await moveMessages(tx, absorbedId, survivorId)
  await lockContacts(tx, [survivorId, absorbedId])
  const survivorPermissions = await readPermissions(tx, survivorId)
  for (const absorbed of await readPermissions(tx, absorbedId)) {
    const before =
      survivorPermissions.find(({ channel, topic }) => channel === absorbed.channel && topic === absorbed.topic) ?? null
    await joinPermission(tx, survivorId, { before, absorbed })
  }
  await removePermissions(tx, absorbedId)
  await moveEntries(tx, absorbedId, survivorId)
}
