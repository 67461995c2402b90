import { messageDeferred, messageDropped } from '@polyphon/contracts'
import { outbox, setTimer, type Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import type { Recipient } from '../../channels/domain/address.js'
import { channelKind } from '../../channels/domain/channels.js'
import type { Rendering } from '../../templates/domain/rendering.js'
import { deliveryOf } from '../domain/delivery.js'
import {
  decideGate,
  type GateDecision,
  type GateVerdict,
  type Reservation,
  type RuleRefusal,
  refuseReservation,
} from '../domain/gate.js'
import { factOf, type Message } from '../domain/message.js'
import { type GateFacts, readGateFacts } from '../store/gate-facts.js'
import { extendPreparation, lockMessages, type MessageChange, saveMessages, unchanged } from '../store/messages.js'
import { insertLinks } from '../store/unsubscribe-links.js'
import { type Draft, type DraftContext, draftOf, findTemplate, gateInputOf } from './prepare-messages.js'
import { RECHECK_TIMER } from './settle-messages.js'

export const RECOVERY_TIMER = 'sending-recovery'
const RECOVERY_WINDOW_MS = 1_000

/** A message that this process may hand to a provider, once, until its lease ends. */
export interface Claim {
  readonly message: Message
  readonly recipient: Recipient | null
  readonly address: string
  readonly locale: string
  readonly unsubscribeToken: string
}

/** A message that is to be claimed, with what was made of its draft. */
export interface RenderedMessage {
  readonly draft: Draft
  readonly rendering: Rendering
  /** It goes out as it was rendered, even if the person has changed since: others might change without end. */
  readonly isLastRound: boolean
}

/** What an allowed message wants to reserve. */
export interface ReservationRequest {
  readonly messageId: string
  readonly profileId: string | null
  readonly reserves: readonly Reservation[]
}

/** Why something could not be reserved, by message id, with the rule that wanted it. */
export type Refusals = ReadonlyMap<string, { readonly rule: GateVerdict['rule']; readonly answer: RuleRefusal }>

export interface ClaimContext extends DraftContext {
  /**
   * Takes what is wanted, for each message all or nothing, for all messages at once and within the transaction: what
   * another transaction takes at the same time is waited for, so that no cap is passed.
   */
  readonly reserve: (tx: Tx, wanted: readonly ReservationRequest[]) => Promise<Refusals>
  /** Counts messages against the quota of the workspace, in the same way: those that have to wait are answered. */
  readonly charge: (tx: Tx, wanted: readonly Pick<Message, 'messageId' | 'class'>[]) => Promise<Refusals>
  /** Who a message of this channel will be given to; null while that is not known. */
  readonly providerFor: (channel: string) => string | null
  /** For each workspace, the window (in seconds since 1970) for which a recovery timer is already set. */
  readonly recoveries: Map<string, number>
  /** Nothing may leave this workspace now. */
  readonly isSuspended: boolean
}

export type ClaimResult =
  | { readonly outcome: 'claimed'; readonly claim: Claim }
  /** What it was rendered from has changed: it is to be rendered from this. */
  | { readonly outcome: 'outdated'; readonly draft: Draft }
  /** The gate has stopped it, or it was canceled, or another process holds it. */
  | { readonly outcome: 'gone' }

interface GatedMessage {
  readonly ready: RenderedMessage
  readonly message: Message
  readonly facts: GateFacts
  readonly decision: GateDecision
  /** Set if it must be rendered before it may be claimed. */
  readonly draft: Draft | null
}

/**
 * Takes rendered messages through the gate and marks those that may go out as `sending`, all in one transaction: what was
 * withdrawn or suppressed before it is seen here, and what is withdrawn while it runs waits until it has ended. After it
 * only the hand-over to the provider is left to do. Returns one result for each input, in order.
 */
export async function claimMessages(
  tx: Tx,
  ready: readonly RenderedMessage[],
  context: ClaimContext,
): Promise<readonly ClaimResult[]> {
  // They stay queued, and are prepared again by whoever looks once it is resumed.
  if (context.isSuspended) return ready.map(() => ({ outcome: 'gone' }))
  const decided = await decideAll(tx, ready, context)
  const outdated = decided.flatMap(({ draft }) => draft ?? [])
  const settled = decided.filter(({ draft }) => draft === null)
  const claims = settled.flatMap((gated) => toClaim(tx, gated) ?? [])
  const leaseUntil = new Date(tx.serverNow.getTime() + context.leaseMs)
  await saveMessages(
    tx,
    settled.map((gated) => changeOf(tx, gated, { leaseUntil, handedTo: context.providerFor(gated.decision.channel) })),
  )
  for (const gated of settled) await appendRefusal(tx, gated)
  await saveLinks(tx, claims)
  if (outdated.length > 0)
    await extendPreparation(tx, { ids: outdated.map(({ message }) => message.messageId), until: leaseUntil })
  if (claims.length > 0) await scheduleRecovery(tx, leaseUntil, context.recoveries)
  const answers = new Map<string, ClaimResult>([
    ...claims.map((claim) => [claim.message.messageId, { outcome: 'claimed', claim }] as const),
    ...outdated.map((draft) => [draft.message.messageId, { outcome: 'outdated', draft }] as const),
  ])
  return ready.map(({ draft }) => answers.get(draft.message.messageId) ?? { outcome: 'gone' })
}

async function decideAll(
  tx: Tx,
  ready: readonly RenderedMessage[],
  context: ClaimContext,
): Promise<readonly GatedMessage[]> {
  const ids = ready.map(({ draft }) => draft.message.messageId)
  const locked = new Map((await lockMessages(tx, ids)).map((message) => [message.messageId, message]))
  const ours = ready.flatMap((rendered) => {
    const message = locked.get(rendered.draft.message.messageId)
    const isOurs = message?.stage === 'queued' && message.epoch === rendered.draft.message.epoch
    return isOurs ? [{ ready: rendered, message }] : []
  })
  if (ours.length === 0) return []
  const facts = await readGateFacts(
    tx,
    ours.map(({ message }) => message),
    { hold: true, providers: context.providers },
  )
  const decided: GatedMessage[] = []
  for (const [index, rendered] of ours.entries()) {
    const found = facts[index]
    if (found !== undefined) decided.push(await decideMessage(tx, { ...rendered, facts: found }, context))
  }
  return chargeAll(tx, await reserveAll(tx, decided, context), context)
}

// Only for what is claimed now: what must be rendered again comes back to the claim.
async function reserveAll(
  tx: Tx,
  decided: readonly GatedMessage[],
  context: ClaimContext,
): Promise<readonly GatedMessage[]> {
  const wanted = decided.flatMap(
    ({ message: { messageId }, facts: { profileId }, decision, draft }): ReservationRequest[] =>
      draft !== null || decision.outcome !== 'allowed' || decision.reserves.length === 0
        ? []
        : [{ messageId, profileId, reserves: decision.reserves }],
  )
  if (wanted.length === 0) return decided
  return refuseSome(decided, await context.reserve(tx, wanted))
}

// Another try of a message that was counted costs nothing more.
async function chargeAll(
  tx: Tx,
  decided: readonly GatedMessage[],
  context: ClaimContext,
): Promise<readonly GatedMessage[]> {
  const wanted = decided.filter(
    ({ message, decision, draft }) => draft === null && decision.outcome === 'allowed' && message.chargedAt === null,
  )
  if (wanted.length === 0) return decided
  return refuseSome(
    decided,
    await context.charge(
      tx,
      wanted.map(({ message }) => message),
    ),
  )
}

const refuseSome = (decided: readonly GatedMessage[], refusals: Refusals): readonly GatedMessage[] =>
  decided.map((gated) => {
    const refusal = refusals.get(gated.message.messageId)
    if (refusal === undefined || gated.decision.outcome !== 'allowed') return gated
    return { ...gated, decision: refuseReservation(gated.decision, refusal, gated.message.expiresAt) }
  })

async function decideMessage(
  tx: Tx,
  candidate: Pick<GatedMessage, 'ready' | 'message' | 'facts'>,
  context: ClaimContext,
): Promise<GatedMessage> {
  const { message, facts } = candidate
  const { draft, rendering, isLastRound } = candidate.ready
  const template = await findTemplate(tx, message, context.templates)
  const input = gateInputOf(message, facts, template)
  const decision = decideGate(input, tx.now, context.rules)
  if (decision.outcome !== 'allowed') return { ...candidate, decision, draft: null }
  const { channel } = decision
  const isOutdated =
    rendering.outcome === 'not_needed' ||
    draft.channel !== channel ||
    (!isLastRound && !isSameSource(draft, { ...draft, ...facts, message }))
  if (isOutdated) {
    const { unsubscribeToken } = draft
    const next = draftOf(message, facts, { channel, template }, context)
    return { ...candidate, decision, draft: { ...next, unsubscribeToken } }
  }
  // A fault of outdated content would say nothing about the current one.
  if (rendering.outcome !== 'faulty') return { ...candidate, decision, draft: null }
  const faulty = decideGate({ ...input, contentFault: rendering.fault }, tx.now, context.rules)
  return { ...candidate, decision: faulty, draft: null }
}

/** Whether both would be rendered from the same: the person, in the same state, and the version of the template. */
const isSameSource = (left: Omit<Draft, 'texts'>, right: Omit<Draft, 'texts'>): boolean =>
  left.recipient?.profileId === right.recipient?.profileId &&
  left.revision === right.revision &&
  left.message.templateVersion === right.message.templateVersion

function toClaim(tx: Tx, { ready, message, facts, decision }: GatedMessage): Claim | null {
  if (decision.outcome !== 'allowed') return null
  const { locale, unsubscribeToken } = ready.draft
  const epoch = message.epoch + 1
  const attempts = message.attempts + 1
  const firstAttemptAt = message.firstAttemptAt ?? tx.now
  const { channel, address } = decision
  return {
    message: { ...message, profileId: facts.profileId, channel, address, locale, epoch, attempts, firstAttemptAt },
    recipient: facts.recipient,
    address,
    locale,
    unsubscribeToken,
  }
}

function changeOf(
  tx: Tx,
  { ready, message, facts, decision }: GatedMessage,
  sending: { readonly leaseUntil: Date; readonly handedTo: string | null },
): MessageChange {
  const { channel, verdicts } = decision
  const same = { ...unchanged(message, tx.now), profileId: facts.profileId, channel, verdicts }
  if (decision.outcome === 'dropped') {
    const stage = decision.reason === 'expired' ? 'expired' : 'dropped'
    return { ...same, stage, delivery: stage, reason: decision.reason, url: null }
  }
  if (decision.outcome === 'deferred') {
    const { reason, until } = decision
    return { ...same, stage: 'deferred', delivery: deliveryOf('deferred', message.receipts), reason, dueAt: until }
  }
  return {
    ...same,
    address: decision.address,
    locale: ready.draft.locale,
    stage: 'sending',
    delivery: 'sending',
    reason: null,
    attempts: message.attempts + 1,
    firstAttemptAt: message.firstAttemptAt ?? tx.now,
    epoch: message.epoch + 1,
    leaseUntil: sending.leaseUntil,
    handedTo: sending.handedTo,
    segments: segmentsOf(ready, channel),
    chargedAt: message.chargedAt ?? tx.now,
  }
}

function segmentsOf({ rendering }: RenderedMessage, channel: string): number | null {
  return rendering.outcome === 'rendered' ? (channelKind(channel)?.segmentsOf(rendering.content) ?? null) : null
}

// One timer is enough for all leases that end within the same second.
async function scheduleRecovery(tx: Tx, leaseUntil: Date, covered: Map<string, number>): Promise<void> {
  const window = Math.ceil((leaseUntil.getTime() + 50) / RECOVERY_WINDOW_MS)
  if (covered.get(tx.workspaceId) === window) return
  const dueAt = new Date(window * RECOVERY_WINDOW_MS)
  await setTimer(tx, { kind: RECOVERY_TIMER, key: tx.newId(), dueAt, data: {} })
  // Only a committed timer covers what comes after it.
  tx.afterCommit(() => {
    if (covered.size > 10_000) covered.clear()
    covered.set(tx.workspaceId, window)
  })
}

/** Appends the event of a message that the gate has refused, and sets a timer for one that is deferred. */
async function appendRefusal(tx: Tx, { message, facts, decision }: GatedMessage): Promise<void> {
  if (decision.outcome === 'allowed') return
  const subject = { ...message, profileId: facts.profileId, channel: decision.channel }
  const { reason, verdicts } = decision
  const fact = decision.outcome === 'deferred' ? messageDeferred : messageDropped
  outbox.append(tx, fact, factOf(subject, { occurredAt: tx.now, reason, verdicts }))
  if (decision.outcome === 'deferred')
    await setTimer(tx, { kind: RECHECK_TIMER, key: message.messageId, dueAt: decision.until, data: {} })
}

async function saveLinks(tx: Tx, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return
  await insertLinks(
    tx,
    claims.map(({ message, address, locale, unsubscribeToken }) => ({
      tokenHash: hashLinkToken(unsubscribeToken),
      messageId: message.messageId,
      profileId: message.profileId,
      channel: message.channel,
      address,
      topic: message.topic,
      locale,
    })),
  )
}
