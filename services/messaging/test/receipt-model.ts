import type { MessageClass, PermissionState } from '@polyphon/contracts'
import { lookAgainAt } from '@polyphon/service-kit/copies'
import { timeOfDecision } from '@polyphon/values'
import { decideNextStep, type SendResult } from '../src/channels/domain/outcome.js'
import {
  addEvidence,
  type Delivery,
  deliveryOf,
  type Evidence,
  endsAddress,
  newFacts,
  type ReceiptFact,
  type Receipts,
  type Stage,
  stageAfter,
} from '../src/messages/domain/delivery.js'
import { decideGate } from '../src/messages/domain/gate.js'
import { decideReadiness } from '../src/messages/domain/readiness.js'
import {
  decidePermission,
  joinPermissions,
  type Permission,
  withdrawNow,
} from '../src/permissions/domain/permission.js'

export interface Plan {
  readonly class: MessageClass
  readonly person: number
  readonly expiresAfterMs: number | null
}

/** A message as its row is, as far as its way matters. */
export interface Row extends Plan {
  readonly messageId: string
  readonly plannedAt: number
  stage: Stage
  delivery: Delivery
  receipts: Receipts
  checks: number
  attempts: number
  firstAttemptAt: number | null
  epoch: number
  leaseUntil: number | null
  dueAt: number
}

/** A process that has claimed a message and not yet said what became of it. */
export interface Sender {
  readonly row: Row
  readonly epoch: number
  result: SendResult | null
}

/** A decision as it was committed, with the time that counts. */
export interface Entry extends Permission {
  readonly person: number
}

/** What a provider does with a message, and what its answer says. */
export type Answer = SendResult['outcome'] | 'taken, but the answer is lost'

export interface Rules {
  /** SMTP cannot say later what became of a mail; others know a message by its id and take it once. */
  readonly provider: 'blind' | 'knows ids'
  /** The planted faults. */
  readonly readsPermissionsEarly?: boolean
  readonly countsTwice?: boolean
  readonly resendsUnclear?: boolean
}

export const PEOPLE = 3
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 14_000
const START = Date.UTC(2026, 10, 22, 10)

/** Everything that transactions can see, and the provider, who is outside of all of them. */
export interface World {
  readonly rules: Rules
  now: number
  readonly rows: Row[]
  readonly senders: Sender[]
  readonly ledger: Entry[]
  readonly permissions: Map<number, Permission>
  /** What a gate that reads too early goes by. */
  readonly earlier: Map<number, Permission>
  readonly mergedInto: Map<number, number>
  readonly suppressed: Set<number>
  readonly evidence: Map<string, readonly Evidence[]>
  /** Every message that the provider has taken, each time. */
  readonly taken: string[]
  readonly published: { readonly messageId: string; readonly fact: ReceiptFact }[]
  readonly claims: { readonly row: Row; readonly epoch: number }[]
}

export function openWorld(rules: Rules, plans: readonly Plan[]): World {
  const rows = plans.map(
    (plan, index): Row => ({
      ...plan,
      messageId: `m${index}`,
      plannedAt: START,
      stage: 'planned',
      delivery: 'planned',
      receipts: {},
      checks: 0,
      attempts: 0,
      firstAttemptAt: null,
      epoch: 0,
      leaseUntil: null,
      dueAt: START,
    }),
  )
  return {
    rules,
    now: START,
    rows,
    senders: [],
    ledger: [],
    permissions: new Map(),
    earlier: new Map(),
    mergedInto: new Map(),
    suppressed: new Set(),
    evidence: new Map(),
    taken: [],
    published: [],
    claims: [],
  }
}

export const personOf = ({ mergedInto }: World, person: number): number => {
  let current = person
  for (let next = mergedInto.get(current); next !== undefined; next = mergedInto.get(current)) current = next
  return current
}

const expiryOf = (row: Row): Date | null =>
  row.expiresAfterMs === null ? null : new Date(row.plannedAt + row.expiresAfterMs)

/** Looks at everything whose time to be looked at has come: planned messages and those that wait for another try. */
export function recheck(world: World, isKnown: boolean): void {
  for (const row of world.rows) {
    if (row.dueAt > world.now) continue
    if (row.stage === 'deferred') Object.assign(row, { stage: 'queued', delivery: 'queued' })
    else if (row.stage === 'planned') settle(world, row, isKnown)
  }
}

function settle(world: World, row: Row, isKnown: boolean): void {
  const readiness = decideReadiness({
    now: new Date(world.now),
    sendAt: null,
    expiresAt: expiryOf(row),
    person: isKnown ? 'known' : 'unknown',
    isTemplateKnown: true,
    hasCopyCaughtUp: false,
    plannedAt: new Date(row.plannedAt),
    lookAgainAt: lookAgainAt(new Date(world.now), row.checks),
  })
  if (readiness.outcome === 'wait') {
    row.checks += 1
    row.dueAt = readiness.until.getTime()
    return
  }
  const stage = readiness.outcome === 'ready' ? 'queued' : readiness.reason === 'expired' ? 'expired' : 'dropped'
  Object.assign(row, { stage, delivery: stage })
}

/** Takes what is queued through the gate, in one transaction: permissions and suppressions stay as they are read. */
export function claim(world: World): void {
  for (const row of world.rows) {
    if (row.stage !== 'queued') continue
    const person = personOf(world, row.person)
    const permissions = world.rules.readsPermissionsEarly === true ? world.earlier : world.permissions
    const channel = { channel: 'email', hasProvider: true, hasTexts: true, address: `p${person}@example.org` }
    const facts = {
      ...channel,
      permission: permissions.get(person)?.state ?? null,
      isSuppressed: world.suppressed.has(person),
      isRestricted: false,
    }
    const gate = { class: row.class, expiresAt: expiryOf(row), channels: [facts], contentFault: null }
    const decision = decideGate(gate, new Date(world.now))
    if (decision.outcome === 'dropped') {
      const stage = decision.reason === 'expired' ? 'expired' : 'dropped'
      Object.assign(row, { stage, delivery: stage })
      continue
    }
    row.stage = 'sending'
    row.delivery = 'sending'
    row.attempts += 1
    row.firstAttemptAt ??= world.now
    row.epoch += 1
    row.leaseUntil = world.now + LEASE_MS
    world.senders.push({ row, epoch: row.epoch, result: null })
    world.claims.push({ row, epoch: row.epoch })
  }
}

/** The provider is asked to take a message: outside of every transaction, however long after the claim. */
export function hand(world: World, sender: Sender, answer: Answer): void {
  if (sender.result !== null) return
  const { messageId } = sender.row
  const takes = answer === 'accepted' || answer === 'taken, but the answer is lost'
  if (takes && !(world.rules.provider === 'knows ids' && world.taken.includes(messageId))) world.taken.push(messageId)
  const outcome = answer === 'taken, but the answer is lost' ? 'unclear' : answer
  sender.result = outcome === 'accepted' ? { outcome } : { outcome, reason: 'because' }
}

/** Writes down how an attempt ended. */
export function finish(world: World, sender: Sender): void {
  const { row, epoch, result } = sender
  if (result === null) return
  world.senders.splice(world.senders.indexOf(sender), 1)
  if (result.outcome === 'accepted') return handedOver(world, row, epoch)
  if (row.stage === 'sending' && row.epoch === epoch) follow(world, row, result)
}

/** Takes over what nobody has finished in time. */
export function recover(world: World): void {
  for (const row of world.rows) {
    if (row.stage !== 'sending' || row.leaseUntil === null || row.leaseUntil > world.now) continue
    const knows = world.rules.provider === 'knows ids'
    if (knows && world.taken.includes(row.messageId)) handedOver(world, row, row.epoch)
    else follow(world, row, { outcome: knows ? 'not_taken' : 'unclear', reason: 'sender_lost' })
  }
}

function follow(world: World, row: Row, result: SendResult): void {
  const kind = world.rules.resendsUnclear === true ? 'service' : row.class
  const firstAttemptAt = new Date(row.firstAttemptAt ?? world.now)
  const { attempts } = row
  const attempt = { class: kind, isRepeatable: true, attempts, firstAttemptAt, jitter: 0, firstPauseMs: FIRST_PAUSE_MS }
  const step = decideNextStep(result, attempt, new Date(world.now))
  if (step.step === 'sent') return
  row.stage = step.step === 'retry' ? 'deferred' : step.step
  row.delivery = deliveryOf(row.stage, row.receipts)
  row.dueAt = step.step === 'retry' ? step.at.getTime() : world.now
  row.leaseUntil = null
}

function handedOver(world: World, row: Row, epoch: number): void {
  const occurredAt = new Date(world.now)
  for (const event of ['accepted', 'sent'] as const)
    receive(world, row, { eventId: `${epoch}:${event}`, event, occurredAt, reason: null })
}

/** Stores evidence of a message, each event once, and derives its delivery. */
export function receive(world: World, row: Row, evidence: Evidence): void {
  const known = world.evidence.get(row.messageId) ?? []
  if (known.some(({ eventId }) => eventId === evidence.eventId) && world.rules.countsTwice !== true) return
  world.evidence.set(row.messageId, [...known.filter(({ eventId }) => eventId !== evidence.eventId), evidence])
  const before = row.receipts
  row.receipts = addEvidence(before, evidence)
  row.stage = stageAfter(row.stage, row.receipts)
  row.delivery = deliveryOf(row.stage, row.receipts)
  if (row.stage !== 'sending') row.leaseUntil = null
  for (const { fact } of newFacts(before, row.receipts)) world.published.push({ messageId: row.messageId, fact })
  if (endsAddress(evidence) !== null) world.suppressed.add(personOf(world, row.person))
}

export function cancel(row: Row): void {
  if (row.stage === 'planned' || row.stage === 'deferred' || row.stage === 'queued')
    Object.assign(row, { stage: 'canceled', delivery: 'canceled' })
}

export interface Decision {
  readonly person: number
  readonly state: PermissionState
  /** How long before its receipt it was made, by the clock of its sender; negative for a clock that is ahead. */
  readonly ageMs: number
  /** How far the clock of the process that records it is off. */
  readonly skewMs: number
  readonly isUnsubscribe: boolean
}

/** Commits a decision to the ledger and makes it hold. */
export function decide(world: World, decision: Decision): void {
  const person = personOf(world, decision.person)
  const now = new Date(world.now + decision.skewMs)
  const occurredAt = decision.isUnsubscribe ? now : timeOfDecision(new Date(now.getTime() - decision.ageMs), now)
  if (occurredAt === null) return
  const state = decision.isUnsubscribe ? 'withdrawn' : decision.state
  const entryId = `e${world.ledger.length}`
  const entry: Entry = { person, channel: 'email', topic: 'news', state, occurredAt, entryId }
  const before = world.permissions.get(person) ?? null
  // A second click on the same link is no second decision.
  if (decision.isUnsubscribe && before?.state === 'withdrawn') return
  world.ledger.push(entry)
  const decides = decision.isUnsubscribe ? withdrawNow(before, entry) : decidePermission(before, entry, now)
  world.permissions.set(person, decides)
}

/** Two people turn out to be one. */
export function merge(world: World, left: number, right: number): void {
  const [survivor, absorbed] = [personOf(world, left), personOf(world, right)]
  if (survivor === absorbed) return
  const theirs = world.permissions.get(absorbed)
  if (theirs !== undefined)
    world.permissions.set(survivor, joinPermissions(world.permissions.get(survivor) ?? null, theirs))
  // An address is suppressed, not a person; here everybody has one, and the survivor keeps both.
  if (world.suppressed.has(absorbed)) world.suppressed.add(survivor)
  world.mergedInto.set(absorbed, survivor)
}
