import { type Tx } from '@polyphon/service-kit'
import { followAliases } from '@polyphon/service-kit/copies'
import { readMentionedEvents, readTriggers, type TriggerRow } from '../../definitions/store/triggers.js'
import type { ProfileFact } from '../domain/profile-fact.js'
import { type NewOccurrence, saveOccurrences } from '../store/occurrences.js'

/** A fact with the transaction that knows which event it came from. */
export interface ReceivedFact {
  readonly fact: ProfileFact
  readonly tx: Tx
}

/** One that is handled here for the first time, with its position in the order of arrival. */
export interface NewFact extends ReceivedFact {
  readonly position: number
}

/**
 * Keeps of a chunk the facts that some journey mentions and that were not handled before, under the ids that people have
 * now, and stores them as occurrences. What no journey mentions costs one look-up for the whole chunk.
 */
export async function storeNewFacts(tx: Tx, received: readonly ReceivedFact[]): Promise<readonly NewFact[]> {
  return storeNew(tx, await onlyMentioned(tx, await withCurrentIds(tx, received)))
}

async function withCurrentIds(tx: Tx, received: readonly ReceivedFact[]): Promise<readonly ReceivedFact[]> {
  if (received.length === 0) return []
  const ids = await followAliases(
    tx,
    received.map(({ fact }) => fact.profileId),
  )
  return received.map(({ fact, tx: caused }) => ({
    tx: caused,
    fact: { ...fact, profileId: ids.get(fact.profileId) ?? fact.profileId },
  }))
}

async function onlyMentioned(tx: Tx, received: readonly ReceivedFact[]): Promise<readonly ReceivedFact[]> {
  const names = new Set(received.flatMap(({ fact }) => (fact.kind === 'interaction' ? [fact.event.name] : [])))
  const mentioned = await readMentionedEvents(tx, [...names])
  const segments = received.flatMap(({ fact }) => (fact.kind === 'segment' ? (triggerOf(fact) ?? []) : []))
  const triggers = new Set((await readTriggers(tx, segments)).map(triggerLabel))
  return received.filter(({ fact }) => {
    if (fact.kind === 'interaction') return mentioned.has(fact.event.name)
    return fact.kind === 'person' || fact.kind === 'carried_out' || triggers.has(labelOf(fact))
  })
}

/** Under which id a fact is stored: the messageId of an interaction, the event's id of a change of segments. */
export const occurrenceId = (fact: ProfileFact): string | undefined => {
  if (fact.kind === 'interaction') return fact.event.messageId
  return fact.kind === 'segment' ? fact.eventId : undefined
}

async function storeNew(tx: Tx, received: readonly ReceivedFact[]): Promise<readonly NewFact[]> {
  const occurrences = received.flatMap(({ fact }): readonly NewOccurrence[] => {
    if (fact.kind === 'person' || fact.kind === 'carried_out') return []
    const { profileId } = fact
    return fact.kind === 'interaction'
      ? [{ profileId, ...fact.event }]
      : [{ profileId, messageId: fact.eventId, name: null, kind: null, occurredAt: fact.occurredAt, properties: {} }]
  })
  // A chunk may hold the same event twice; only the first of them is new.
  const first = new Map(occurrences.toReversed().map((occurrence) => [occurrence.messageId, occurrence]))
  const positions = new Map(
    await saveOccurrences(
      tx,
      occurrences.filter((occurrence) => first.get(occurrence.messageId) === occurrence),
    ),
  )
  return received.flatMap((item): readonly NewFact[] => {
    const id = occurrenceId(item.fact)
    if (id === undefined) return [{ ...item, position: 0 }]
    const position = positions.get(id)
    positions.delete(id)
    return position === undefined ? [] : [{ ...item, position }]
  })
}

/** What a fact may start journeys by; null for a change of the person. */
export function triggerOf(fact: ProfileFact): TriggerRow | null {
  if (fact.kind === 'interaction') return { kind: 'event', name: fact.event.name }
  return fact.kind === 'segment' ? { kind: fact.change, name: fact.segment } : null
}

export const triggerLabel = ({ kind, name }: TriggerRow): string => `${kind} ${name}`

/** The label of a fact's trigger; empty without one. */
export const labelOf = (fact: ProfileFact): string => {
  const trigger = triggerOf(fact)
  return trigger === null ? '' : triggerLabel(trigger)
}
