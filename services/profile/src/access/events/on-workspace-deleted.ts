import { services, workspaceDeleted } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { addReceipt, beginDeletion } from '@polyphon/service-kit/access'
import { countsOf } from '@polyphon/service-kit/jobs'

/** Receipts of the other services that have deleted a workspace. */
export const onWorkspaceDeleted = (): readonly Handler[] =>
  services.filter((service) => service !== 'profile').map((service) => receiptsOf(service, workspaceDeleted[service]))

const receiptsOf = (service: keyof typeof workspaceDeleted, definition: (typeof workspaceDeleted)[typeof service]) =>
  on(definition, { naturalKey: '(workspace, service), the first one' }, async (tx, { data }) => {
    const { key, requestedAt, at, counts, logUntil } = data
    // Unknown it is to a database that was restored from before: what all others have deleted goes here, too.
    await beginDeletion(tx, { key, requestedAt: new Date(requestedAt) })
    await addReceipt(tx, service, { at, counts: countsOf(counts), logUntil })
  })
