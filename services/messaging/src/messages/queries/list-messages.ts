import { type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import type { Message } from '../domain/message.js'
import { readMessages } from '../store/messages.js'

/** Newest first; of one person by any id they ever had. */
export async function listMessages(
  tx: Tx,
  query: { readonly profileId: string | undefined; readonly before: string | null; readonly limit: number },
): Promise<readonly Message[]> {
  const profileId = query.profileId === undefined ? null : await followAlias(tx, query.profileId)
  return readMessages(tx, { profileId, before: query.before, limit: query.limit })
}
