import type { DataOf, eventPlanned, traitsPlanned } from '@polyphon/contracts'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { identifiersOf } from '../../profiles/domain/profile-change.js'

type TraitsOrder = DataOf<typeof traitsPlanned>
type EventOrder = DataOf<typeof eventPlanned>

/** What a journey orders of a person: a change, or an event. */
export type PersonOrder = TraitsOrder | EventOrder

/** The channel of what journeys order, beside those that clients name. */
const CHANNEL = 'journey'

/** An order as the call that it stands for: identify or track, with the order's id as its message id. */
export function callOfOrder(order: PersonOrder, receivedAt: Date): TimedEvent {
  const { orderId, runId, journey, version, step, chainDepth } = order
  const occurredAt = new Date(order.occurredAt)
  return {
    messageId: orderId,
    ...('traits' in order ? identifyOf(order) : trackOf(order)),
    groupId: null,
    previousId: null,
    context: { journey: { key: journey, version, runId, step } },
    integrations: {},
    channel: CHANNEL,
    sentAt: null,
    statedAt: null,
    finerNs: 0,
    warnings: [],
    // Journey's clock may be ahead, and nothing happens after it was received.
    occurredAt: occurredAt > receivedAt ? receivedAt : occurredAt,
    originalAt: null,
    skewMs: 0,
    receivedAt,
    chainDepth,
  }
}

type WhatHappened = Pick<TimedEvent, 'kind' | 'name' | 'properties' | 'traits' | 'identifiers' | 'personTraits'>

const identifyOf = ({ traits }: TraitsOrder): WhatHappened => ({
  kind: 'identify',
  name: null,
  properties: {},
  traits,
  identifiers: identifiersOf(traits),
  personTraits: traits,
})

const trackOf = ({ event, properties }: EventOrder): WhatHappened => ({
  kind: 'track',
  name: event,
  properties,
  traits: null,
  identifiers: [],
  personTraits: {},
})
