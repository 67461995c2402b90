import { type MessageState, messageStates } from '@polyphon/contracts'
import { readBounce } from '../../channels/domain/bounce.js'
import type { EvidenceEvent } from '../../channels/domain/evidence.js'

const stages = [
  'planned',
  'deferred',
  'queued',
  'sending',
  'uncertain',
  'sent',
  'failed',
  'dropped',
  'expired',
  'canceled',
] as const

/** How far our own side is with a message. */
export type Stage = (typeof stages)[number]

export const deliveries = [...stages, 'accepted', 'delivered', 'bounced'] as const

/** Where a message stands, all in all. */
export type Delivery = (typeof deliveries)[number]

/** One fact that a provider reported. */
export interface Evidence {
  readonly eventId: string
  readonly event: EvidenceEvent
  readonly occurredAt: Date
  readonly reason: string | null
}

/** What a person did with a message: when first, when last, how often. */
export interface Engagement {
  readonly first: string
  readonly last: string
  readonly count: number
  /** A loaded picture may be a mail server's doing. */
  readonly confidence?: 'low' | 'high'
}

/** All that the evidence says, whatever the order in which it came; times are ISO strings, for the row. */
export interface Receipts {
  readonly accepted?: string
  readonly sent?: string
  readonly delivered?: string
  readonly negative?: { readonly kind: 'failed' | 'bounced'; readonly at: string; readonly reason: string | null }
  readonly engagement?: Readonly<Partial<Record<EngagementKind, Engagement>>>
}

export type EngagementKind = 'read' | 'clicked' | 'complained' | 'unsubscribed'

const earliest = (left: string | undefined, right: string): string =>
  left !== undefined && left <= right ? left : right
const latest = (left: string | undefined, right: string): string => (left !== undefined && left >= right ? left : right)

/**
 * Adds one piece of evidence that has not been counted before. The result does not depend on the order: each field is
 * an earliest time, a latest time or a count.
 */
export function addEvidence(receipts: Receipts, evidence: Evidence): Receipts {
  const at = evidence.occurredAt.toISOString()
  switch (evidence.event) {
    case 'accepted':
    case 'sent':
    case 'delivered':
      return { ...receipts, [evidence.event]: earliest(receipts[evidence.event], at) }
    case 'failed':
    case 'bounced':
      return { ...receipts, negative: earlierNegative(receipts.negative, { ...evidence, kind: evidence.event, at }) }
    case 'read':
    case 'clicked':
    case 'complained':
      // Nobody reads what has not arrived.
      return addEngagement({ ...receipts, delivered: earliest(receipts.delivered, at) }, evidence.event, at)
    default:
      return evidence.event satisfies never
  }
}

type Negative = NonNullable<Receipts['negative']>

function earlierNegative(before: Negative | undefined, next: Negative): Negative {
  const given: Negative = { kind: next.kind, at: next.at, reason: next.reason }
  if (before === undefined) return given
  const order = (negative: Negative): string => `${negative.at} ${negative.kind} ${negative.reason ?? ''}`
  return order(before) <= order(given) ? before : given
}

/** Counts something that the person did. */
export function addEngagement(receipts: Receipts, kind: EngagementKind, at: string): Receipts {
  const before = receipts.engagement?.[kind]
  const after: Engagement = {
    first: earliest(before?.first, at),
    last: latest(before?.last, at),
    count: (before?.count ?? 0) + 1,
    ...(kind === 'read' ? { confidence: 'low' as const } : {}),
  }
  return { ...receipts, engagement: { ...receipts.engagement, [kind]: after } }
}

/** Says where a message stands: delivery evidence beats a failure, a failure beats what is only on its way. */
export function deliveryOf(stage: Stage, receipts: Receipts): Delivery {
  if (receipts.delivered !== undefined) return 'delivered'
  if (receipts.negative !== undefined) return receipts.negative.kind
  if (stage === 'failed') return 'failed'
  if (receipts.sent !== undefined) return 'sent'
  if (receipts.accepted !== undefined) return 'accepted'
  return stage
}

/** Our side of a message after a provider's report: once it has gone out, it is not sent again. */
export function stageAfter(stage: Stage, receipts: Receipts): Stage {
  const isOut = receipts.accepted ?? receipts.sent ?? receipts.delivered
  if (isOut === undefined) return stage
  return stage === 'sending' || stage === 'uncertain' || stage === 'deferred' || stage === 'queued' ? 'sent' : stage
}

export type ReceiptFact = 'accepted' | 'sent' | 'delivered' | 'read' | 'clicked' | 'failed' | 'bounced'

/** When each thing happened first, as far as it is known. A failure reported after the delivery is kept as evidence only. */
function firstTimes(receipts: Receipts): readonly (readonly [ReceiptFact, string | undefined])[] {
  const { accepted, sent, delivered, negative, engagement } = receipts
  return [
    ['accepted', accepted],
    ['sent', sent],
    ['delivered', delivered],
    ['read', engagement?.read?.first],
    ['clicked', engagement?.clicked?.first],
    [negative?.kind ?? 'failed', delivered === undefined ? negative?.at : undefined],
  ]
}

/** The facts that `after` adds: each is published once for a message, with the provider's time. */
export function newFacts(
  before: Receipts,
  after: Receipts,
): readonly { readonly fact: ReceiptFact; readonly at: string }[] {
  const known = new Set(firstTimes(before).flatMap(([fact, at]) => (at === undefined ? [] : [fact])))
  if (before.negative !== undefined) known.add('failed').add('bounced')
  return firstTimes(after).flatMap(([fact, at]) => (at === undefined || known.has(fact) ? [] : [{ fact, at }]))
}

/** A fact to publish, with the times of states before it that became true together with it. */
export interface FurthestFact {
  readonly fact: ReceiptFact
  readonly at: string
  readonly reached?: Readonly<Partial<Record<MessageState, string>>>
}

const isState = (fact: ReceiptFact): fact is ReceiptFact & MessageState => messageStates.some((state) => state === fact)

/** Of states that follow each other only the furthest; what has gone wrong is a fact of its own. */
export function furthest(facts: ReturnType<typeof newFacts>): readonly FurthestFact[] {
  const states = facts.filter(({ fact }) => isState(fact))
  const rest = facts.filter(({ fact }) => !isState(fact))
  const last = states.at(-1)
  if (last === undefined) return rest
  const before = states.slice(0, -1)
  if (before.length === 0) return [last, ...rest]
  return [{ ...last, reached: Object.fromEntries(before.map(({ fact, at }) => [fact, at])) }, ...rest]
}

/**
 * Whether an address must not be written to again after this: a complaint, or a bounce that says that the address does not exist.
 * An unclassified bounce never suppresses an address.
 */
export function endsAddress(evidence: Pick<Evidence, 'event' | 'reason'>): 'complaint' | 'bounce' | null {
  if (evidence.event === 'complained') return 'complaint'
  return evidence.event === 'bounced' && readBounce(evidence.reason) === 'address' ? 'bounce' : null
}
