import { randomUUID } from 'node:crypto'
import { messagePlanned, runEnded, topicNames } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  advanceClock,
  type Journey,
  journeyOf,
  publishPerson,
  putJourney,
  runsOf,
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

describe('starting a run', () => {
  const steps = { s: send({ data: { nr: { path: 'run.data.nummer' } } }) }

  it('answers 202 and goes ahead for somebody who is known', async () => {
    await putJourney(service, 'start', journeyOf(steps, startedBy('Nie')))
    const profileId = await publishPerson(service)
    await untilHandled(service)
    const body = { profileId, data: { nummer: 7 } }
    const answer = await service.call('POST /v1/journeys/start/runs', { body })
    expect([answer.status, answer.body.status, answer.body.trigger]).toEqual([202, 'running', { type: 'api' }])
    const [order] = await service.waitFor(messagePlanned, 1, ({ data }) => data.runId === answer.body.id)
    expect(order?.data.data).toEqual({ nr: 7 })
  })

  it('does so once for one Idempotency-Key', async () => {
    const profileId = await publishPerson(service)
    await untilHandled(service)
    const headers = { 'idempotency-key': randomUUID() }
    const first = await service.call('POST /v1/journeys/start/runs', { body: { profileId }, headers })
    const second = await service.call('POST /v1/journeys/start/runs', { body: { profileId }, headers })
    expect([second.status, second.body.id]).toEqual([202, first.body.id])
    expect(await runsOf(service, 'start', `?profileId=${profileId}`)).toHaveLength(1)
  })

  it('waits for somebody whom this service does not know, and starts once it does', async () => {
    const profileId = randomUUID()
    const answer = await service.call('POST /v1/journeys/start/runs', { body: { profileId } })
    expect([answer.status, answer.body.status]).toEqual([202, 'parked'])
    await advanceClock(service, 1000)
    expect((await service.call(`GET /v1/runs/${answer.body.id}`)).body.status).toBe('parked')
    await publishPerson(service, { profileId }, [topicNames.people])
    await runWhere(service, 'start', profileId, ({ status }) => status === 'running')
    await service.waitFor(messagePlanned, 1, ({ data }) => data.runId === answer.body.id)
  })

  it('ends as profile_not_seen once the read copy has passed that time without the person', async () => {
    const profileId = randomUUID()
    const { body } = await service.call('POST /v1/journeys/start/runs', { body: { profileId } })
    await eventually(async () => {
      await advanceClock(service, 6000)
      const run = (await service.call(`GET /v1/runs/${body.id}`)).body
      expect([run.status, run.outcome]).toEqual(['ended', 'profile_not_seen'])
    })
    expect(service.published(runEnded).filter(({ data }) => data.runId === body.id)).toEqual([])
  })

  it('ends at once for who may not enter, and says why', async () => {
    const more = { entry: { triggers: [{ type: 'api' }], reentry: { mode: 'never' } } }
    await putJourney(service, 'start-einmal', journeyOf({ w: { type: 'wait', for: 'P1D', next: null } }, more))
    const profileId = await publishPerson(service)
    await untilHandled(service)
    await service.call('POST /v1/journeys/start-einmal/runs', { body: { profileId } })
    const { body } = await service.call('POST /v1/journeys/start-einmal/runs', { body: { profileId } })
    expect([body.status, body.outcome]).toEqual(['ended', 'not_entered'])
    const { trace } = (await service.call(`GET /v1/runs/${body.id}`)).body
    expect(trace[0]).toMatchObject({ what: 'not_entered', because: 'reentry_never: entered before, once is enough' })
  })

  it('refuses what is no request for a run', async () => {
    const call = (body: unknown, key = 'start') => service.call(`POST /v1/journeys/${key}/runs`, { body })
    expect((await call({ profileId: 'no-id' })).body.errors[0].pointer).toBe('/body/profileId')
    expect((await call({ profileId: randomUUID(), nonsense: 1 })).body.errors[0].pointer).toBe('/body/nonsense')
    expect((await call({ profileId: randomUUID() }, 'unknown')).body.code).toBe('journey_unknown')
  })
})
