import type { Identifier, JsonObject } from '@polyphon/contracts'
import type { Fault } from '@polyphon/values'
import type { Voucher } from './addresses.js'

export const KINDS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const
export type InteractionKind = (typeof KINDS)[number]

/** A call of the tracking API in a form that can be relied on; values are as they were sent. */
export interface TrackedEvent {
  readonly messageId: string
  readonly kind: InteractionKind
  readonly name: string | null
  readonly properties: JsonObject
  /** Of an identify or group call. */
  readonly traits: JsonObject | null
  readonly groupId: string | null
  readonly previousId: string | null
  /** As they were sent, not yet in their normal form. */
  readonly identifiers: readonly Identifier[]
  /** What the event says about the person. */
  readonly personTraits: JsonObject
  readonly context: JsonObject
  readonly integrations: JsonObject
  readonly channel: string | null
  readonly sentAt: Date | null
  readonly statedAt: Date | null
  /** What is finer than the millisecond of `statedAt`, in nanoseconds; it decides the order within one request. */
  readonly finerNs: number
  /** What could not be taken as it was sent. */
  readonly warnings: readonly Fault[]
}

/** When something happened, after a wrong clock has been corrected. */
export interface EventTime {
  readonly occurredAt: Date
  /** What the client said, where that is another time. */
  readonly originalAt: Date | null
  /** By how much the client's clock was corrected; 0 when it was believed. */
  readonly skewMs: number
}

/** What an event says to whatever is published because of it: the request or the record that brought it. */
export interface Cause {
  readonly correlationId?: string
  readonly causationId?: string
  readonly traceparent?: string
}

/** An event with its corrected times. */
export type TimedEvent = TrackedEvent &
  EventTime & {
    readonly receivedAt: Date
    /** Absent: a key of the firm. */
    readonly vouchedBy?: Voucher | undefined
    /** It came with a publishable key alone, which anybody may have: also where the workspace trusts these. */
    readonly isOpen?: true | undefined
    /** How many orders of journeys, one after the other, led to it; absent where none did. */
    readonly chainDepth?: number
    readonly cause?: Cause | undefined
  }
