import { randomUUID } from 'node:crypto'
import {
  feedbackPlanned,
  interactionRecorded,
  type MessageFact,
  messagePlanned,
  messageSent,
  runEnded,
  topicNames,
} from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type House,
  heard,
  journeyOf,
  publish,
  runsOf,
  runWhere,
  send,
  startHouse,
  tellInteraction,
  tellPerson,
} from './fixtures.js'

// A Friday evening in Berlin.
const START = new Date('2026-03-27T17:00:00.000Z')
const HOUR_MS = 3_600_000
let moment = START
let house: House
beforeAll(async () => {
  house = await startHouse(START)
})
afterAll(async () => house.close())

async function later(ms: number): Promise<void> {
  moment = new Date(moment.getTime() + ms)
  await house.advanceTo(moment)
}

const entry = (event: string) => ({
  entry: { triggers: [{ type: 'event', event }, { type: 'api' }], reentry: { mode: 'always', concurrent: 100 } },
})

describe('waiting', () => {
  it('is over when the next window opens in the zone of the person, summer time or not', async () => {
    const window = [{ days: [7], from: '09:00', to: '17:00' }]
    await publish(house, 'sonntag', journeyOf({ w: { type: 'wait', window, next: 's' }, s: send() }, entry('Sonntag')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Sonntag' })
    const run = await runWhere(house, 'sonntag', profileId)
    // The clocks are put forward in this very night.
    expect(run.wakeAt).toBe('2026-03-29T07:00:00.000Z')
    await house.advanceTo((moment = new Date('2026-03-29T06:59:59.000Z')))
    expect(house.told(messagePlanned).filter(({ data }) => data.runId === run.id)).toEqual([])
    await house.advanceTo((moment = new Date('2026-03-29T07:00:00.000Z')))
    await house.waitFor(messagePlanned, 1, ({ data }) => data.runId === run.id)
  })

  it('for a happening ends with its time, or with what happens first', async () => {
    const steps = {
      w: {
        ...{ type: 'wait_for', timeout: 'P2D', next: 'erinnern' },
        any: [{ id: 'bezahlt', on: { event: 'Bezahlt W' }, next: 'fertig' }],
        resetOn: [{ event: 'Rückfrage' }],
      },
      erinnern: { type: 'exit', outcome: 'erinnert' },
      fertig: { type: 'exit', outcome: 'bezahlt' },
    }
    await publish(house, 'zahlung', journeyOf(steps, entry('Rechnung W')))
    const [patient, payer] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, patient, { name: 'Rechnung W' })
    await tellInteraction(house, payer, { name: 'Rechnung W' })
    await heard(house)
    await later(24 * HOUR_MS)
    await tellInteraction(house, patient, { name: 'Rückfrage' })
    await tellInteraction(house, payer, { name: 'Bezahlt W' })
    await heard(house)
    await later(25 * HOUR_MS)
    expect((await runWhere(house, 'zahlung', payer)).outcome).toBe('bezahlt')
    expect((await runWhere(house, 'zahlung', patient)).status).toBe('running')
    await later(24 * HOUR_MS)
    expect((await runWhere(house, 'zahlung', patient)).outcome).toBe('erinnert')
  })

  it('for a condition ends when time alone makes it true', async () => {
    const when = { sequence: [{ did: 'Korb' }, { did: 'Kauf W', absent: true }], within: 'PT3H' }
    const steps = {
      w: { type: 'wait_for', timeout: 'P2D', next: null, any: [{ id: 'verlassen', on: { when }, next: 's' }] },
      s: { type: 'exit', outcome: 'verlassen' },
    }
    await publish(house, 'korb', journeyOf(steps, entry('Korb')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Korb' })
    await runWhere(house, 'korb', profileId)
    await later(3 * HOUR_MS - 1000)
    expect((await runWhere(house, 'korb', profileId)).status).toBe('running')
    await later(1000)
    expect((await runWhere(house, 'korb', profileId)).outcome).toBe('verlassen')
  })

  it('for an answer or a message ends by itself, even if nobody says anything', async () => {
    const steps = {
      a: { type: 'ask', survey: 's', topic: 't', channels: ['email'], timeout: 'P1D', onAnswered: null, next: 'b' },
      b: send({ expiresAfter: 'PT2H', onDrop: 'c' }),
      c: { type: 'exit', outcome: 'verfallen' },
    }
    await publish(house, 'still', journeyOf(steps, entry('Still')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Still' })
    const [order] = await house.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
    expect(order?.data.expiresAt).toBe(new Date(moment.getTime() + 24 * HOUR_MS).toISOString())
    await later(24 * HOUR_MS)
    const [planned] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    expect(planned?.data.expiresAt).toBe(new Date(moment.getTime() + 2 * HOUR_MS).toISOString())
    await later(2 * HOUR_MS)
    const run = await runWhere(house, 'still', profileId)
    expect([run.outcome, run.wakeAt]).toEqual(['verfallen', null])
  })

  it('has an end even where the journey names none', async () => {
    const steps = { w: { type: 'wait', for: 'P900D', next: null } }
    await publish(house, 'ewig', journeyOf(steps, { ...entry('Ewig'), exit: { maxAge: 'P10D' } }))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Ewig' })
    await runWhere(house, 'ewig', profileId)
    await later(10 * 24 * HOUR_MS)
    expect((await runWhere(house, 'ewig', profileId)).outcome).toBe('max_age')
  })
})

describe('one channel after the other', () => {
  it('orders the next one when the message has not come far enough in time', async () => {
    const fallback = { unless: 'read', within: 'PT4H' }
    const steps = { s: send({ channels: ['email', 'sms'], fallback }) }
    await publish(house, 'fallback', journeyOf(steps, entry('Fallback')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Fallback' })
    const [first] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    expect(first?.data.channels).toEqual(['email'])
    const sent = (orderId: string): MessageFact => ({
      ...{ messageId: randomUUID(), orderId, runId: first?.data.runId ?? '', profileId, channel: 'email' },
      ...{ class: 'service', topic: 'orders', template: 'danke', occurredAt: moment.toISOString() },
    })
    await house.tell(messageSent, house.workspace.id, sent(first?.data.orderId ?? ''))
    await runWhere(house, 'fallback', profileId, ({ step }) => step === 's')
    await later(4 * HOUR_MS)
    const [, second] = await house.waitFor(messagePlanned, 2, ({ data }) => data.profileId === profileId)
    expect([second?.data.channels, second?.data.orderId]).toEqual([['sms'], `${first?.data.runId}:s:2`])
    await house.tell(messageSent, house.workspace.id, sent(second?.data.orderId ?? ''))
    await runWhere(house, 'fallback', profileId, ({ outcome }) => outcome === 'completed')
  })
})

describe('the goal', () => {
  it('is reached after the run is over too, within its time', async () => {
    const steps = { x: { type: 'exit', outcome: 'gesagt' } }
    const goal = { id: 'kauf', on: { event: 'Kauf Z' }, within: 'P3D' }
    await publish(house, 'ziel', journeyOf(steps, { ...entry('Ziel'), goal }))
    const [early, late] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, early, { name: 'Ziel' })
    await tellInteraction(house, late, { name: 'Ziel' })
    await heard(house)
    await later(48 * HOUR_MS)
    await tellInteraction(house, early, { name: 'Kauf Z' })
    await heard(house)
    await later(48 * HOUR_MS)
    await tellInteraction(house, late, { name: 'Kauf Z' })
    await heard(house)
    expect((await runWhere(house, 'ziel', early)).goalReachedAt).not.toBeNull()
    expect((await runWhere(house, 'ziel', late)).goalReachedAt).toBeNull()
  })
})

describe('starting a run', () => {
  const steps = { s: send({ data: { nr: { path: 'run.data.nummer' } } }) }

  it('answers 202 and goes ahead for somebody who is known', async () => {
    await publish(house, 'start', journeyOf(steps, entry('Nie')))
    const profileId = await tellPerson(house)
    await heard(house)
    const body = { profileId, data: { nummer: 7 } }
    const answer = await house.call('POST /v1/journeys/start/runs', { body })
    expect([answer.status, answer.body.status, answer.body.trigger]).toEqual([202, 'running', { type: 'api' }])
    const [order] = await house.waitFor(messagePlanned, 1, ({ data }) => data.runId === answer.body.id)
    expect(order?.data.data).toEqual({ nr: 7 })
  })

  it('does so once for one Idempotency-Key', async () => {
    const profileId = await tellPerson(house)
    await heard(house)
    const headers = { 'idempotency-key': randomUUID() }
    const first = await house.call('POST /v1/journeys/start/runs', { body: { profileId }, headers })
    const second = await house.call('POST /v1/journeys/start/runs', { body: { profileId }, headers })
    expect([second.status, second.body.id]).toEqual([202, first.body.id])
    expect(await runsOf(house, 'start', `?profileId=${profileId}`)).toHaveLength(1)
  })

  it('waits for somebody whom this service has not heard of, and starts when it does', async () => {
    const profileId = randomUUID()
    const answer = await house.call('POST /v1/journeys/start/runs', { body: { profileId } })
    expect([answer.status, answer.body.status]).toEqual([202, 'parked'])
    await later(1000)
    expect((await house.call(`GET /v1/runs/${answer.body.id}`)).body.status).toBe('parked')
    await tellPerson(house, { profileId }, [topicNames.people])
    await runWhere(house, 'start', profileId, ({ status }) => status === 'running')
    await house.waitFor(messagePlanned, 1, ({ data }) => data.runId === answer.body.id)
  })

  it('gives up on somebody who does not come, once the copy has read past that time', async () => {
    const profileId = randomUUID()
    const { body } = await house.call('POST /v1/journeys/start/runs', { body: { profileId } })
    await eventually(async () => {
      await later(6000)
      const run = (await house.call(`GET /v1/runs/${body.id}`)).body
      expect([run.status, run.outcome]).toEqual(['ended', 'profile_not_seen'])
    })
    expect(house.told(runEnded).filter(({ data }) => data.runId === body.id)).toEqual([])
  })

  it('ends at once for who may not enter, and says why', async () => {
    const more = { entry: { triggers: [{ type: 'api' }], reentry: { mode: 'never' } } }
    await publish(house, 'start-einmal', journeyOf({ w: { type: 'wait', for: 'P1D', next: null } }, more))
    const profileId = await tellPerson(house)
    await heard(house)
    await house.call('POST /v1/journeys/start-einmal/runs', { body: { profileId } })
    const { body } = await house.call('POST /v1/journeys/start-einmal/runs', { body: { profileId } })
    expect([body.status, body.outcome]).toEqual(['ended', 'not_entered'])
    const { trace } = (await house.call(`GET /v1/runs/${body.id}`)).body
    expect(trace[0]).toMatchObject({ what: 'not_entered', because: 'reentry_never: entered before, once is enough' })
  })

  it('refuses what it cannot take', async () => {
    const call = (body: unknown, key = 'start') => house.call(`POST /v1/journeys/${key}/runs`, { body })
    expect((await call({ profileId: 'no-id' })).body.errors[0].pointer).toBe('/body/profileId')
    expect((await call({ profileId: randomUUID(), nonsense: 1 })).body.errors[0].pointer).toBe('/body/nonsense')
    expect((await call({ profileId: randomUUID() }, 'unknown')).body.code).toBe('journey_unknown')
  })
})

describe('ending runs by hand', () => {
  const steps = { w: { type: 'wait', for: 'P5D', next: 's' }, s: send() }

  it('cancels one, once', async () => {
    await publish(house, 'abbruch', journeyOf(steps, entry('Abbruch')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Abbruch' })
    const { id } = await runWhere(house, 'abbruch', profileId)
    const foreign = await house.call(`POST /v1/runs/${id}/cancel`, { key: house.other.secretKey })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'run_unknown'])
    expect((await house.call(`GET /v1/runs/${id}`, { key: house.other.secretKey })).status).toBe(404)
    const answer = await house.call(`POST /v1/runs/${id}/cancel`)
    expect([answer.status, answer.body.outcome]).toEqual([200, 'cancelled'])
    expect((await house.call(`POST /v1/runs/${id}/cancel`)).status).toBe(200)
    await house.waitFor(runEnded, 1, ({ data }) => data.runId === id && data.outcome === 'cancelled')
    await later(6 * 24 * HOUR_MS)
    expect(house.told(messagePlanned).filter(({ data }) => data.runId === id)).toEqual([])
  })

  it('stops a journey with its runs, and starts nobody any more', async () => {
    await publish(house, 'stopp', journeyOf(steps, entry('Stopp')))
    const people = [await tellPerson(house), await tellPerson(house)]
    for (const profileId of people) await tellInteraction(house, profileId, { name: 'Stopp' })
    for (const profileId of people) await runWhere(house, 'stopp', profileId)
    const answer = await house.call('POST /v1/journeys/stopp/stop')
    expect([answer.status, answer.body.status]).toEqual([200, 'stopped'])
    await later(1000)
    await eventually(async () => {
      const outcomes = (await runsOf(house, 'stopp')).map(({ outcome }) => outcome)
      expect(outcomes).toEqual(['stopped', 'stopped'])
    })
    await tellInteraction(house, people[0] ?? '', { name: 'Stopp' })
    await heard(house)
    expect(await runsOf(house, 'stopp')).toHaveLength(2)
    const body = { profileId: people[0] }
    expect((await house.call('POST /v1/journeys/stopp/runs', { body })).body.code).toBe('journey_stopped')
    const again = await publish(house, 'stopp', journeyOf(steps, entry('Stopp')))
    expect([again.status, again.body.version, again.body.status]).toEqual([200, 1, 'live'])
    await tellInteraction(house, people[0] ?? '', { name: 'Stopp' })
    await heard(house)
    expect(await runsOf(house, 'stopp', '?status=running')).toHaveLength(1)
  })

  it('lets runs finish when a journey only drains, each with the version it began with', async () => {
    await publish(house, 'auslauf', journeyOf(steps, entry('Auslauf')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Auslauf' })
    const { id } = await runWhere(house, 'auslauf', profileId)
    await publish(house, 'auslauf', journeyOf({ x: { type: 'exit', outcome: 'anders' } }, entry('Auslauf')))
    await house.call('POST /v1/journeys/auslauf/stop', { body: { mode: 'drain' } })
    await later(5 * 24 * HOUR_MS)
    await house.waitFor(messagePlanned, 1, ({ data }) => data.runId === id)
    expect((await house.call(`GET /v1/runs/${id}`)).body).toMatchObject({ version: 1, status: 'running', step: 's' })
  })
})

describe('the history of events', () => {
  it('is forgotten when no condition may look back to it', async () => {
    const steps = { b: { type: 'branch', cases: [{ id: 'x', when: { did: 'Alt' }, next: null }], next: null } }
    await publish(house, 'alt', journeyOf(steps, entry('Alt')))
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
    await later(402 * 24 * HOUR_MS)
    expect(await count()).toBe(0)
    expect(interactionRecorded.type).toBe('profile.interaction_recorded.v1')
  })
})
