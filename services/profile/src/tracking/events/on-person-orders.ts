import { eventPlanned, traitsPlanned } from '@polyphon/contracts'
import { type Handler, onKinds, originOf, reads } from '@polyphon/service-kit'
import { fromEveryTopic } from '@polyphon/service-kit/copies'
import type { ProfileDeps } from '../../config.js'
import { type CausedOrder, carryOutOrders } from '../commands/carry-out-orders.js'
import { waysOf } from '../domain/workspace-ways.js'

const readers = [
  reads(traitsPlanned, (event): CausedOrder => ({ order: event.data, cause: originOf(event) })),
  reads(eventPlanned, (event): CausedOrder => ({ order: event.data, cause: originOf(event) })),
]

/** Carries out what journeys order of people, in the order in which they order it. */
export const onPersonOrders = ({ workspaces, tools }: ProfileDeps): Handler =>
  fromEveryTopic(
    onKinds(readers, { naturalKey: 'interaction.message_id' }, async (tx, events) => {
      const workspace = await workspaces.workspace(tx.workspaceId)
      const orders = events.map(({ value }) => value)
      await carryOutOrders(tx, orders, { ...waysOf(workspace), keyring: tools.keyring })
    }),
  )
