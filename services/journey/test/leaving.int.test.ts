import { readFileSync } from 'node:fs'
import { messagePlanned, runEnded } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  advanceClock,
  byText,
  HOUR_MS,
  type Journey,
  journeyOf,
  publishInteraction,
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

describe('leaving early', () => {
  const steps = {
    warten: { type: 'wait', for: 'P30D', next: 'mahnung' },
    mahnung: send({ template: 'mahnung' }),
  }

  it('happens at once, in the middle of a wait, on the event of the same order only', async () => {
    const exit = { rules: [{ id: 'bezahlt', on: { event: 'Bezahlt' }, outcome: 'bezahlt' }] }
    await putJourney(
      service,
      'mahnung',
      journeyOf(steps, { ...startedBy('Rechnung', { correlateBy: 'event.properties.nr' }), exit }),
    )
    const profileId = await publishPerson(service)
    const open = await publishInteraction(service, profileId, { name: 'Rechnung', properties: { nr: 1 } })
    const paid = await publishInteraction(service, profileId, { name: 'Rechnung', properties: { nr: 2 } })
    await publishInteraction(service, profileId, { name: 'Bezahlt', properties: { nr: 2 } })
    await untilHandled(service)
    const runs = await runsOf(service, 'mahnung', `?profileId=${profileId}`)
    // Both may have begun in one millisecond: their ids say nothing of their order then.
    expect(new Map(runs.map(({ trigger, outcome }) => [trigger.messageId, outcome]))).toEqual(
      new Map([
        [open, null],
        [paid, 'bezahlt'],
      ]),
    )
    expect(runs.map(({ status }) => status).toSorted(byText)).toEqual(['ended', 'running'])
  })

  it('happens when a change of the person meets an exit rule', async () => {
    const on = { when: { segment: 'gesperrt' } }
    await putJourney(
      service,
      'gesperrt',
      journeyOf(steps, { ...startedBy('Rechnung G'), exit: { rules: [{ id: 'gesperrt', on, outcome: 'gesperrt' }] } }),
    )
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Rechnung G' })
    await runWhere(service, 'gesperrt', profileId, ({ status }) => status === 'running')
    await publishPerson(service, { profileId, revision: 2, segments: ['gesperrt'] })
    const run = await runWhere(service, 'gesperrt', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('gesperrt')
  })
})

describe('ending runs by hand', () => {
  const steps = { w: { type: 'wait', for: 'P5D', next: 's' }, s: send() }

  it('cancels one, once', async () => {
    await putJourney(service, 'abbruch', journeyOf(steps, startedBy('Abbruch')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Abbruch' })
    const { id } = await runWhere(service, 'abbruch', profileId)
    const foreign = await service.call(`POST /v1/runs/${id}/cancel`, { key: service.other.secretKey })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'run_unknown'])
    expect((await service.call(`GET /v1/runs/${id}`, { key: service.other.secretKey })).status).toBe(404)
    const answer = await service.call(`POST /v1/runs/${id}/cancel`)
    expect([answer.status, answer.body.outcome]).toEqual([200, 'canceled'])
    expect((await service.call(`POST /v1/runs/${id}/cancel`)).status).toBe(200)
    await service.waitFor(runEnded, 1, ({ data }) => data.runId === id && data.outcome === 'canceled')
    await advanceClock(service, 6 * 24 * HOUR_MS)
    expect(service.published(messagePlanned).filter(({ data }) => data.runId === id)).toEqual([])
  })

  it('was spelt otherwise by earlier releases; the migration leaves an outcome that a journey has named', async () => {
    const exits = { x: { type: 'exit', outcome: 'cancelled' } }
    await putJourney(service, 'eigenes', journeyOf(exits, startedBy('Eigenes')))
    await putJourney(service, 'altes', journeyOf(steps, startedBy('Altes')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Eigenes' })
    await publishInteraction(service, profileId, { name: 'Altes' })
    const named = await runWhere(service, 'eigenes', profileId, ({ status }) => status === 'ended')
    const { id } = await runWhere(service, 'altes', profileId)
    const before = (await service.call(`POST /v1/runs/${id}/cancel`)).body
    const migration = new URL('../migrations/0007_spell_canceled.sql', import.meta.url)
    const client = new pg.Client({ connectionString: service.ownerUrl })
    await client.connect()
    try {
      await client.query("update run set outcome = 'cancelled' where run_id = $1", [id])
      await client.query("update run_trace set what = 'cancelled' where run_id = $1 and what = 'canceled'", [id])
      await client.query("update run_trace set because = 'cancelled' where run_id = $1 and because = 'canceled'", [id])
      await client.query(readFileSync(migration, 'utf8'))
    } finally {
      await client.end()
    }
    const { body } = await service.call(`GET /v1/runs/${id}`)
    expect([body.outcome, body.trace]).toEqual(['canceled', before.trace ?? body.trace])
    expect(JSON.stringify(body)).not.toContain('cancelled')
    expect((await service.call(`POST /v1/runs/${id}/cancel`)).status).toBe(200)
    expect((await service.call(`GET /v1/runs/${named.id}`)).body).toMatchObject({
      outcome: 'cancelled',
      trace: named.trace,
    })
  })

  it('stops a journey with its runs, and starts nobody any more', async () => {
    await putJourney(service, 'stopp', journeyOf(steps, startedBy('Stopp')))
    const people = [await publishPerson(service), await publishPerson(service)]
    for (const profileId of people) await publishInteraction(service, profileId, { name: 'Stopp' })
    for (const profileId of people) await runWhere(service, 'stopp', profileId)
    const answer = await service.call('POST /v1/journeys/stopp/stop')
    expect([answer.status, answer.body.status]).toEqual([200, 'stopped'])
    await advanceClock(service, 1000)
    await eventually(async () => {
      const outcomes = (await runsOf(service, 'stopp')).map(({ outcome }) => outcome)
      expect(outcomes).toEqual(['stopped', 'stopped'])
    })
    await publishInteraction(service, people[0] ?? '', { name: 'Stopp' })
    await untilHandled(service)
    expect(await runsOf(service, 'stopp')).toHaveLength(2)
    const body = { profileId: people[0] }
    expect((await service.call('POST /v1/journeys/stopp/runs', { body })).body.code).toBe('journey_stopped')
    const again = await putJourney(service, 'stopp', journeyOf(steps, startedBy('Stopp')))
    expect([again.status, again.body.version, again.body.status]).toEqual([200, 1, 'live'])
    await publishInteraction(service, people[0] ?? '', { name: 'Stopp' })
    await untilHandled(service)
    expect(await runsOf(service, 'stopp', '?status=running')).toHaveLength(1)
  })

  it('lets runs finish when a journey only drains, each with the version it began with', async () => {
    await putJourney(service, 'auslauf', journeyOf(steps, startedBy('Auslauf')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Auslauf' })
    const { id } = await runWhere(service, 'auslauf', profileId)
    await putJourney(service, 'auslauf', journeyOf({ x: { type: 'exit', outcome: 'anders' } }, startedBy('Auslauf')))
    await service.call('POST /v1/journeys/auslauf/stop', { body: { mode: 'drain' } })
    await advanceClock(service, 5 * 24 * HOUR_MS)
    await service.waitFor(messagePlanned, 1, ({ data }) => data.runId === id)
    expect((await service.call(`GET /v1/runs/${id}`)).body).toMatchObject({ version: 1, status: 'running', step: 's' })
  })
})
