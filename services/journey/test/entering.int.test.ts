import { randomUUID } from 'node:crypto'
import { segmentEntered } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  byText,
  type House,
  heard,
  journeyOf,
  publish,
  runsOf,
  send,
  startedBy,
  startHouse,
  tellInteraction,
  tellPerson,
} from './harness.js'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(async () => house.close())

describe('a segment', () => {
  it('starts a journey when somebody enters it, once for each event', async () => {
    await publish(
      house,
      'stammkunden',
      journeyOf(
        { a: send() },
        {
          entry: {
            triggers: [{ type: 'segment', segment: 'stammkunden', on: 'enter' }],
            reentry: { mode: 'always', concurrent: 9 },
          },
        },
      ),
    )
    const profileId = await tellPerson(house, { segments: ['stammkunden'] })
    const id = randomUUID()
    const data = { profileId, segment: 'stammkunden', segmentVersion: 1, because: 'm-1' }
    await house.publish(segmentEntered, house.workspace.id, data, { id })
    await house.publish(segmentEntered, house.workspace.id, data, { id })
    await house.publish(segmentEntered, house.workspace.id, { ...data, segment: 'andere' })
    await heard(house)
    const runs = await runsOf(house, 'stammkunden', `?profileId=${profileId}`)
    expect(runs.map(({ trigger }) => trigger)).toEqual([{ type: 'segment', segment: 'stammkunden' }])
  })

  it('brings in who was there already, when it is asked to', async () => {
    const people = await Promise.all([1, 2, 3].map(() => tellPerson(house, { segments: ['alteingesessen'] })))
    await heard(house)
    const trigger = { type: 'segment', segment: 'alteingesessen', on: 'enter', existing: true }
    const definition = journeyOf({ a: send() }, { entry: { triggers: [trigger], reentry: { mode: 'after_exit' } } })
    await publish(house, 'bestand', definition)
    await eventually(async () => {
      const runs = await runsOf(house, 'bestand')
      expect(runs.map(({ profileId }) => profileId).toSorted(byText)).toEqual(people.toSorted(byText))
    })
    await publish(house, 'bestand', { ...definition, name: 'Neue Fassung' })
    await tellPerson(house)
    await heard(house)
    expect(await runsOf(house, 'bestand')).toHaveLength(3)
  })
})

describe('coming back', () => {
  it('is decided by the rule of the journey, and a refusal says why', async () => {
    await publish(
      house,
      'einmal',
      journeyOf({ a: { type: 'exit', outcome: 'fertig' } }, startedBy('Einmal', {}, { mode: 'never' })),
    )
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Einmal' })
    await tellInteraction(house, profileId, { name: 'Einmal' })
    await heard(house)
    const { body } = await house.call(`GET /v1/journeys/einmal/runs?profileId=${profileId}`)
    expect(body.items).toHaveLength(1)
    expect(body.refusal).toMatchObject({ code: 'reentry_never' })
  })

  it('is possible for the very event that ended the run before', async () => {
    const on = { event: 'Neustart', correlate: false }
    const steps = { w: { type: 'wait', for: 'P1D', next: null } }
    const more = {
      ...startedBy('Neustart', {}, { mode: 'after_exit' }),
      exit: { rules: [{ id: 'neu', on, outcome: 'neu' }] },
    }
    await publish(house, 'neustart', journeyOf(steps, more))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Neustart' })
    await tellInteraction(house, profileId, { name: 'Neustart' })
    await heard(house)
    const runs = await runsOf(house, 'neustart', `?profileId=${profileId}`)
    expect(runs.map(({ status }) => status).toSorted(byText)).toEqual(['ended', 'running'])
  })

  it('respects the entry condition and the age of the event', async () => {
    await publish(
      house,
      'nur-koeln',
      journeyOf(
        { a: { type: 'wait', for: 'P1D', next: null } },
        {
          entry: {
            triggers: [
              {
                type: 'event',
                event: 'Stadt',
              },
            ],
            maxAge: 'PT1H',
            when: {
              path: 'traits.city',
              op: 'eq',
              value: 'Köln',
            },
            reentry: { mode: 'after_exit' },
          },
        },
      ),
    )
    const here = await tellPerson(house)
    const away = await tellPerson(house, { traits: { city: 'München' } })
    await tellInteraction(house, here, { name: 'Stadt', occurredAt: new Date(Date.now() - 7_200_000).toISOString() })
    await heard(house)
    const late = await house.call(`GET /v1/journeys/nur-koeln/runs?profileId=${here}`)
    expect([late.body.items, late.body.refusal.code]).toEqual([[], 'too_old'])
    await tellInteraction(house, here, { name: 'Stadt' })
    await tellInteraction(house, away, { name: 'Stadt' })
    await heard(house)
    expect(await runsOf(house, 'nur-koeln', `?profileId=${here}`)).toHaveLength(1)
    expect((await house.call(`GET /v1/journeys/nur-koeln/runs?profileId=${away}`)).body.refusal.code).toBe('condition')
  })
})

describe('what happened before', () => {
  it('counts for conditions once a journey mentions it, event by event', async () => {
    const cases = [{ id: 'dritte', when: { did: 'Kauf Ü', atLeast: 3, within: 'P90D' }, next: 'treu' }]
    const steps = {
      b: { type: 'branch', cases, next: 'neu' },
      treu: { type: 'exit', outcome: 'treu' },
      neu: { type: 'exit', outcome: 'neu' },
    }
    await publish(house, 'treue', journeyOf(steps, startedBy('Kauf Ü')))
    const profileId = await tellPerson(house)
    for (let index = 0; index < 4; index += 1) await tellInteraction(house, profileId, { name: 'Kauf Ü' })
    await heard(house)
    const runs = await runsOf(house, 'treue', `?profileId=${profileId}`)
    expect(runs.map(({ outcome }) => outcome).toSorted(byText)).toEqual(['neu', 'neu', 'treu', 'treu'])
  })
})
