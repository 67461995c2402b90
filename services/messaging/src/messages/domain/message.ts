import type { MessageClass, MessageFact } from '@polyphon/contracts'
import type { Delivery, Receipts, Stage } from './delivery.js'
import type { GateVerdict } from './gate.js'

/** A message as its row keeps it. */
export interface Message {
  readonly messageId: string
  readonly profileId: string | null
  readonly orderId: string | null
  readonly runId: string | null
  readonly invitationId: string | null
  readonly touchpoint: string | null
  readonly profileRevision: number
  /** The channels it may take, best first. */
  readonly channels: readonly string[]
  /** The one it takes, or would take. */
  readonly channel: string
  /** The bare address it was ordered for; null if it is for a person. */
  readonly toAddress: string | null
  /** Where it goes, known once it has been claimed. */
  readonly address: string | null
  readonly class: MessageClass
  readonly topic: string
  readonly priority: number
  readonly templateKey: string
  readonly templateVersion: number | null
  readonly wantedLocale: string | null
  readonly locale: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly url: string | null
  readonly stage: Stage
  readonly delivery: Delivery
  readonly receipts: Receipts
  readonly reason: string | null
  readonly verdicts: readonly GateVerdict[]
  readonly sendAt: Date | null
  readonly expiresAt: Date | null
  readonly plannedAt: Date
  readonly checks: number
  readonly attempts: number
  readonly firstAttemptAt: Date | null
  readonly epoch: number
  /** The provider that the last claim was for; null before the first. */
  readonly handedTo: string | null
  /** How many messages the network counts for what was sent last; null where it counts none. */
  readonly segments: number | null
  /** Of the trace that it was ordered in; null where that is not recorded. */
  readonly traceparent: string | null
  /** When it was counted against the quota of the workspace; null before. */
  readonly chargedAt: Date | null
}

/** A message as it is ordered: by an API call, a journey or an invitation. */
export interface PlannedMessage {
  readonly messageId: string
  /** Makes a second delivery of the same order harmless; null where the caller's Idempotency-Key does that. */
  readonly naturalKey: string | null
  readonly profileId: string | null
  readonly orderId: string | null
  readonly runId: string | null
  readonly invitationId: string | null
  readonly touchpoint: string | null
  readonly profileRevision: number
  readonly channels: readonly string[]
  readonly toAddress: string | null
  readonly class: MessageClass
  readonly topic: string
  readonly priority: number
  readonly templateKey: string
  readonly templateVersion: number | null
  readonly wantedLocale: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly url: string | null
  readonly sendAt: Date | null
  readonly expiresAt: Date | null
  /** It has been counted against the quota as it was ordered. */
  readonly isCharged?: boolean
}

type MessageSubject = Pick<
  Message,
  | 'messageId'
  | 'profileId'
  | 'orderId'
  | 'runId'
  | 'invitationId'
  | 'touchpoint'
  | 'channel'
  | 'class'
  | 'topic'
  | 'templateKey'
  | 'templateVersion'
  | 'locale'
>

export interface FactExtras {
  readonly occurredAt: Date | string
  readonly reason?: string | null
  readonly verdicts?: readonly GateVerdict[]
  /** When it came to states before this one in the same transaction. */
  readonly reached?: MessageFact['reached']
}

const given = <T>(name: string, value: T | null | undefined): Record<string, T> =>
  value === null || value === undefined ? {} : { [name]: value }

/** The data of the events about a message. */
export function factOf(message: MessageSubject, { occurredAt, reason, verdicts, reached }: FactExtras): MessageFact {
  return {
    messageId: message.messageId,
    profileId: message.profileId,
    channel: message.channel,
    class: message.class,
    topic: message.topic,
    template: message.templateKey,
    // The built-in template has no published version.
    ...given('templateVersion', message.templateVersion === 0 ? null : message.templateVersion),
    ...given('orderId', message.orderId),
    ...given('runId', message.runId),
    ...given('invitationId', message.invitationId),
    ...given('touchpoint', message.touchpoint),
    ...given('locale', message.locale),
    ...given('reason', reason),
    ...(verdicts === undefined ? {} : { verdicts: verdicts.map(verdictFact) }),
    ...given('reached', reached),
    occurredAt: typeof occurredAt === 'string' ? occurredAt : occurredAt.toISOString(),
  }
}

const verdictFact = ({ rule, verdict, reason, until }: GateVerdict): NonNullable<MessageFact['verdicts']>[number] => ({
  rule,
  verdict,
  reason,
  ...given('until', until),
})
