import { type Identifier, identifierOf, keyOf } from '@polyphon/values'
import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import type { Keyring } from '../secrets/keyring.js'
import type { StoredErasure } from './erasure-store.js'

/** What sealed identifiers open together with. */
export const aboutErasure = (workspaceId: string, requestId: string): string => `erasure ${workspaceId} ${requestId}`

/** Seals the identifiers of somebody, so that rows are found by them until all are gone. */
export const sealIdentifiers = (keyring: Keyring, about: string, identifiers: readonly Identifier[]): string | null =>
  identifiers.length === 0 ? null : keyring.seal(JSON.stringify(identifiers.map(keyOf)), about)

const Keys = z.array(z.string())

/** The identifiers by which rows of somebody are found; none where they were not sealed, or all are gone. */
export function openIdentifiers(
  workspaceId: string,
  { sealed, requestId }: StoredErasure,
  keyring: Keyring | null,
): readonly Identifier[] {
  if (sealed === null || keyring === null) return []
  return Keys.parse(JSON.parse(keyring.open(sealed, aboutErasure(workspaceId, requestId)))).map(identifierOf)
}

/** Seals them anew where the key that seals is another one. */
export async function resealErasures(tx: Tx, keyring: Keyring): Promise<void> {
  const { rows } = await tx.query<{ request_id: string; sealed: string }>(
    'select request_id, sealed from erasure where workspace_id = $1 and sealed is not null for update',
    [tx.workspaceId],
  )
  for (const { request_id: requestId, sealed } of rows) {
    if (keyring.isCurrent(sealed)) continue
    const about = aboutErasure(tx.workspaceId, requestId)
    await tx.query('update erasure set sealed = $3 where workspace_id = $1 and request_id = $2', [
      tx.workspaceId,
      requestId,
      keyring.seal(keyring.open(sealed, about), about),
    ])
  }
}
