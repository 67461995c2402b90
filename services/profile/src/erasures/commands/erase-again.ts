import type { DataOf, erasureRequested } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { aboutErasure, beginErasure, findErased, readErasure, sealIdentifiers } from '@polyphon/service-kit/rights'
import { removeIdentity } from '../steps/remove-identity.js'
import type { ErasureDeps } from './request-erasure.js'

/**
 * Erases somebody whom this service has erased before its database was restored. Their identifiers are forgotten already, as
 * the log says so of each.
 */
export async function eraseAgain(
  tx: Tx,
  { requestId, profileId, absorbedIds, mode }: DataOf<typeof erasureRequested>,
  { requestedAt, deps }: { readonly requestedAt: Date; readonly deps: ErasureDeps },
): Promise<void> {
  if ((await readErasure(tx, requestId)) !== null) return
  const { keyring } = deps.tools
  const { identifiers } = await findErased(tx, deps.personal, { profileId, absorbedIds })
  const sealed = sealIdentifiers(keyring, aboutErasure(tx.workspaceId, requestId), identifiers)
  await removeIdentity(tx, profileId)
  await beginErasure(tx, { requestId, personId: profileId, ids: absorbedIds, mode, reason: null, requestedAt, sealed })
}
