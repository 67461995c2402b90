import { randomUUID } from 'node:crypto'
import { feedbackPlanned, type MessageFact, messagePlanned, messageSent } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  HOUR_MS,
  type House,
  heard,
  journeyOf,
  later,
  publish,
  runWhere,
  send,
  startedBy,
  startHouse,
  tellInteraction,
  tellPerson,
} from './harness.js'

// A Friday evening in Berlin.
const START = new Date('2026-03-27T17:00:00.000Z')
let house: House
beforeAll(async () => {
  house = await startHouse(START)
})
afterAll(async () => house.close())

describe('waiting', () => {
  it('is over when the next window opens in the zone of the person, summer time or not', async () => {
    const window = [{ days: [7], from: '09:00', to: '17:00' }]
    await publish(
      house,
      'sonntag',
      journeyOf({ w: { type: 'wait', window, next: 's' }, s: send() }, startedBy('Sonntag')),
    )
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Sonntag' })
    const run = await runWhere(house, 'sonntag', profileId)
    // The clocks are put forward in this very night.
    expect(run.wakeAt).toBe('2026-03-29T07:00:00.000Z')
    await house.advanceTo(new Date('2026-03-29T06:59:59.000Z'))
    expect(house.published(messagePlanned).filter(({ data }) => data.runId === run.id)).toEqual([])
    await house.advanceTo(new Date('2026-03-29T07:00:00.000Z'))
    await house.waitFor(messagePlanned, 1, ({ data }) => data.runId === run.id)
  })

  it('for a happening ends with its time, or with what happens first', async () => {
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
    await publish(house, 'zahlung', journeyOf(steps, startedBy('Rechnung W')))
    const [patient, payer] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, patient, { name: 'Rechnung W' })
    await tellInteraction(house, payer, { name: 'Rechnung W' })
    await heard(house)
    await later(house, 24 * HOUR_MS)
    await tellInteraction(house, patient, { name: 'Rückfrage' })
    await tellInteraction(house, payer, { name: 'Bezahlt W' })
    await heard(house)
    await later(house, 25 * HOUR_MS)
    expect((await runWhere(house, 'zahlung', payer)).outcome).toBe('bezahlt')
    expect((await runWhere(house, 'zahlung', patient)).status).toBe('running')
    await later(house, 24 * HOUR_MS)
    expect((await runWhere(house, 'zahlung', patient)).outcome).toBe('erinnert')
  })

  it('for a condition ends when time alone makes it true', async () => {
    const when = { sequence: [{ did: 'Korb' }, { did: 'Kauf W', absent: true }], within: 'PT3H' }
    const steps = {
      w: { type: 'wait_for', timeout: 'P2D', next: null, any: [{ id: 'verlassen', on: { when }, next: 's' }] },
      s: { type: 'exit', outcome: 'verlassen' },
    }
    await publish(house, 'korb', journeyOf(steps, startedBy('Korb')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Korb' })
    await runWhere(house, 'korb', profileId)
    await later(house, 3 * HOUR_MS - 1000)
    expect((await runWhere(house, 'korb', profileId)).status).toBe('running')
    await later(house, 1000)
    expect((await runWhere(house, 'korb', profileId)).outcome).toBe('verlassen')
  })

  it('for an answer or a message ends by itself, even if nobody says anything', async () => {
    const steps = {
      a: { type: 'ask', survey: 's', topic: 't', channels: ['email'], timeout: 'P1D', onAnswered: null, next: 'b' },
      b: send({ expiresAfter: 'PT2H', onDrop: 'c' }),
      c: { type: 'exit', outcome: 'verfallen' },
    }
    await publish(house, 'still', journeyOf(steps, startedBy('Still')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Still' })
    const [order] = await house.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
    expect(order?.data.expiresAt).toBe(new Date(house.deps.now().getTime() + 24 * HOUR_MS).toISOString())
    await later(house, 24 * HOUR_MS)
    const [planned] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    expect(planned?.data.expiresAt).toBe(new Date(house.deps.now().getTime() + 2 * HOUR_MS).toISOString())
    await later(house, 2 * HOUR_MS)
    const run = await runWhere(house, 'still', profileId)
    expect([run.outcome, run.wakeAt]).toEqual(['verfallen', null])
  })

  it('has an end even where the journey names none', async () => {
    const steps = { w: { type: 'wait', for: 'P900D', next: null } }
    await publish(house, 'ewig', journeyOf(steps, { ...startedBy('Ewig'), exit: { maxAge: 'P10D' } }))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Ewig' })
    await runWhere(house, 'ewig', profileId)
    await later(house, 10 * 24 * HOUR_MS)
    expect((await runWhere(house, 'ewig', profileId)).outcome).toBe('max_age')
  })
})

describe('one channel after the other', () => {
  it('orders the next one when the message has not come far enough in time', async () => {
    const fallback = { unless: 'read', within: 'PT4H' }
    const steps = { s: send({ channels: ['email', 'sms'], fallback }) }
    await publish(house, 'fallback', journeyOf(steps, startedBy('Fallback')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Fallback' })
    const [first] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
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
      occurredAt: house.deps.now().toISOString(),
    })
    await house.publish(messageSent, house.workspace.id, sent(first?.data.orderId ?? ''))
    // The four hours begin when the run has heard of it.
    await eventually(async () => {
      const { body } = await house.call(`GET /v1/runs/${first?.data.runId}`)
      expect(JSON.stringify(body.trace)).toContain('message_sent')
    })
    await later(house, 4 * HOUR_MS)
    const [, second] = await house.waitFor(messagePlanned, 2, ({ data }) => data.profileId === profileId)
    expect([second?.data.channels, second?.data.orderId]).toEqual([['sms'], `${first?.data.runId}:s:2`])
    await house.publish(messageSent, house.workspace.id, sent(second?.data.orderId ?? ''))
    await runWhere(house, 'fallback', profileId, ({ outcome }) => outcome === 'completed')
  })
})

describe('the goal', () => {
  it('is reached after the run is over too, within its time', async () => {
    const steps = { x: { type: 'exit', outcome: 'gesagt' } }
    const goal = { id: 'kauf', on: { event: 'Kauf Z' }, within: 'P3D' }
    await publish(house, 'ziel', journeyOf(steps, { ...startedBy('Ziel'), goal }))
    const [early, late] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, early, { name: 'Ziel' })
    await tellInteraction(house, late, { name: 'Ziel' })
    await heard(house)
    await later(house, 48 * HOUR_MS)
    await tellInteraction(house, early, { name: 'Kauf Z' })
    await heard(house)
    await later(house, 48 * HOUR_MS)
    await tellInteraction(house, late, { name: 'Kauf Z' })
    await heard(house)
    expect((await runWhere(house, 'ziel', early)).goalReachedAt).not.toBeNull()
    expect((await runWhere(house, 'ziel', late)).goalReachedAt).toBeNull()
  })
})

describe('the history of events', () => {
  it('is forgotten when no condition may look back to it', async () => {
    const steps = { b: { type: 'branch', cases: [{ id: 'x', when: { did: 'Alt' }, next: null }], next: null } }
    await publish(house, 'alt', journeyOf(steps, startedBy('Alt')))
    const profileId = await tellPerson(house)
    const messageId = await tellInteraction(house, profileId, { name: 'Alt' })
    await heard(house)
    const count = async (): Promise<number> =>
      house.deps.db.transact(house.workspace.id, async (tx) => {
        const { rowCount } = await tx.query('select 1 from occurrence where workspace_id = $1 and message_id = $2', [
          tx.workspaceId,
          messageId,
        ])
        return rowCount ?? 0
      })
    expect(await count()).toBe(1)
    await later(house, 402 * 24 * HOUR_MS)
    expect(await count()).toBe(0)
  })
})
