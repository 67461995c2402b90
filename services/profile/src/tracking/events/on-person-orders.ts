import { type DataOf, eventPlanned, traitsPlanned } from '@polyphon/contracts'
import { type Deps, type Handler, onMany } from '@polyphon/service-kit'
import { phoneNormaliser } from '@polyphon/values'
import { carryOutOrders } from '../commands/carry-out-orders.js'

/** Carries out what journeys order of people, in the order in which they order it. */
export const onPersonOrders = ({ workspaces }: Pick<Deps, 'workspaces'>): Handler =>
  onMany([traitsPlanned, eventPlanned], { naturalKey: 'interaction.message_id' }, async (tx, events) => {
    const workspace = await workspaces.workspace(tx.workspaceId)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with these definitions
    const orders = events.map(({ data }) => data as DataOf<typeof traitsPlanned> | DataOf<typeof eventPlanned>)
    await carryOutOrders(tx, orders, phoneNormaliser(workspace?.defaultRegion ?? null))
  })
