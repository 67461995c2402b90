import { messagePlanned, runEnded } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  byText,
  HOUR_MS,
  type House,
  heard,
  journeyOf,
  later,
  publish,
  runsOf,
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

describe('leaving early', () => {
  const steps = {
    warten: { type: 'wait', for: 'P30D', next: 'mahnung' },
    mahnung: send({ template: 'mahnung' }),
  }

  it('happens at once, in the middle of a wait, on the event of the same order only', async () => {
    const exit = { rules: [{ id: 'bezahlt', on: { event: 'Bezahlt' }, outcome: 'bezahlt' }] }
    await publish(
      house,
      'mahnung',
      journeyOf(steps, { ...startedBy('Rechnung', { correlateBy: 'event.properties.nr' }), exit }),
    )
    const profileId = await tellPerson(house)
    const open = await tellInteraction(house, profileId, { name: 'Rechnung', properties: { nr: 1 } })
    const paid = await tellInteraction(house, profileId, { name: 'Rechnung', properties: { nr: 2 } })
    await tellInteraction(house, profileId, { name: 'Bezahlt', properties: { nr: 2 } })
    await heard(house)
    const runs = await runsOf(house, 'mahnung', `?profileId=${profileId}`)
    // Both may have begun in one millisecond: their ids say nothing of their order then.
    expect(new Map(runs.map(({ trigger, outcome }) => [trigger.messageId, outcome]))).toEqual(
      new Map([
        [open, null],
        [paid, 'bezahlt'],
      ]),
    )
    expect(runs.map(({ status }) => status).toSorted(byText)).toEqual(['ended', 'running'])
  })

  it('happens when what is known of the person says so', async () => {
    const on = { when: { segment: 'gesperrt' } }
    await publish(
      house,
      'gesperrt',
      journeyOf(steps, { ...startedBy('Rechnung G'), exit: { rules: [{ id: 'gesperrt', on, outcome: 'gesperrt' }] } }),
    )
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Rechnung G' })
    await runWhere(house, 'gesperrt', profileId, ({ status }) => status === 'running')
    await tellPerson(house, { profileId, revision: 2, segments: ['gesperrt'] })
    const run = await runWhere(house, 'gesperrt', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('gesperrt')
  })
})

describe('ending runs by hand', () => {
  const steps = { w: { type: 'wait', for: 'P5D', next: 's' }, s: send() }

  it('cancels one, once', async () => {
    await publish(house, 'abbruch', journeyOf(steps, startedBy('Abbruch')))
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
    await later(house, 6 * 24 * HOUR_MS)
    expect(house.published(messagePlanned).filter(({ data }) => data.runId === id)).toEqual([])
  })

  it('stops a journey with its runs, and starts nobody any more', async () => {
    await publish(house, 'stopp', journeyOf(steps, startedBy('Stopp')))
    const people = [await tellPerson(house), await tellPerson(house)]
    for (const profileId of people) await tellInteraction(house, profileId, { name: 'Stopp' })
    for (const profileId of people) await runWhere(house, 'stopp', profileId)
    const answer = await house.call('POST /v1/journeys/stopp/stop')
    expect([answer.status, answer.body.status]).toEqual([200, 'stopped'])
    await later(house, 1000)
    await eventually(async () => {
      const outcomes = (await runsOf(house, 'stopp')).map(({ outcome }) => outcome)
      expect(outcomes).toEqual(['stopped', 'stopped'])
    })
    await tellInteraction(house, people[0] ?? '', { name: 'Stopp' })
    await heard(house)
    expect(await runsOf(house, 'stopp')).toHaveLength(2)
    const body = { profileId: people[0] }
    expect((await house.call('POST /v1/journeys/stopp/runs', { body })).body.code).toBe('journey_stopped')
    const again = await publish(house, 'stopp', journeyOf(steps, startedBy('Stopp')))
    expect([again.status, again.body.version, again.body.status]).toEqual([200, 1, 'live'])
    await tellInteraction(house, people[0] ?? '', { name: 'Stopp' })
    await heard(house)
    expect(await runsOf(house, 'stopp', '?status=running')).toHaveLength(1)
  })

  it('lets runs finish when a journey only drains, each with the version it began with', async () => {
    await publish(house, 'auslauf', journeyOf(steps, startedBy('Auslauf')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Auslauf' })
    const { id } = await runWhere(house, 'auslauf', profileId)
    await publish(house, 'auslauf', journeyOf({ x: { type: 'exit', outcome: 'anders' } }, startedBy('Auslauf')))
    await house.call('POST /v1/journeys/auslauf/stop', { body: { mode: 'drain' } })
    await later(house, 5 * 24 * HOUR_MS)
    await house.waitFor(messagePlanned, 1, ({ data }) => data.runId === id)
    expect((await house.call(`GET /v1/runs/${id}`)).body).toMatchObject({ version: 1, status: 'running', step: 's' })
  })
})
