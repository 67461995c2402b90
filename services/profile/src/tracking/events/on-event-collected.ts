import { eventCollected } from '@polyphon/contracts'
import { type Deps, type Handler, onBatch, originOf } from '@polyphon/service-kit'
import { phoneNormaliser } from '@polyphon/values'
import { collectEvents } from '../commands/collect-events.js'
import { fromCollected } from '../domain/collected.js'

/**
 * Applies what was accepted into the log. Consumes whatever INGEST_MODE says, so that nothing stays behind when it is
 * changed back.
 */
export const onEventCollected = ({ workspaces }: Pick<Deps, 'workspaces'>): Handler =>
  onBatch(eventCollected, { naturalKey: 'interaction.message_id' }, async (tx, events) => {
    const workspace = await workspaces.workspace(tx.workspaceId)
    await collectEvents(
      tx,
      events.map((event) => fromCollected(event.data, originOf(event))),
      phoneNormaliser(workspace?.defaultRegion ?? null),
    )
  })
