import { permissionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { joinPermissions, type Permission } from '../domain/permission.js'
import { moveMessages } from '../store/messages.js'
import { lockContacts, moveEntries, readPermissions, removePermissions, savePermission } from '../store/permissions.js'

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
  const own = await readPermissions(tx, survivorId)
  for (const absorbed of await readPermissions(tx, absorbedId)) {
    const before = own.find(({ channel, topic }) => channel === absorbed.channel && topic === absorbed.topic) ?? null
    await joinPermission(tx, survivorId, { before, absorbed })
  }
  await removePermissions(tx, absorbedId)
  await moveEntries(tx, absorbedId, survivorId)
}

/** Makes one of two decisions about the same channel and topic, and tells it if the person's own is another one now. */
export async function joinPermission(
  tx: Tx,
  profileId: string,
  { before, absorbed }: { readonly before: Permission | null; readonly absorbed: Permission },
): Promise<void> {
  const joined = joinPermissions(before, absorbed)
  await savePermission(tx, profileId, joined)
  if (joined.state === before?.state) return
  const { channel, topic, state } = joined
  const occurredAt = joined.occurredAt.toISOString()
  outbox.append(tx, permissionChanged, { profileId, channel, topic, state, occurredAt })
}
