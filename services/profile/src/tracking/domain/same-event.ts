import type { Identifier } from '@polyphon/contracts'
import { keyOf } from '@polyphon/values'
import type { TimedEvent } from '../../people/domain/timed-event.js'

/** What is known of the event that was applied under a messageId. */
export interface KnownEvent {
  readonly kind: string
  readonly name: string | null
  /** As they were sent; null once they were forgotten. */
  readonly identifiers: readonly Identifier[] | null
}

/** Why an event is refused that came under the messageId of another one. */
export const MESSAGE_ID_REUSED = {
  code: 'message_id_reused',
  detail: 'Another event was sent with this messageId before; each event has one of its own.',
} as const

/**
 * Whether an event is the one that was applied under its messageId before, sent again. Another kind or name, or people who
 * have no identifier in common, are another event: its client has used the id twice.
 */
export function isSameEvent(event: Pick<TimedEvent, 'kind' | 'name' | 'identifiers'>, known: KnownEvent): boolean {
  if (event.kind !== known.kind || event.name !== known.name) return false
  if (known.identifiers === null || known.identifiers.length === 0 || event.identifiers.length === 0) return true
  const before = new Set(known.identifiers.map(keyOf))
  return event.identifiers.some((identifier) => before.has(keyOf(identifier)))
}
