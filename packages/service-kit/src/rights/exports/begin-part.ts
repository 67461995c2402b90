import { exportRequested } from '@polyphon/contracts'
import type { Tx } from '../../db/tx.js'
import { type Handler, on } from '../../events/handler.js'
import { addPart, type ExportRequest } from './part-store.js'
import { setPart } from './part-timer.js'

/** Has this service write what it knows of a person. Asked for again it changes nothing. */
export async function beginPart(tx: Tx, request: ExportRequest): Promise<void> {
  // A database that was restored, or is new, reads of what is long over.
  if (request.endsAt <= tx.serverNow) return
  if (await addPart(tx, request)) await setPart(tx, request.requestId, tx.serverNow)
}

/** Hears of exports. */
export const keepExports = (): readonly Handler[] => [
  on(exportRequested, { naturalKey: 'request id' }, (tx, { data }) =>
    beginPart(tx, { ...data, endsAt: new Date(data.endsAt) }),
  ),
]
