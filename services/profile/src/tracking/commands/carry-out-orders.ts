import { AppError, type Tx } from '@polyphon/service-kit'
import type { Keyring } from '@polyphon/service-kit/access'
import type { Cause } from '../../people/domain/timed-event.js'
import { normaliseIdentifiers } from '../domain/interaction.js'
import { callOfOrder, type PersonOrder } from '../domain/person-order.js'
import type { WorkspaceWays } from '../domain/workspace-ways.js'
import { applyEvents } from '../steps/apply-events.js'

export interface CausedOrder {
  readonly order: PersonOrder
  readonly cause: Cause
}

/**
 * Carries out what journeys order of people. Throws if one cannot be: nobody has its profileId (`profile_unknown`), or the
 * person would have too many traits (`traits_too_large`); nothing of the others is done then either.
 */
export async function carryOutOrders(
  tx: Tx,
  orders: readonly CausedOrder[],
  { normalisePhone, timeZone, keyring }: WorkspaceWays & { readonly keyring: Keyring },
): Promise<void> {
  const { interactions: applied } = await applyEvents(
    tx,
    orders.map(({ order, cause }) => {
      const event = { ...callOfOrder(order, tx.now), cause }
      const normal = normaliseIdentifiers(event.identifiers, normalisePhone)
      return { event, normal, previousId: null, profileId: order.profileId }
    }),
    { timeZone, keyring },
  )
  // A call of the tracking API is kept with a warning; an order that was not carried out must not look like one that was.
  if (applied.some(({ trace }) => trace.warnings.some(({ code }) => code === 'traits_too_large')))
    throw new AppError('unprocessable', 'traits_too_large', 'With these traits the person would have too many.')
}
