import { decodeCursor, type StoredKey, type Tx, toPage } from '@polyphon/service-kit'
import { z } from 'zod'
import { readKeyPage } from '../store/keys.js'

const Position = z.tuple([z.iso.datetime(), z.uuid()])

type ListedKey = Omit<StoredKey, 'hash' | 'workspaceId'>

/** The keys of the workspace, newest first; revoked ones included, secrets never. */
export async function listKeys(
  tx: Tx,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ListedKey[]; nextCursor: string | null }> {
  const before = decodeCursor(input.cursor, Position)
  const keys = await readKeyPage(tx, { before, limit: input.limit + 1 })
  return toPage(keys, input.limit, {
    item: (key) => key,
    position: (key) => [key.createdAt.toISOString(), key.keyId],
  })
}
