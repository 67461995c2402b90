import { createHash } from 'node:crypto'
import { eventCollected } from '@polyphon/contracts'
import { AppError, type Deps, outbox } from '@polyphon/service-kit'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { toCollected } from '../domain/collected.js'

/** Has the log keep events that are applied later, by `onEventCollected`. Fails as a whole while the log is unavailable. */
export async function acceptEvents(
  deps: Pick<Deps, 'log' | 'now' | 'newId'>,
  workspaceId: string,
  events: readonly TimedEvent[],
): Promise<void> {
  const collected = events.map((event) => ({ data: toCollected(event, orderKeyOf(event)), origin: event.cause }))
  try {
    await outbox.publishNow(deps, workspaceId, eventCollected, collected)
  } catch (error) {
    throw new AppError('unavailable', 'log_unavailable', 'The event log does not answer at the moment.', {
      cause: error,
      retryAfterSeconds: 2,
    })
  }
}

/**
 * The same for all events that name the same person first: the user where there is one. It stands in the key of a record,
 * where nothing personal belongs.
 */
function orderKeyOf({ identifiers, messageId }: TimedEvent): string {
  const [first] = identifiers
  return createHash('sha256')
    .update(first === undefined ? messageId : `${first.type} ${first.value}`)
    .digest('base64url')
    .slice(0, 16)
}
