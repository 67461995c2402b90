import type { DataOf, eventCollected } from '@polyphon/contracts'
import type { Cause, TimedEvent } from '../../people/domain/timed-event.js'
import { personTraitsOf } from './tracking.js'

/** What the log keeps of an accepted event. `orderKey` keeps the events of one person in their order. */
export function toCollected(event: TimedEvent, orderKey: string): DataOf<typeof eventCollected> {
  const { personTraits: _partOfContextAndTraits, sentAt: _sent, statedAt: _stated, finerNs: _finer, ...kept } = event
  const { cause: _inTheEnvelope, ...rest } = kept
  return {
    ...rest,
    identifiers: [...event.identifiers],
    warnings: event.warnings.length === 0 ? undefined : [...event.warnings],
    orderKey,
    occurredAt: event.occurredAt.toISOString(),
    originalAt: event.originalAt?.toISOString() ?? null,
    receivedAt: event.receivedAt.toISOString(),
  }
}

/** The event as it was accepted; only what its times were computed from is not kept. */
export function fromCollected({ orderKey: _key, ...data }: DataOf<typeof eventCollected>, cause?: Cause): TimedEvent {
  return {
    ...data,
    cause,
    personTraits: personTraitsOf(data),
    warnings: data.warnings ?? [],
    occurredAt: new Date(data.occurredAt),
    originalAt: data.originalAt === null ? null : new Date(data.originalAt),
    receivedAt: new Date(data.receivedAt),
    sentAt: null,
    statedAt: null,
    finerNs: 0,
  }
}
