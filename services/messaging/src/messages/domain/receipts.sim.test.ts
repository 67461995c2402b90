import { isDeepStrictEqual } from 'node:util'
import { assertFindsFault, assertHolds, assertThat, SIMULATION_TIMEOUT_MS } from '@polyphon/testkit/simulation'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  type Answer,
  cancel,
  claim,
  type Decision,
  decide,
  finish,
  hand,
  merge,
  openWorld,
  PEOPLE,
  type Plan,
  personOf,
  type Row,
  type Rules,
  receive,
  recheck,
  recover,
  type World,
} from '../../../test/receipt-model.js'
import type { EvidenceEvent } from '../../channels/domain/evidence.js'
import { addEvidence, type Delivery, deliveryOf, type Receipts, type Stage } from './delivery.js'

const MESSAGES = 3
const HOUR = 3_600_000

/** One transaction, or one thing that happens outside of all of them. */
type Action =
  | { readonly kind: 'recheck'; readonly isKnown: boolean }
  | { readonly kind: 'process'; readonly does: 'claims' | 'recovers' | 'looks at permissions' }
  | { readonly kind: 'hand'; readonly sender: number; readonly answer: Answer }
  | { readonly kind: 'finish' | 'die'; readonly sender: number }
  | { readonly kind: 'receipt'; readonly message: number; readonly event: EvidenceEvent; readonly agoMs: number }
  | { readonly kind: 'cancel'; readonly message: number }
  | { readonly kind: 'decide'; readonly decision: Decision }
  | { readonly kind: 'merge'; readonly left: number; readonly right: number }
  | { readonly kind: 'wait'; readonly ms: number }

const upTo = (count: number): fc.Arbitrary<number> => fc.nat({ max: count - 1 })
const plan: fc.Arbitrary<Plan> = fc.record({
  class: fc.constantFrom('transactional', 'service', 'marketing', 'research'),
  person: upTo(PEOPLE),
  expiresAfterMs: fc.constantFrom(null, HOUR, 24 * HOUR),
})
const answer: fc.Arbitrary<Answer> = fc.constantFrom(
  'accepted',
  'accepted',
  'taken, but the answer is lost',
  'not_taken',
  'unclear',
  'refused',
)
const decision: fc.Arbitrary<Decision> = fc.record({
  person: upTo(PEOPLE),
  state: fc.constantFrom('granted', 'granted', 'granted', 'existing_customer', 'denied', 'withdrawn'),
  ageMs: fc.oneof(fc.constant(0), fc.integer({ min: -200_000, max: 200_000 })),
  skewMs: fc.oneof(fc.constant(0), fc.integer({ min: -60_000, max: 60_000 })),
  isUnsubscribe: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
})
const receiptEvents = ['accepted', 'sent', 'delivered', 'read', 'clicked', 'bounced', 'complained', 'failed'] as const
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('recheck' as const), isKnown: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('process' as const), does: fc.constantFrom('claims', 'recovers') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('process' as const), does: fc.constant('looks at permissions') }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hand' as const), sender: upTo(MESSAGES), answer }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('finish' as const, 'finish', 'die'), sender: upTo(MESSAGES) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('receipt' as const),
      message: upTo(MESSAGES),
      event: fc.constantFrom(...receiptEvents),
      agoMs: fc.constantFrom(0, 1_000, 60_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), message: upTo(MESSAGES) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('decide' as const), decision }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('merge' as const), left: upTo(PEOPLE), right: upTo(PEOPLE) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(100, 20_000, 61_000, 300_000) }),
  },
)

function act(world: World, given: Action): void {
  switch (given.kind) {
    case 'recheck':
      return recheck(world, given.isKnown)
    case 'process':
      return actAsProcess(world, given.does)
    case 'hand':
    case 'finish':
    case 'die':
      return actAsSender(world, given)
    case 'receipt':
      return reportEvent(world, given)
    case 'cancel':
      return cancel(rowAt(world, given.message))
    case 'decide':
    case 'merge':
      return actOnPeople(world, given)
    case 'wait':
      world.now += given.ms
  }
}

function actAsProcess(world: World, does: Extract<Action, { kind: 'process' }>['does']): void {
  if (does === 'claims') claim(world)
  else if (does === 'recovers') recover(world)
  else for (const [person, permission] of world.permissions) world.earlier.set(person, permission)
}

function actAsSender(world: World, given: Extract<Action, { kind: 'hand' | 'finish' | 'die' }>): void {
  const sender = world.senders[given.sender]
  if (sender === undefined) return
  if (given.kind === 'hand') hand(world, sender, given.answer)
  else if (given.kind === 'finish') finish(world, sender)
  else world.senders.splice(given.sender, 1)
}

function actOnPeople(world: World, given: Extract<Action, { kind: 'decide' | 'merge' }>): void {
  if (given.kind === 'decide') decide(world, given.decision)
  else merge(world, given.left, given.right)
}

function rowAt(world: World, message: number): Row {
  const row = world.rows[message]
  if (row === undefined) throw new Error('There is no such message.')
  return row
}

// A provider reports only what it has taken; the same event, of the same id, any number of times.
function reportEvent(world: World, { message, event, agoMs }: Extract<Action, { kind: 'receipt' }>): void {
  const row = rowAt(world, message)
  if (!world.taken.includes(row.messageId)) return
  const eventId = `${event}-${agoMs}`
  const before = world.evidence.get(row.messageId)?.find((evidence) => evidence.eventId === eventId)
  const occurredAt = before?.occurredAt ?? new Date(world.now - agoMs)
  receive(world, row, { eventId, event, occurredAt, reason: agoMs === 0 ? 'mailbox_full' : null })
}

const NEXT: Readonly<Record<Stage, readonly Stage[]>> = {
  planned: ['queued', 'dropped', 'expired', 'canceled'],
  deferred: ['queued', 'sent', 'canceled'],
  queued: ['sending', 'sent', 'dropped', 'expired', 'canceled'],
  sending: ['sent', 'failed', 'dropped', 'uncertain', 'deferred'],
  uncertain: ['sent'],
  sent: [],
  failed: [],
  dropped: [],
  expired: [],
  canceled: [],
}
const OPEN: ReadonlySet<Stage> = new Set(['planned', 'deferred', 'queued', 'sending'])
const ON_ITS_WAY: ReadonlySet<Delivery> = new Set(['planned', 'deferred', 'queued', 'sending', 'uncertain'])

type Seen = readonly Pick<Row, 'stage' | 'delivery'>[]
const look = ({ rows }: World): Seen => rows.map(({ stage, delivery }) => ({ stage, delivery }))

/** A message only ever goes forward, and is claimed only by what allows it. */
function assertForward(world: World, before: Seen, claimsBefore: number): void {
  for (const [position, { stage, delivery }] of before.entries()) {
    const row = rowAt(world, position)
    assertThat(row.stage === stage || NEXT[stage].includes(row.stage), `${stage} became ${row.stage}`)
    assertThat(delivery !== 'delivered' || row.delivery === 'delivered', `delivered became ${row.delivery}`)
    const wasOut = delivery === 'sent' || delivery === 'accepted'
    assertThat(!wasOut || !ON_ITS_WAY.has(row.delivery), `${delivery} became ${row.delivery}`)
    assertThat(row.stage !== 'sending' || row.leaseUntil !== null, 'is being sent without a lease')
  }
  for (const { row } of world.claims.slice(claimsBefore)) assertAllowed(world, row)
}

const isNo = ({ state }: { readonly state: string }): boolean => state === 'withdrawn' || state === 'denied'

// Stated without the functions that decide it: every no has a later yes, and where one is needed there is a yes.
function assertAllowed(world: World, row: Row): void {
  const person = personOf(world, row.person)
  assertThat(!world.suppressed.has(person), 'claimed for a suppressed address')
  assertThat(row.expiresAfterMs === null || world.now < row.plannedAt + row.expiresAfterMs, 'claimed after its expiry')
  if (row.class === 'transactional') return
  const decisions = world.ledger.filter((entry) => personOf(world, entry.person) === person)
  const yeses = decisions.filter((entry) => !isNo(entry))
  for (const no of decisions.filter(isNo)) {
    const hasLater = yeses.some(({ occurredAt }) => occurredAt > no.occurredAt)
    assertThat(hasLater, `${row.class} was claimed after ${no.entryId}: ${no.state}`)
  }
  assertThat(row.class === 'service' || yeses.length > 0, `${row.class} was claimed without a yes`)
}

function assertCounted(world: World): void {
  for (const row of world.rows) {
    const evidence = world.evidence.get(row.messageId) ?? []
    const inOrder = evidence.toSorted((left, right) => (left.eventId < right.eventId ? -1 : 1))
    const receipts = inOrder.reduce<Receipts>(addEvidence, {})
    assertThat(isDeepStrictEqual(row.receipts, receipts), 'the receipts depend on their order')
    // A canceled or dropped message may still turn out to have come; whatever was reported counts in the end.
    assertThat(receipts.delivered === undefined || row.delivery === 'delivered', `delivered, but ${row.delivery}`)
    assertThat(row.stage !== 'sent' || row.delivery === deliveryOf('sent', receipts), `sent, but ${row.delivery}`)
    for (const kind of ['read', 'clicked', 'complained'] as const) {
      const times = evidence.filter(({ event }) => event === kind).length
      assertThat((row.receipts.engagement?.[kind]?.count ?? 0) === times, `${kind} is not counted ${times} times`)
    }
    const facts = world.published.filter(({ messageId }) => messageId === row.messageId).map(({ fact }) => fact)
    const ends = facts.filter((fact) => fact === 'failed' || fact === 'bounced')
    assertThat(new Set(facts).size === facts.length && ends.length <= 1, `published twice: ${facts.join(', ')}`)
  }
}

/** What the outside has seen of each message. */
function assertSentAsPromised(world: World): void {
  const epochs = world.claims.map(({ row, epoch }) => `${row.messageId} ${epoch}`)
  assertThat(new Set(epochs).size === epochs.length, 'one claim was made twice')
  for (const row of world.rows) {
    const times = world.taken.filter((messageId) => messageId === row.messageId).length
    const isAtMostOnce = row.class === 'marketing' || row.class === 'research' || world.rules.provider === 'knows ids'
    assertThat(!isAtMostOnce || times <= 1, `${row.class} was sent ${times} times`)
    assertThat(row.stage !== 'sent' || times > 0, 'said to be sent, and never was')
  }
}

/** From now on every timer comes, the provider takes what it is given, and who was sending before has died. */
function drain(world: World): void {
  world.senders.length = 0
  for (let round = 0; world.rows.some(({ stage }) => OPEN.has(stage)); round += 1) {
    assertThat(round < 40, 'a message is stuck')
    const before = look(world)
    const claimsBefore = world.claims.length
    world.now += 61_000
    recover(world)
    recheck(world, true)
    claim(world)
    for (const { row } of world.claims.slice(claimsBefore)) assertAllowed(world, row)
    for (const sender of world.senders.slice()) {
      hand(world, sender, 'accepted')
      finish(world, sender)
    }
    for (const [position, { stage }] of before.entries())
      assertThat(OPEN.has(stage) || rowAt(world, position).stage !== 'sending', 'what was over began again')
  }
}

const course = fc.record({
  plans: fc.array(plan, { minLength: MESSAGES, maxLength: MESSAGES }),
  actions: fc.array(action, { minLength: 10, maxLength: 80, size: 'max' }),
})

function waysAreSafe(rules: Rules) {
  return fc.property(course, ({ plans, actions }) => {
    const world = openWorld(rules, plans)
    for (const next of actions) {
      const before = look(world)
      const claimsBefore = world.claims.length
      act(world, next)
      assertForward(world, before, claimsBefore)
      assertCounted(world)
    }
    drain(world)
    assertCounted(world)
    assertSentAsPromised(world)
  })
}

describe('a message on its way', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it.each(['blind', 'knows ids'] as const)(
    'goes forward, as often as it may and never after a no, whoever dies; the provider is %s',
    (provider) => {
      assertHolds({ name: `receipts, the provider is ${provider}`, runs: 2_000 }, waysAreSafe({ provider }))
    },
  )
})

describe('the simulation of receipts finds', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it.each([
    ['a gate that reads permissions before it claims', { readsPermissionsEarly: true }],
    ['receipts that are counted twice', { countsTwice: true }],
    ['marketing that is sent again after an unclear end', { resendsUnclear: true }],
  ] satisfies readonly (readonly [string, Partial<Rules>])[])('%s', (name, fault) => {
    assertFindsFault({ name, runs: 5_000 }, waysAreSafe({ provider: 'blind', ...fault }))
  })
})
