import type { Identifier } from '@polyphon/contracts'
import { keyOf, normaliseIdentifier, type PhoneNormaliser } from '@polyphon/values'
import type { IdentifierVerdict } from '../../people/domain/identity-decision.js'
import type { TimedEvent, TrackedEvent } from '../../people/domain/timed-event.js'
import type { Shift } from './clock.js'
import { boundedWarnings, type EventWarning } from './event-warning.js'
import { decideEventTime } from './timestamps.js'

/** What became of an event, kept with it. */
export interface EventTrace {
  readonly identifiers: readonly IdentifierVerdict[]
  readonly segmentsEntered: readonly string[]
  readonly segmentsLeft: readonly string[]
  readonly warnings: readonly EventWarning[]
}

/** An event as it is stored: what was sent, whose it was, what became of it. */
export interface Interaction extends TimedEvent {
  readonly profileId: string | null
  readonly trace: EventTrace
  /** Names of traits that it states and that were not taken. */
  readonly leftOut: readonly string[]
}

export function timeEvent(event: TrackedEvent, receivedAt: Date, shift?: Shift): TimedEvent {
  return { ...event, ...decideEventTime(event.statedAt, receivedAt, shift), receivedAt }
}

/** Adds what else of events could not be taken, by messageId, before what is known of it. */
export const withWarnings = (
  interactions: readonly Interaction[],
  more: ReadonlyMap<string, readonly EventWarning[]>,
): readonly Interaction[] =>
  interactions.map((interaction) => {
    const added = more.get(interaction.messageId)
    if (added === undefined) return interaction
    const { trace } = interaction
    return { ...interaction, trace: { ...trace, warnings: boundedWarnings([...added, ...trace.warnings]) } }
  })

/** Identifiers in their normal form, each once, and those that cannot be any. */
export interface NormalIdentifiers {
  readonly identifiers: readonly Identifier[]
  readonly unusable: readonly Identifier[]
}

export function normaliseIdentifiers(raw: readonly Identifier[], normalisePhone: PhoneNormaliser): NormalIdentifiers {
  const identifiers = new Map<string, Identifier>()
  const unusable: Identifier[] = []
  for (const identifier of raw) {
    const normal = normaliseIdentifier(identifier, normalisePhone)
    if (normal === null) unusable.push(identifier)
    else identifiers.set(keyOf(normal), normal)
  }
  return { identifiers: [...identifiers.values()], unusable }
}
