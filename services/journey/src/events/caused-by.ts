import type { Received, Tx } from '@polyphon/service-kit'

/** The same transaction, knowing that this event is what it does its work for. */
export function causedBy(tx: Tx, event: Received): Tx {
  return { ...tx, origin: { causationId: event.id, correlationId: event.correlationId ?? event.id } }
}
