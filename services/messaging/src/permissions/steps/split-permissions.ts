import { permissionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Permission } from '../domain/permission.js'
import { refoldPermissions } from '../domain/refold-permissions.js'
import {
  lockContacts,
  readPermissions,
  readRecordsOf,
  removePermissions,
  savePermission,
} from '../store/permissions.js'

/**
 * Lets hold for two people who were one what each of them has decided, and publishes what is another decision than before,
 * or none any more.
 */
export async function splitPermissions(
  tx: Tx,
  { newId, survivorId }: { readonly newId: string; readonly survivorId: string },
): Promise<void> {
  await lockContacts(tx, [newId, survivorId])
  for (const profileId of [survivorId, newId]) {
    const before = await readPermissions(tx, profileId)
    const held = refoldPermissions(await readRecordsOf(tx, profileId))
    await removePermissions(tx, profileId)
    for (const permission of held) await savePermission(tx, profileId, permission)
    for (const { channel, topic, state, occurredAt } of held) {
      const known = before.find((other) => isAboutSame(other, { channel, topic }))
      if (known?.state === state) continue
      outbox.append(tx, permissionChanged, { profileId, channel, topic, state, occurredAt: occurredAt.toISOString() })
    }
    for (const { channel, topic } of before) {
      if (held.some((other) => isAboutSame(other, { channel, topic }))) continue
      const none = { state: 'withdrawn', undecided: true, occurredAt: tx.now.toISOString() } as const
      outbox.append(tx, permissionChanged, { profileId, channel, topic, ...none })
    }
  }
}

type Subject = Pick<Permission, 'channel' | 'topic'>
const isAboutSame = (left: Subject, right: Subject): boolean =>
  left.channel === right.channel && left.topic === right.topic
