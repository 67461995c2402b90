import { messageDropped } from '@polyphon/contracts'
import { hashLinkToken, makeLinkToken, outbox, setTimer, type Tx } from '@polyphon/service-kit'
import type { Recipient } from '../domain/address.js'
import { builtInTemplate } from '../domain/built-in-template.js'
import { decideGate, type GateDecision } from '../domain/gate.js'
import { factOf, type Message } from '../domain/message.js'
import { localeFor, missingVariables, type Template, type TemplateTexts } from '../domain/template.js'
import { type GateFacts, readGateFacts } from '../store/gate-facts.js'
import { lockQueued, type MessageChange, saveMessages, unchanged } from '../store/messages.js'
import { readTemplate } from '../store/templates.js'
import { insertLinks } from '../store/unsubscribe-links.js'

export const RECOVERY_TIMER = 'sending-recovery'

/** A message that this process may hand to a provider, once, until its lease ends. */
export interface Claim {
  readonly message: Message
  readonly recipient: Recipient | null
  readonly address: string
  readonly locale: string
  readonly texts: TemplateTexts
  readonly unsubscribeToken: string
}

export interface Claiming {
  readonly limit: number
  readonly leaseMs: number
  /** Who the messages will be given to; null while that is not known. */
  readonly provider: string | null
  /** Channels that something can be sent by. */
  readonly providers: ReadonlySet<string>
  /** The language of the workspace, for people whose own is not known. */
  readonly fallbackLocale: string | null
  /** Published versions never change, so they are kept. */
  readonly templates: Map<string, Template>
}

export interface Claimed {
  readonly claims: readonly Claim[]
  /** There may be more to send. */
  readonly isFull: boolean
}

interface Decided {
  readonly message: Message
  readonly facts: GateFacts
  readonly template: Template | null
  readonly decision: GateDecision
}

/**
 * Takes queued messages through the gate and marks those that may go out as `sending`, all in one transaction: what was
 * withdrawn or suppressed before it is seen here, and what is withdrawn while it runs waits until it has ended.
 */
export async function claimMessages(tx: Tx, claiming: Claiming): Promise<Claimed> {
  const queued = await lockQueued(tx, claiming.limit)
  if (queued.length === 0) return { claims: [], isFull: false }
  const facts = await readGateFacts(tx, queued, { hold: true, providers: claiming.providers })
  const decided: Decided[] = []
  for (const [index, message] of queued.entries()) {
    const found = facts[index]
    if (found === undefined) continue
    const template = await findTemplate(tx, message, claiming.templates)
    const contentFault = contentFaultOf(message, template)
    const decision = decideGate({ ...message, channels: found.channels, contentFault }, tx.now)
    decided.push({ message, facts: found, template, decision })
  }
  const leaseUntil = new Date(tx.now.getTime() + claiming.leaseMs)
  const handedTo = claiming.provider
  const claims = decided.flatMap((one) => toClaim(tx, one, claiming) ?? [])
  const locales = new Map(claims.map(({ message, locale }) => [message.messageId, locale]))
  await saveMessages(
    tx,
    decided.map((one) =>
      changeOf(tx, one, { leaseUntil, handedTo, locale: locales.get(one.message.messageId) ?? null }),
    ),
  )
  for (const one of decided) tellDropped(tx, one)
  await saveLinks(tx, claims)
  if (claims.length > 0)
    await setTimer(tx, { kind: RECOVERY_TIMER, key: tx.newId(), dueAt: new Date(leaseUntil.getTime() + 50), data: {} })
  return { claims, isFull: queued.length === claiming.limit }
}

async function findTemplate(tx: Tx, message: Message, kept: Map<string, Template>): Promise<Template | null> {
  const { templateKey, templateVersion } = message
  if (templateVersion === null) return null
  if (templateVersion === 0) return builtInTemplate(templateKey)
  const name = `${tx.workspaceId} ${templateKey} ${templateVersion}`
  const before = kept.get(name)
  if (before !== undefined) return before
  const template = await readTemplate(tx, templateKey, templateVersion)
  if (kept.size >= 1_000) kept.clear()
  if (template !== null) kept.set(name, template)
  return template
}

function contentFaultOf(message: Message, template: Template | null): string | null {
  if (template === null) return 'template_missing'
  return missingVariables(template.variables, message.data).length > 0 ? 'variable_missing' : null
}

function toClaim(tx: Tx, { message, facts, template, decision }: Decided, claiming: Claiming): Claim | null {
  if (decision.outcome !== 'allowed' || template === null) return null
  const wanted = message.wantedLocale ?? facts.recipient?.locale ?? claiming.fallbackLocale
  const locale = localeFor(template, wanted)
  const texts = template.locales[locale]
  if (texts === undefined) return null
  const epoch = message.epoch + 1
  const attempts = message.attempts + 1
  const firstAttemptAt = message.firstAttemptAt ?? tx.now
  const { channel, address } = decision
  return {
    message: { ...message, profileId: facts.profileId, channel, address, locale, epoch, attempts, firstAttemptAt },
    recipient: facts.recipient,
    address,
    locale,
    texts,
    unsubscribeToken: makeLinkToken(tx.workspaceId).token,
  }
}

function changeOf(
  tx: Tx,
  { message, facts, decision }: Decided,
  sending: { readonly leaseUntil: Date; readonly handedTo: string | null; readonly locale: string | null },
): MessageChange {
  const { channel, verdicts } = decision
  const same = { ...unchanged(message, tx.now), profileId: facts.profileId, channel, verdicts }
  if (decision.outcome === 'dropped') {
    const stage = decision.reason === 'expired' ? 'expired' : 'dropped'
    return { ...same, stage, delivery: stage, reason: decision.reason, url: null }
  }
  return {
    ...same,
    address: decision.address,
    locale: sending.locale,
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

function tellDropped(tx: Tx, { message, facts, decision }: Decided): void {
  if (decision.outcome !== 'dropped') return
  const told = { ...message, profileId: facts.profileId, channel: decision.channel }
  const { reason, verdicts } = decision
  outbox.append(tx, messageDropped, factOf(told, { occurredAt: tx.now, reason, verdicts }))
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
