import { clockChanged } from '@polyphon/contracts'
import { saveClock } from '../db/clock-store.js'
import type { Database } from '../db/database.js'
import { type Handler, on } from '../events/handler.js'

/** Keeps the read copy of the clocks of test workspaces, so that what a move makes due falls due here too. */
export const keepClocks = (db: Pick<Database, 'clocks'>): readonly Handler[] => [
  on(clockChanged, { naturalKey: 'workspace, the greater offset' }, async (tx, { data, workspaceId }) => {
    const { offsetMs, changedAt } = data
    // Nothing was moved, as nothing but a move is published; a row says that one was.
    if (offsetMs === 0) return
    if (await saveClock(tx, { offsetMs, changedAt: new Date(changedAt) }))
      tx.afterCommit(() => db.clocks.move(workspaceId, offsetMs))
  }),
]
