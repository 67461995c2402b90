import { eventCollected } from '@polyphon/contracts'
import { type Handler, onBatch, originOf } from '@polyphon/service-kit'
import type { ProfileDeps } from '../../config.js'
import { collectEvents } from '../commands/collect-events.js'
import { fromCollected } from '../domain/collected.js'
import { waysOf } from '../domain/workspace-ways.js'
import { rejectAccepted } from '../steps/reject-accepted.js'

/**
 * Applies what was accepted into the log. Consumes whatever INGEST_MODE says, so that nothing stays behind when it is
 * changed back.
 */
export const onEventCollected = ({ workspaces, tools }: ProfileDeps): Handler =>
  onBatch(eventCollected, { naturalKey: 'interaction.message_id' }, async (tx, events) => {
    // What was accepted is held to no quota any more.
    const workspace = await workspaces.workspace(tx.workspaceId)
    const reused = await collectEvents(
      tx,
      events.map((event) => fromCollected(event.data, originOf(event))),
      { ...waysOf(workspace), keyring: tools.keyring },
    )
    await rejectAccepted(tx, reused)
  })
