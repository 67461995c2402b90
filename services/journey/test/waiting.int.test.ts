import { randomUUID } from 'node:crypto'
import { feedbackPlanned, type MessageFact, messagePlanned, messageSent } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  advanceClock,
  HOUR_MS,
  type Journey,
  journeyOf,
  publishInteraction,
  publishPerson,
  putJourney,
  runWhere,
  send,
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

// A Friday evening in Berlin.
const START = new Date('2026-03-27T17:00:00.000Z')
let service: Journey
beforeAll(async () => {
  service = await startJourney(START)
})
afterAll(async () => service.close())

describe('waiting', () => {
  it('is over when the next window opens in the zone of the person, summer time or not', async () => {
    const window = [{ days: [7], from: '09:00', to: '17:00' }]
    await putJourney(
      service,
      'sonntag',
      journeyOf({ w: { type: 'wait', window, next: 's' }, s: send() }, startedBy('Sonntag')),
    )
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Sonntag' })
    const run = await runWhere(service, 'sonntag', profileId)
    // The clocks are put forward in this very night.
    expect(run.wakeAt).toBe('2026-03-29T07:00:00.000Z')
    await service.advanceTo(new Date('2026-03-29T06:59:59.000Z'))
    expect(service.published(messagePlanned).filter(({ data }) => data.runId === run.id)).toEqual([])
    await service.advanceTo(new Date('2026-03-29T07:00:00.000Z'))
    await service.waitFor(messagePlanned, 1, ({ data }) => data.runId === run.id)
  })

  it('for an event ends with the first that matches, or with its timeout', async () => {
    const steps = {
      w: {
        type: 'wait_for',
        timeout: 'P2D',
        next: 'erinnern',
        any: [
          {
            id: 'bezahlt',
            on: { event: 'Bezahlt W' },
            next: 'fertig',
          },
        ],
        resetOn: [{ event: 'Rückfrage' }],
      },
      erinnern: { type: 'exit', outcome: 'erinnert' },
      fertig: { type: 'exit', outcome: 'bezahlt' },
    }
    await putJourney(service, 'zahlung', journeyOf(steps, startedBy('Rechnung W')))
    const [patient, payer] = [await publishPerson(service), await publishPerson(service)]
    await publishInteraction(service, patient, { name: 'Rechnung W' })
    await publishInteraction(service, payer, { name: 'Rechnung W' })
    await untilHandled(service)
    await advanceClock(service, 24 * HOUR_MS)
    await publishInteraction(service, patient, { name: 'Rückfrage' })
    await publishInteraction(service, payer, { name: 'Bezahlt W' })
    await untilHandled(service)
    await advanceClock(service, 25 * HOUR_MS)
    expect((await runWhere(service, 'zahlung', payer)).outcome).toBe('bezahlt')
    expect((await runWhere(service, 'zahlung', patient)).status).toBe('running')
    await advanceClock(service, 24 * HOUR_MS)
    expect((await runWhere(service, 'zahlung', patient)).outcome).toBe('erinnert')
  })

  it('for a condition ends when time alone makes it true', async () => {
    const when = { sequence: [{ did: 'Korb' }, { did: 'Kauf W', absent: true }], within: 'PT3H' }
    const steps = {
      w: { type: 'wait_for', timeout: 'P2D', next: null, any: [{ id: 'verlassen', on: { when }, next: 's' }] },
      s: { type: 'exit', outcome: 'verlassen' },
    }
    await putJourney(service, 'korb', journeyOf(steps, startedBy('Korb')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Korb' })
    await runWhere(service, 'korb', profileId)
    await advanceClock(service, 3 * HOUR_MS - 1000)
    expect((await runWhere(service, 'korb', profileId)).status).toBe('running')
    await advanceClock(service, 1000)
    expect((await runWhere(service, 'korb', profileId)).outcome).toBe('verlassen')
  })

  it('for an answer or a message ends by itself, even without answer or receipt', async () => {
    const steps = {
      a: { type: 'ask', survey: 's', topic: 't', channels: ['email'], timeout: 'P1D', onAnswered: null, next: 'b' },
      b: send({ expiresAfter: 'PT2H', onDrop: 'c' }),
      c: { type: 'exit', outcome: 'verfallen' },
    }
    await putJourney(service, 'still', journeyOf(steps, startedBy('Still')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Still' })
    const [order] = await service.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
    expect(order?.data.expiresAt).toBe(new Date(service.deps.now().getTime() + 24 * HOUR_MS).toISOString())
    await advanceClock(service, 24 * HOUR_MS)
    const [planned] = await service.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    expect(planned?.data.expiresAt).toBe(new Date(service.deps.now().getTime() + 2 * HOUR_MS).toISOString())
    await advanceClock(service, 2 * HOUR_MS)
    const run = await runWhere(service, 'still', profileId)
    expect([run.outcome, run.wakeAt]).toEqual(['verfallen', null])
  })

  it('has an end even where the journey names none', async () => {
    const steps = { w: { type: 'wait', for: 'P900D', next: null } }
    await putJourney(service, 'ewig', journeyOf(steps, { ...startedBy('Ewig'), exit: { maxAge: 'P10D' } }))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Ewig' })
    await runWhere(service, 'ewig', profileId)
    await advanceClock(service, 10 * 24 * HOUR_MS)
    expect((await runWhere(service, 'ewig', profileId)).outcome).toBe('max_age')
  })
})

describe('one channel after the other', () => {
  it('orders the next one when the message has not come far enough in time', async () => {
    const fallback = { unless: 'read', within: 'PT4H' }
    const steps = { s: send({ channels: ['email', 'sms'], fallback }) }
    await putJourney(service, 'fallback', journeyOf(steps, startedBy('Fallback')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Fallback' })
    const [first] = await service.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    expect(first?.data.channels).toEqual(['email'])
    const sent = (orderId: string): MessageFact => ({
      messageId: randomUUID(),
      orderId,
      runId: first?.data.runId ?? '',
      profileId,
      channel: 'email',
      class: 'service',
      topic: 'orders',
      template: 'danke',
      occurredAt: service.deps.now().toISOString(),
    })
    await service.publish(messageSent, service.workspace.id, sent(first?.data.orderId ?? ''))
    // The four hours begin when the run has handled it.
    await eventually(async () => {
      const { body } = await service.call(`GET /v1/runs/${first?.data.runId}`)
      expect(JSON.stringify(body.trace)).toContain('message_sent')
    })
    await advanceClock(service, 4 * HOUR_MS)
    const [, second] = await service.waitFor(messagePlanned, 2, ({ data }) => data.profileId === profileId)
    expect([second?.data.channels, second?.data.orderId]).toEqual([['sms'], `${first?.data.runId}:s:2`])
    await service.publish(messageSent, service.workspace.id, sent(second?.data.orderId ?? ''))
    await runWhere(service, 'fallback', profileId, ({ outcome }) => outcome === 'completed')
  })
})

describe('the goal', () => {
  it('is reached after the run is over too, within its time', async () => {
    const steps = { x: { type: 'exit', outcome: 'gesagt' } }
    const goal = { id: 'kauf', on: { event: 'Kauf Z' }, within: 'P3D' }
    await putJourney(service, 'ziel', journeyOf(steps, { ...startedBy('Ziel'), goal }))
    const [early, late] = [await publishPerson(service), await publishPerson(service)]
    await publishInteraction(service, early, { name: 'Ziel' })
    await publishInteraction(service, late, { name: 'Ziel' })
    await untilHandled(service)
    await advanceClock(service, 48 * HOUR_MS)
    await publishInteraction(service, early, { name: 'Kauf Z' })
    await untilHandled(service)
    await advanceClock(service, 48 * HOUR_MS)
    await publishInteraction(service, late, { name: 'Kauf Z' })
    await untilHandled(service)
    expect((await runWhere(service, 'ziel', early)).goalReachedAt).not.toBeNull()
    expect((await runWhere(service, 'ziel', late)).goalReachedAt).toBeNull()
  })
})

describe('the history of events', () => {
  it('is forgotten when no condition may look back to it', async () => {
    const steps = { b: { type: 'branch', cases: [{ id: 'x', when: { did: 'Alt' }, next: null }], next: null } }
    await putJourney(service, 'alt', journeyOf(steps, startedBy('Alt')))
    const profileId = await publishPerson(service)
    const messageId = await publishInteraction(service, profileId, { name: 'Alt' })
    await untilHandled(service)
    const count = async (): Promise<number> =>
      service.deps.db.transact(service.workspace.id, async (tx) => {
        const { rowCount } = await tx.query('select 1 from occurrence where workspace_id = $1 and message_id = $2', [
          tx.workspaceId,
          messageId,
        ])
        return rowCount ?? 0
      })
    expect(await count()).toBe(1)
    await advanceClock(service, 402 * 24 * HOUR_MS)
    expect(await count()).toBe(0)
  })
})
