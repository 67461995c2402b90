import { keyChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { type StoredKey } from '@polyphon/service-kit/access'

/** Appends a credential as it is now, without anything secret. */
export function appendKeyChanged(tx: Tx, key: StoredKey, mode: 'live' | 'test'): void {
  outbox.append(tx, keyChanged, {
    keyId: key.keyId,
    kind: key.kind,
    mode,
    hash: key.hash,
    publicKey: key.publicKey === null ? null : { ...key.publicKey },
    scopes: key.scopes,
    origins: key.origins,
    ...(key.unit !== null && { unit: key.unit }),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    createdAt: key.createdAt.toISOString(),
  })
}
