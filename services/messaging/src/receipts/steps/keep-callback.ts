import type { Database } from '@polyphon/service-kit'
import { insertCallback, NO_WORKSPACE } from '../store/callbacks.js'

export interface Callback {
  readonly provider: string
  readonly callbackId: string
  readonly payload: string
}

/** Keeps a genuine callback as it came, whatever it holds. */
export async function keepCallback(db: Database, callback: Callback): Promise<void> {
  await db.transact(NO_WORKSPACE, (tx) => insertCallback(tx, callback))
}
