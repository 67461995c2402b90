import { permissionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { refoldPermissions } from '../domain/refold-permissions.js'
import {
  lockContacts,
  readPermissions,
  readRecordsOf,
  removePermissions,
  savePermission,
} from '../store/permissions.js'

/** Lets hold for two people who were one what each of them has decided, and publishes what is another decision than before. */
export async function splitPermissions(
  tx: Tx,
  { newId, survivorId }: { readonly newId: string; readonly survivorId: string },
): Promise<void> {
  await lockContacts(tx, [newId, survivorId])
  for (const profileId of [survivorId, newId]) {
    const before = await readPermissions(tx, profileId)
    const held = refoldPermissions(await readRecordsOf(tx, profileId))
    await removePermissions(tx, profileId)
    for (const permission of held) {
      await savePermission(tx, profileId, permission)
      const { channel, topic, state } = permission
      const known = before.find((other) => other.channel === channel && other.topic === topic)
      if (known?.state === state) continue
      const occurredAt = permission.occurredAt.toISOString()
      outbox.append(tx, permissionChanged, { profileId, channel, topic, state, occurredAt })
    }
  }
}
