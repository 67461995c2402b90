import { workspaceDeleted } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { addReceipt, beginDeletion } from '@polyphon/service-kit/access'

const { journey, messaging, feedback, analytics } = workspaceDeleted

/** Receipts of the other services that have deleted a workspace. */
export const onWorkspaceDeleted = (): readonly Handler[] => [
  receiptsOf('journey', journey),
  receiptsOf('messaging', messaging),
  receiptsOf('feedback', feedback),
  receiptsOf('analytics', analytics),
]

const receiptsOf = (service: keyof typeof workspaceDeleted, definition: (typeof workspaceDeleted)[typeof service]) =>
  on(definition, { naturalKey: '(workspace, service), the first one' }, async (tx, { data }) => {
    const { key, requestedAt, at, counts, logUntil } = data
    // Unknown it is to a database that was restored from before: what all others have deleted goes here, too.
    await beginDeletion(tx, { key, requestedAt: new Date(requestedAt) })
    await addReceipt(tx, service, { at, counts: countsOf(counts), logUntil })
  })

const countsOf = (counts: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).map(([table, rows]) => [table, Number(rows)]))
