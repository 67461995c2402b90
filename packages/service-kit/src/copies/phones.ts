import { type PhoneNormaliser, phoneNormaliser } from '@polyphon/values'
import { readWorkspace } from '../auth/store.js'
import type { Tx } from '../db/tx.js'

/** Reads phone numbers as people of the workspace write them: with its default region, where it has one. */
export async function readPhoneNormaliser(tx: Tx): Promise<PhoneNormaliser> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  return phoneNormaliser(workspace?.defaultRegion ?? null)
}
