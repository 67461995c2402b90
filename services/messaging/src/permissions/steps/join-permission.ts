import { permissionChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { joinPermissions, type Permission } from '../domain/permission.js'
import { savePermission } from '../store/permissions.js'

/** Makes one of two decisions about the same channel and topic, and publishes what the person allows now if that is another one. */
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
