import { messageDeferred, messageDropped } from '@polyphon/contracts'
import { hashLinkToken, outbox, setTimer, type Tx } from '@polyphon/service-kit'
import type { Recipient } from '../../channels/domain/address.js'
import type { Made } from '../../templates/domain/rendering.js'
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
import { keepTaken, lockMessages, type MessageChange, saveMessages, unchanged } from '../store/messages.js'
import { insertLinks } from '../store/unsubscribe-links.js'
import { contentFaultOf, type Draft, type Drafting, draftOf, findTemplate } from './prepare-messages.js'
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
export interface Ready {
  readonly draft: Draft
  readonly made: Made
  /** It goes out as it was rendered, even if the person has changed since: others might change without end. */
  readonly isLastRound: boolean
}

/** What an allowed message wants to reserve. */
export interface Wanted {
  readonly messageId: string
  readonly profileId: string | null
  readonly reserves: readonly Reservation[]
}

/** Why something could not be reserved, by the message's id, in the words of the rule that wanted it. */
export type Refusals = ReadonlyMap<string, { readonly rule: GateVerdict['rule']; readonly answer: RuleRefusal }>

export interface Claiming extends Drafting {
  /**
   * Takes what is wanted, for each message all or nothing, for all messages at once and within the transaction: what
   * another transaction takes at the same time is waited for, so that no cap is passed.
   */
  readonly reserve: (tx: Tx, wanted: readonly Wanted[]) => Promise<Refusals>
  /** Who the messages will be given to; null while that is not known. */
  readonly provider: string | null
  /** Up to when the leases of each workspace are looked after already, in windows of a second since 1970. */
  readonly recoveries: Map<string, number>
}

export type ClaimAnswer =
  | { readonly outcome: 'claimed'; readonly claim: Claim }
  /** What it was rendered from has changed: it is to be rendered from this. */
  | { readonly outcome: 'outdated'; readonly draft: Draft }
  /** The gate has stopped it, or it is not ours any more: somebody has stopped it, or sent it. */
  | { readonly outcome: 'gone' }

interface Decided {
  readonly ready: Ready
  readonly message: Message
  readonly facts: GateFacts
  readonly decision: GateDecision
  /** Set if it must be rendered before it may be claimed. */
  readonly draft: Draft | null
}

/**
 * Takes rendered messages through the gate and marks those that may go out as `sending`, all in one transaction: what was
 * withdrawn or suppressed before it is seen here, and what is withdrawn while it runs waits until it has ended. After it
 * nothing but handing over is left to do. Answers in the order of the question.
 */
export async function claimMessages(
  tx: Tx,
  ready: readonly Ready[],
  claiming: Claiming,
): Promise<readonly ClaimAnswer[]> {
  const decided = await decideAll(tx, ready, claiming)
  const again = decided.flatMap(({ draft }) => draft ?? [])
  const over = decided.filter(({ draft }) => draft === null)
  const claims = over.flatMap((one) => toClaim(tx, one) ?? [])
  const leaseUntil = new Date(tx.now.getTime() + claiming.leaseMs)
  await saveMessages(
    tx,
    over.map((one) => changeOf(tx, one, { leaseUntil, handedTo: claiming.provider })),
  )
  for (const one of over) await follow(tx, one)
  await saveLinks(tx, claims)
  if (again.length > 0) await keepTaken(tx, { ids: again.map(({ message }) => message.messageId), until: leaseUntil })
  if (claims.length > 0) await coverRecovery(tx, leaseUntil, claiming.recoveries)
  const answers = new Map<string, ClaimAnswer>([
    ...claims.map((claim) => [claim.message.messageId, { outcome: 'claimed', claim }] as const),
    ...again.map((draft) => [draft.message.messageId, { outcome: 'outdated', draft }] as const),
  ])
  return ready.map(({ draft }) => answers.get(draft.message.messageId) ?? { outcome: 'gone' })
}

async function decideAll(tx: Tx, ready: readonly Ready[], claiming: Claiming): Promise<readonly Decided[]> {
  const ids = ready.map(({ draft }) => draft.message.messageId)
  const locked = new Map((await lockMessages(tx, ids)).map((message) => [message.messageId, message]))
  const ours = ready.flatMap((one) => {
    const message = locked.get(one.draft.message.messageId)
    const isOurs = message?.stage === 'queued' && message.epoch === one.draft.message.epoch
    return isOurs ? [{ ready: one, message }] : []
  })
  if (ours.length === 0) return []
  const facts = await readGateFacts(
    tx,
    ours.map(({ message }) => message),
    { hold: true, providers: claiming.providers },
  )
  const decided: Decided[] = []
  for (const [index, one] of ours.entries()) {
    const found = facts[index]
    if (found !== undefined) decided.push(await decideOne(tx, { ...one, facts: found }, claiming))
  }
  return reserveAll(tx, decided, claiming)
}

// Only for what is claimed now: what is to be rendered again comes again.
async function reserveAll(tx: Tx, decided: readonly Decided[], claiming: Claiming): Promise<readonly Decided[]> {
  const wanted = decided.flatMap(({ message: { messageId }, facts: { profileId }, decision, draft }): Wanted[] =>
    draft !== null || decision.outcome !== 'allowed' || decision.reserves.length === 0
      ? []
      : [{ messageId, profileId, reserves: decision.reserves }],
  )
  if (wanted.length === 0) return decided
  const refusals = await claiming.reserve(tx, wanted)
  return decided.map((one) => {
    const refusal = refusals.get(one.message.messageId)
    if (refusal === undefined || one.decision.outcome !== 'allowed') return one
    return { ...one, decision: refuseReservation(one.decision, refusal, one.message.expiresAt) }
  })
}

async function decideOne(
  tx: Tx,
  one: Pick<Decided, 'ready' | 'message' | 'facts'>,
  claiming: Claiming,
): Promise<Decided> {
  const { message, facts } = one
  const { draft, made, isLastRound } = one.ready
  const template = await findTemplate(tx, message, claiming.templates)
  const isOutdated = made.outcome === 'not_needed' || (!isLastRound && !isSame(draft, { ...draft, ...facts, message }))
  // What was wrong with the content of before says nothing about that of now.
  const contentFault =
    contentFaultOf(message, template) ?? (made.outcome === 'faulty' && !isOutdated ? made.fault : null)
  const decision = decideGate({ ...message, channels: facts.channels, contentFault }, tx.now, claiming.rules)
  if (decision.outcome !== 'allowed' || !isOutdated) return { ...one, decision, draft: null }
  const { unsubscribeToken } = draft
  return { ...one, decision, draft: { ...draftOf(message, facts, template, claiming), unsubscribeToken } }
}

/** Whether both would be rendered from the same: the person, in the same state, and the version of the template. */
const isSame = (left: Omit<Draft, 'texts'>, right: Omit<Draft, 'texts'>): boolean =>
  left.recipient?.profileId === right.recipient?.profileId &&
  left.revision === right.revision &&
  left.message.templateVersion === right.message.templateVersion

function toClaim(tx: Tx, { ready, message, facts, decision }: Decided): Claim | null {
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
  { ready, message, facts, decision }: Decided,
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
  }
}

// One look is enough for all leases that end within the same second.
async function coverRecovery(tx: Tx, leaseUntil: Date, covered: Map<string, number>): Promise<void> {
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

/** Tells what the gate has not let pass, and has it looked at again where that is only a matter of time. */
async function follow(tx: Tx, { message, facts, decision }: Decided): Promise<void> {
  if (decision.outcome === 'allowed') return
  const told = { ...message, profileId: facts.profileId, channel: decision.channel }
  const { reason, verdicts } = decision
  const fact = decision.outcome === 'deferred' ? messageDeferred : messageDropped
  outbox.append(tx, fact, factOf(told, { occurredAt: tx.now, reason, verdicts }))
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
