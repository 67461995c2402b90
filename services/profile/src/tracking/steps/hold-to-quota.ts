import type { Tx } from '@polyphon/service-kit'
import type { Bound, Quotas } from '@polyphon/service-kit/usage'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { beyond, isBounded } from '../domain/bounded.js'
import { forgetMessages } from '../store/interactions.js'

/** The quota that events are held to. */
export interface EventQuota {
  readonly quotas: Quotas
  readonly bound: Bound
}

/**
 * Decides which of the events that are new here go beyond the quota, and forgets that they came. Answers their ids.
 */
export async function holdToQuota(
  tx: Tx,
  fresh: readonly TimedEvent[],
  { quotas, bound }: EventQuota,
): Promise<ReadonlySet<string>> {
  if (!fresh.some(isBounded)) return new Set()
  const left = await quotas.left(tx, bound)
  const refused = new Set(beyond(fresh, left).map(({ messageId }) => messageId))
  await forgetMessages(tx, [...refused])
  await quotas.note(tx, bound, bound.most - left + fresh.length - refused.size)
  return refused
}
