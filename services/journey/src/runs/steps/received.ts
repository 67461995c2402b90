import type { EventDefinition } from '@polyphon/contracts'
import type { Received, Tx } from '@polyphon/service-kit'

/** Whether an event is of this kind; the consumer has parsed its data accordingly. */
export function isOfType<D extends EventDefinition>(definition: D, event: Received): event is Received<D> {
  return event.type === definition.type
}

/** The same transaction, knowing that this event is what it does its work for. */
export function causedBy(tx: Tx, event: Received): Tx {
  return { ...tx, origin: { causationId: event.id, correlationId: event.correlationId ?? event.id } }
}
