import { type DataOf, type feedbackPlanned, topicNames } from '@polyphon/contracts'
import { setTimer, type Tx } from '@polyphon/service-kit'
import { type Copies, followAlias, type Person, readPerson } from '@polyphon/service-kit/copies'
import { flatProperties } from '../../answers/domain/properties.js'
import { readSurvey } from '../../surveys/store/surveys.js'
import { decideOrder, PARKED_ORDER, type ParkedOrder } from '../domain/order.js'
import { recordInvitation } from '../steps/record-invitation.js'
import { isOrderDecided } from '../store/invitations.js'

type Order = DataOf<typeof feedbackPlanned>

/** The consumer group that keeps the copy of people; an order waits until it has caught up. */
const PEOPLE_GROUP = 'feedback.people'

export interface OrderSettings {
  readonly copies: Copies
  readonly publicUrl: string
  /** The least that an order waits before what it names counts as missing. */
  readonly patienceMs: number
}

/**
 * Carries out what a journey has ordered: asks, decides not to, or lets the order wait for what it names. `parked` is
 * null for an order that has just arrived. The order's id makes sure that somebody is asked once.
 */
export async function carryOutOrder(
  tx: Tx,
  order: Order,
  parked: ParkedOrder | null,
  settings: OrderSettings,
): Promise<void> {
  const survey = await readSurvey(tx, order.survey)
  const person = await readPerson(tx, order.profileId)
  const situation = await readSituation(tx, { order, parked, settings, person })
  const decision = decideOrder({ ...situation, hasSurvey: survey !== null }, tx.now)
  if (decision.outcome === 'parked') return park(tx, order, { parked, until: decision.until, copies: settings.copies })
  const profileId = person?.profileId ?? (await followAlias(tx, order.profileId))
  const draft = toDraft(order, { profileId, revision: person?.revision ?? 0, version: survey?.version ?? null })
  await recordInvitation(tx, draft, decision.invitation, settings.publicUrl)
}

interface OrderAndPerson {
  readonly order: Order
  readonly parked: ParkedOrder | null
  readonly settings: OrderSettings
  readonly person: Person | null
}

async function readSituation(
  tx: Tx,
  { order, parked, settings, person }: OrderAndPerson,
): Promise<Omit<Parameters<typeof decideOrder>[0], 'hasSurvey'>> {
  const copy = compare(person, order)
  const isWaiting = copy !== 'current' && parked !== null
  return {
    person: copy,
    copyHasRead: isWaiting && (await settings.copies.haveRead(tx, PEOPLE_GROUP, parked.ends)),
    arrivedAt: parked === null ? tx.now : new Date(parked.arrivedAt),
    expiresAt: new Date(order.expiresAt),
    tries: parked?.tries ?? 0,
    patienceMs: settings.patienceMs,
  }
}

// Whoever was merged since the order is known by another id, with revisions of its own.
function compare(person: Person | null, order: Order): 'unknown' | 'older' | 'current' {
  if (person === null) return 'unknown'
  return person.profileId === order.profileId && person.revision < order.profileRevision ? 'older' : 'current'
}

async function park(
  tx: Tx,
  order: Order,
  wait: { readonly parked: ParkedOrder | null; readonly until: Date; readonly copies: Copies },
): Promise<void> {
  const data = wait.parked === null ? await firstPark(tx, order, wait.copies) : nextPark(wait.parked)
  if (data !== null) await setTimer(tx, { kind: PARKED_ORDER, key: order.orderId, dueAt: wait.until, data })
}

async function firstPark(tx: Tx, order: Order, copies: Copies): Promise<ParkedOrder | null> {
  // Delivered once more after it has been decided on: nothing is left to wait for.
  if (await isOrderDecided(tx, order.orderId)) return null
  const ends = await copies.ends([topicNames.people])
  return { order, arrivedAt: tx.now.toISOString(), ends: [...ends], tries: 1 }
}

const nextPark = (parked: ParkedOrder): ParkedOrder => ({ ...parked, tries: parked.tries + 1 })

function toDraft(
  order: Order,
  known: { readonly profileId: string; readonly revision: number; readonly version: number | null },
): Parameters<typeof recordInvitation>[1] {
  return {
    profileId: known.profileId,
    profileRevision: known.revision,
    survey: order.survey,
    version: known.version,
    orderId: order.orderId,
    runId: order.runId,
    touchpoint: order.touchpoint ?? null,
    properties: flatProperties(order.properties),
    template: order.template ?? null,
    topic: order.topic,
    channels: order.channels,
    locale: null,
    expiresAt: new Date(order.expiresAt),
  }
}
