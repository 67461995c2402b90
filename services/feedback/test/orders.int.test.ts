import {
  type DataOf,
  feedbackDropped,
  feedbackGiven,
  feedbackPlanned,
  feedbackRequested,
  profileChanged,
} from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Feedback, known, makeKnown, publish, snapshotOf, startFeedback, tokenOf } from './harness.js'

type Order = DataOf<typeof feedbackPlanned>

let feedback: Feedback
/** Gives up soon what never comes; what comes late on a busy machine is waited for by the other one. */
let hasty: Feedback
beforeAll(async () => {
  feedback = await startFeedback({ patienceMs: 600_000 })
  hasty = await startFeedback({ patienceMs: 300 })
  await Promise.all([publish(feedback), publish(hasty)])
})
afterAll(async () => {
  await feedback.close()
  await hasty.close()
})

function orderFor(profileId: string, changes: Partial<Order> = {}): Order {
  const runId = uuidv7()
  return {
    orderId: `${runId}:fragen:1`,
    runId,
    profileId,
    profileRevision: 1,
    survey: 'lieferung',
    topic: 'bestellung',
    channels: ['email'],
    properties: { late: true },
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...changes,
  }
}
const publishOrder = (order: Order, id?: string, at = feedback) =>
  at.publish(feedbackPlanned, at.workspace.id, order, id === undefined ? {} : { id })
const requestsOf = ({ orderId }: Order, at = feedback) =>
  at.published(feedbackRequested).filter(({ data }) => data.orderId === orderId)
const requested = (order: Order) => feedback.waitFor(feedbackRequested, 1, ({ data }) => data.orderId === order.orderId)
const decisionOn = async ({ survey, orderId }: Order, at = feedback) => {
  const { body } = await at.call(`GET /v1/surveys/${survey}/invitations`)
  return body.items?.find((item: { orderId: string }) => item.orderId === orderId)
}

const decided = (order: Order, at = feedback) =>
  eventually(async () => (await decisionOn(order, at)) ?? Promise.reject(new Error('undecided')))

describe('an order of a journey', () => {
  it('asks the person and is carried into the answer', async () => {
    const profileId = await known(feedback, [], 'de')
    const order = orderFor(profileId, { template: 'umfrage', properties: { late: false, nested: { no: 1 } } })
    await publishOrder(order)
    const [event] = await requested(order)
    expect(event?.data).toMatchObject({
      profileId,
      runId: order.runId,
      expiresAt: order.expiresAt,
      topic: 'bestellung',
      template: 'umfrage',
      properties: { late: false },
    })
    const answered = await feedback.call(`POST /v1/invitations/${tokenOf(event?.data.url ?? '')}`, {
      body: { answers: { zufriedenheit: 4 }, complete: true },
      key: null,
    })
    const [given] = await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === answered.body.id)
    expect(given?.data).toMatchObject({ runId: order.runId, orderId: order.orderId, properties: { late: false } })
  })

  it('is carried out once, however often and under whatever event it comes', async () => {
    const order = orderFor(await known(feedback, []))
    const id = await publishOrder(order)
    await publishOrder(order, id)
    await publishOrder(order)
    // Orders about one person keep their order: when this one is carried out, those before it have been seen.
    const after = orderFor(order.profileId)
    await publishOrder(after)
    await requested(after)
    expect(requestsOf(order)).toHaveLength(1)
  })

  it('waits for its person, without holding up others', async () => {
    const profileId = uuidv7()
    const order = orderFor(profileId, { profileRevision: 3 })
    await publishOrder(order)
    const other = orderFor(await known(feedback, []))
    await publishOrder(other)
    await requested(other)
    expect(requestsOf(order)).toHaveLength(0)
    await makeKnown(feedback, snapshotOf(profileId, { revision: 3 }))
    const [event] = await requested(order)
    expect(event?.data.profileRevision).toBe(3)
  })

  it('waits for the person as they were when it was decided on', async () => {
    const profileId = await known(feedback, [])
    const order = orderFor(profileId, { profileRevision: 2 })
    await publishOrder(order)
    await makeKnown(feedback, snapshotOf(profileId, { revision: 2 }))
    const [event] = await requested(order)
    expect(event?.data.profileRevision).toBe(2)
  })

  it('drops visibly when nobody of that id exists, once the copy has read past it', async () => {
    const order = orderFor(uuidv7())
    await publishOrder(order, undefined, hasty)
    const decision = await decided(order, hasty)
    expect(decision).toMatchObject({ decision: 'not_asked', reason: 'profile_not_seen', state: 'not_asked' })
    await publishOrder(order, undefined, hasty)
    expect(requestsOf(order, hasty)).toHaveLength(0)
    const dropped = await hasty.waitFor(feedbackDropped, 1, ({ data }) => data.orderId === order.orderId)
    const { orderId, runId, profileId } = order
    expect(dropped.map(({ data }) => data)).toEqual([
      expect.objectContaining({ orderId, runId, profileId, invitationId: decision.id, reason: 'profile_not_seen' }),
    ])
  })

  it('waits for its survey, and drops visibly when that stays missing', async () => {
    const late = orderFor(await known(feedback, []), { survey: 'gleich-da' })
    await publishOrder(late)
    await publish(feedback, 'gleich-da')
    await requested(late)
    const never = orderFor(await known(hasty, []), { survey: 'nie-da' })
    await publishOrder(never, undefined, hasty)
    const decision = await decided(never, hasty)
    expect(decision).toMatchObject({ decision: 'not_asked', reason: 'survey_missing', version: null })
  })

  it('drops visibly when it comes after its own end', async () => {
    const order = orderFor(await known(feedback, []), { expiresAt: '2020-01-01T00:00:00.000Z' })
    await publishOrder(order)
    expect(await decided(order)).toMatchObject({ decision: 'not_asked', reason: 'expired' })
  })

  it('asks the survivor of somebody who was merged since', async () => {
    const [survivorId, absorbedId] = [await known(feedback, []), await known(feedback, [])]
    await feedback.publish(profileChanged, feedback.workspace.id, {
      profileId: absorbedId,
      mergedInto: survivorId,
      revision: 2,
    })
    await eventually(async () => {
      const { body } = await feedback.call('POST /v1/surveys/lieferung/invitations', {
        body: { profileId: absorbedId },
      })
      expect(body.profileId).toBe(survivorId)
    })
    const order = orderFor(absorbedId, { profileRevision: 7 })
    await publishOrder(order)
    const [event] = await requested(order)
    expect(event?.data).toMatchObject({ profileId: survivorId, profileRevision: 1 })
  })
})

describe('two people who turn out to be one', () => {
  it('have their invitations and answers together, under either id', async () => {
    const [survivorId, absorbedId] = [await known(feedback, []), await known(feedback, [])]
    const invited = await feedback.call('POST /v1/surveys/lieferung/invitations', { body: { profileId: absorbedId } })
    const body = { survey: 'lieferung', profileId: absorbedId, answers: { zufriedenheit: 3 } }
    const { id } = (await feedback.call('POST /v1/answers', { body })).body
    await feedback.publish(profileChanged, feedback.workspace.id, {
      profileId: absorbedId,
      mergedInto: survivorId,
      revision: 2,
    })
    await eventually(async () => expect((await feedback.call(`GET /v1/answers/${id}`)).body.profileId).toBe(survivorId))
    for (const either of [survivorId, absorbedId]) {
      expect((await feedback.call(`GET /v1/answers?profileId=${either}`)).body.items).toMatchObject([{ id }])
      const list = await feedback.call(`GET /v1/surveys/lieferung/invitations?profileId=${either}`)
      expect(list.body.items).toMatchObject([{ id: invited.body.id, profileId: survivorId }])
    }
    const late = (await feedback.call('POST /v1/answers', { body })).body
    expect(late.profileId).toBe(survivorId)
    const token = tokenOf(invited.body.url)
    const answered = await feedback.call(`POST /v1/invitations/${token}`, {
      body: { answers: { zufriedenheit: 4 }, complete: true },
      key: null,
    })
    const [given] = await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === answered.body.id)
    expect(given?.data.profileId).toBe(survivorId)
  })
})
