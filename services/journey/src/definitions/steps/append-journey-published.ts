import { journeyPublished } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Journey } from '../domain/definition.js'

interface Publication {
  readonly key: string
  readonly version: number
  readonly status: string
  readonly journey: Journey
  readonly definition: Readonly<Record<string, unknown>>
}

/** Appends what other services refer to: which journeys there are, and what starts them. */
export function appendJourneyPublished(tx: Tx, { key, version, status, journey, definition }: Publication): void {
  const { name, owner, purpose } = journey
  outbox.append(tx, journeyPublished, {
    key,
    version,
    status,
    ...(name === undefined ? {} : { name }),
    triggers: journey.entry.triggers.flatMap((trigger) => (trigger.type === 'event' ? [trigger.event] : [])),
    class: journey.class,
    ...(owner === undefined ? {} : { owner }),
    ...(purpose === undefined ? {} : { purpose }),
    definition,
    publishedAt: tx.now.toISOString(),
  })
}
