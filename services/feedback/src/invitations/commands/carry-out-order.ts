import { type DataOf, feedbackPlanned } from '@polyphon/contracts'
import { setTimer, type Tx } from '@polyphon/service-kit'
import {
  type Copies,
  type CopyLook,
  CopyWait,
  followAlias,
  lookAgainAt,
  NOT_LOOKED_YET,
  type Person,
  readPerson,
  waitForCopy,
} from '@polyphon/service-kit/copies'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { flatProperties } from '../../answers/domain/properties.js'
import { readSurvey } from '../../surveys/store/surveys.js'
import { decideOrder, PARKED_ORDER } from '../domain/order.js'
import { recordInvitation } from '../steps/record-invitation.js'
import { isOrderDecided } from '../store/invitations.js'

type Order = DataOf<typeof feedbackPlanned>

/** An order that waits for a survey or a person it names; since when, and how far the copy of people had to read. */
export const ParkedOrder = z.object({ order: feedbackPlanned.data, arrivedAt: Moment, ...CopyWait.shape })
export type ParkedOrder = z.output<typeof ParkedOrder>

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
  const copy = compare(person, order)
  const look = await lookAtCopy(tx, copy, parked ?? NOT_LOOKED_YET, settings.copies)
  const arrivedAt = parked === null ? tx.now : new Date(parked.arrivedAt)
  const decision = decideOrder(
    {
      hasSurvey: survey !== null,
      person: copy,
      isRestricted: person?.restricted === true,
      copyHasRead: look.isCaughtUp,
      arrivedAt,
      expiresAt: new Date(order.expiresAt),
      lookAgainAt: look.lookAgainAt,
      patienceMs: settings.patienceMs,
    },
    tx.now,
  )
  if (decision.outcome === 'parked') {
    // Delivered once more after it has been decided on: nothing is left to wait for.
    if (parked === null && (await isOrderDecided(tx, order.orderId))) return
    const data: ParkedOrder = { order, arrivedAt: arrivedAt.toISOString(), ...look.wait }
    return setTimer(tx, { kind: PARKED_ORDER, key: order.orderId, dueAt: decision.until, data })
  }
  const known = person ?? { profileId: await followAlias(tx, order.profileId), revision: 0 }
  await recordInvitation(tx, toDraft(order, known, survey?.version ?? null), decision.invitation, settings.publicUrl)
}

// Of somebody who is here as the order knew them, the copy is not asked: then only the survey may be missing.
async function lookAtCopy(
  tx: Tx,
  copy: 'unknown' | 'older' | 'current',
  { ends, tries }: CopyWait,
  copies: Copies,
): Promise<CopyLook> {
  if (copy !== 'current') return waitForCopy(tx, copies, { ends, tries })
  return { isCaughtUp: true, wait: { ends, tries: tries + 1 }, lookAgainAt: lookAgainAt(tx.soon(0), tries) }
}

// Whoever was merged since the order is known by another id, with revisions of its own.
function compare(person: Person | null, order: Order): 'unknown' | 'older' | 'current' {
  if (person === null) return 'unknown'
  return person.profileId === order.profileId && person.revision < order.profileRevision ? 'older' : 'current'
}

function toDraft(
  order: Order,
  known: Pick<Person, 'profileId' | 'revision'>,
  version: number | null,
): Parameters<typeof recordInvitation>[1] {
  return {
    profileId: known.profileId,
    profileRevision: known.revision,
    survey: order.survey,
    version,
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
