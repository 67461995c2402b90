import type { MessageState } from '@polyphon/conditions'
import type { JsonObject } from '@polyphon/values'

export type { JsonObject } from '@polyphon/values'

/** What started a run. */
export interface RunTrigger {
  readonly type: 'event' | 'segment' | 'api'
  readonly event?: string
  /** Of a page or a screen; absent for an event that was tracked. */
  readonly kind?: string
  readonly messageId?: string
  readonly segment?: string
}

/** An interaction as conditions see it under `event`. A type, not an interface, so that it is a JsonObject too. */
export type HandledEvent = {
  readonly name: string
  readonly kind: string
  readonly messageId: string
  readonly occurredAt: string
  readonly properties: JsonObject
}

/** What a run stands at and waits for. Moments are RFC 3339, computed once and kept. */
export type Waiting =
  | {
      readonly for: 'send'
      readonly orderId: string
      readonly expiresAt: string
      /** Which of the step's channels this order is for, where they are tried one after the other. */
      readonly channel: number
      /** Set when the message must have come so far by then, or the next channel is tried. */
      readonly fallbackAt: string | null
    }
  | { readonly for: 'answer'; readonly orderId: string; readonly survey: string; readonly until: string }
  /** Until profile has carried out a change, so that the steps after it see it. */
  | { readonly for: 'update'; readonly orderId: string; readonly until: string }
  | { readonly for: 'time'; readonly until: string; readonly rule: string; readonly zone: string }
  | { readonly for: 'happening'; readonly since: string; readonly until: string }

/** One person's way through one version of a journey. */
export interface Run {
  readonly runId: string
  readonly profileId: string
  readonly journey: string
  readonly version: number
  /** `parked`: waits until this service knows the person. */
  readonly status: 'parked' | 'running' | 'ended'
  readonly outcome: string | null
  /** Counts for re-entry: false for who was refused, or not seen before the run was over. */
  readonly hasEntered: boolean
  readonly trigger: RunTrigger
  /** At most one run of a journey for each of these: the messageId of an interaction, the id of an event, of a request. */
  readonly triggerKey: string
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly step: string | null
  readonly visit: number
  /** When to look again if nothing happens before. */
  readonly wakeAt: Date | null
  /** Until when the goal may still be reached; null without a goal or once it has been. */
  readonly goalUntil: Date | null
  readonly goalReachedAt: Date | null
  /** How many lines its trace has. */
  readonly traced: number
  readonly memory: RunMemory
}

/** What a run remembers and its conditions may ask about. */
export interface RunMemory {
  readonly data: JsonObject
  readonly event: HandledEvent | null
  /** When the trigger occurred (RFC 3339); what is older is not about this run. Absent in runs from before this field. */
  readonly since?: string
  /** How many orders of journeys, one after the other, led to this run; absent for none. */
  readonly chainDepth?: number
  /** The arrival position of the first event that is older than `since` and arrived while the run was under way. */
  readonly latePastFrom?: number
  /** By step: the event that a `wait_for` went on with. */
  readonly matched: Readonly<Record<string, HandledEvent>>
  readonly correlation: { readonly path: string; readonly value: unknown } | null
  readonly visits: Readonly<Record<string, number>>
  readonly messages: Readonly<Record<string, readonly MessageState[]>>
  /** By send step that the run came back to: the visit with which it did; receipts of earlier ones do not count. */
  readonly rounds?: Readonly<Record<string, number>>
  readonly answer: JsonObject | null
  readonly waiting: Waiting | null
  /** Receipts and answers that were handled, so that a second delivery changes nothing. */
  readonly handled: readonly string[]
}

/** One line of the trace: what happened to a run, where, and why. */
export interface TraceLine {
  readonly at: Date
  readonly step: string | null
  readonly visit: number | null
  readonly what: string
  readonly because: string
  readonly orderId?: string
}

interface PlannedOrder {
  readonly orderId: string
  readonly step: string
  readonly profileRevision: number
  readonly touchpoint?: string
}

interface SendingOrder extends PlannedOrder {
  readonly channels: readonly string[]
  readonly topic: string
  readonly expiresAt: string
}

/** Something that profile is to carry out on the person themself. */
export interface PersonOrder extends PlannedOrder {
  readonly chainDepth: number
}

/** What a run wants others to do. */
export type Order =
  | (SendingOrder & {
      readonly kind: 'message'
      readonly template: string
      readonly data: JsonObject
      readonly class: 'transactional' | 'service' | 'marketing' | 'research'
      readonly priority: number
    })
  | (SendingOrder & {
      readonly kind: 'feedback'
      readonly survey: string
      readonly template?: string
      readonly properties: JsonObject
    })
  | (PersonOrder & { readonly kind: 'traits'; readonly traits: JsonObject })
  | (PersonOrder & { readonly kind: 'event'; readonly event: string; readonly properties: JsonObject })

/** What is published of a run, besides its orders. */
export type RunFact =
  | { readonly what: 'started' }
  | {
      readonly what: 'entered'
      readonly step: string
      readonly kind: string
      readonly visit: number
      readonly touchpoint?: string
    }
  | { readonly what: 'ended'; readonly outcome: string }

/** What happens to a run. */
export type Stimulus =
  | { readonly kind: 'start' }
  | { readonly kind: 'event'; readonly event: HandledEvent }
  /** What is known of the person has changed: traits, identifiers, segments. */
  | { readonly kind: 'person'; readonly because: string }
  | { readonly kind: 'time' }
  | {
      readonly kind: 'receipt'
      readonly orderId: string
      readonly state: ReceiptState
      readonly channel: string
      readonly reason: string | null
    }
  | { readonly kind: 'asked'; readonly orderId: string | null; readonly survey: string }
  | { readonly kind: 'answer'; readonly orderId: string | null; readonly survey: string; readonly answer: JsonObject }
  /** Profile has done what an `update` orders; its read copy here says so already. */
  | { readonly kind: 'carried_out'; readonly orderId: string }
  | { readonly kind: 'end'; readonly outcome: ForcedOutcome; readonly because: string }

/** How a run ends that does not end by itself. */
export type ForcedOutcome = 'canceled' | 'stopped' | 'failed' | 'merged' | 'not_entered' | 'profile_not_seen'

export type ReceiptState =
  | 'deferred'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'clicked'
  | 'failed'
  | 'dropped'
  | 'uncertain'

/** Somebody as decisions see them. */
export interface PersonFacts {
  readonly profileId: string
  readonly revision: number
  readonly traits: JsonObject
  readonly identifiers: Readonly<Record<string, readonly string[]>>
  readonly segments: readonly string[]
  /** What is known of them may be kept and not used: they enter nothing, and their runs stand still. */
  readonly restricted?: boolean
  readonly accounts: readonly { readonly traits: JsonObject }[]
  readonly permissions: readonly { readonly channel: string; readonly topic: string; readonly allowed: boolean }[]
  /** The person's zone, or the workspace's where it is not known. */
  readonly timeZone: string
  readonly workspaceTimeZone: string
  /** By the name of a history (`historyName`). */
  readonly occurrences: (history: string) => readonly {
    readonly at: Date
    readonly kind: string
    readonly position: number
    readonly properties: JsonObject
    readonly messageId: string
  }[]
}
