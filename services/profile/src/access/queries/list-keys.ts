import { readPage, type Tx } from '@polyphon/service-kit'
import { type StoredKey } from '@polyphon/service-kit/access'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { readKeyPage } from '../store/keys.js'

const Position = z.tuple([Timestamp, z.uuid()])

type ListedKey = Omit<StoredKey, 'hash' | 'workspaceId'>

/** The keys of the workspace, newest first; revoked ones included, secrets never. */
export async function listKeys(
  tx: Tx,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ListedKey[]; nextCursor: string | null }> {
  return readPage(input, {
    position: Position,
    read: (before, limit) => readKeyPage(tx, { before, limit }),
    item: (key) => key,
    positionOf: (key) => [key.createdAt.toISOString(), key.keyId],
  })
}
