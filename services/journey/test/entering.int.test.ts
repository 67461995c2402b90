import { randomUUID } from 'node:crypto'
import { segmentEntered } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  byText,
  type Journey,
  journeyOf,
  publishInteraction,
  publishPerson,
  putJourney,
  runsOf,
  send,
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney()
})
afterAll(async () => service.close())

describe('a segment', () => {
  it('starts a journey when somebody enters it, once for each event', async () => {
    await putJourney(
      service,
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
    const profileId = await publishPerson(service, { segments: ['stammkunden'] })
    const id = randomUUID()
    const data = { profileId, segment: 'stammkunden', segmentVersion: 1, because: 'm-1' }
    await service.publish(segmentEntered, service.workspace.id, data, { id })
    await service.publish(segmentEntered, service.workspace.id, data, { id })
    await service.publish(segmentEntered, service.workspace.id, { ...data, segment: 'andere' })
    await untilHandled(service)
    const runs = await runsOf(service, 'stammkunden', `?profileId=${profileId}`)
    expect(runs.map(({ trigger }) => trigger)).toEqual([{ type: 'segment', segment: 'stammkunden' }])
  })

  it('lets in who was there already, with `existing`', async () => {
    const people = await Promise.all([1, 2, 3].map(() => publishPerson(service, { segments: ['alteingesessen'] })))
    await untilHandled(service)
    const trigger = { type: 'segment', segment: 'alteingesessen', on: 'enter', existing: true }
    const definition = journeyOf({ a: send() }, { entry: { triggers: [trigger], reentry: { mode: 'after_exit' } } })
    await putJourney(service, 'bestand', definition)
    await eventually(async () => {
      const runs = await runsOf(service, 'bestand')
      expect(runs.map(({ profileId }) => profileId).toSorted(byText)).toEqual(people.toSorted(byText))
    })
    await putJourney(service, 'bestand', { ...definition, name: 'Neue Fassung' })
    await publishPerson(service)
    await untilHandled(service)
    expect(await runsOf(service, 'bestand')).toHaveLength(3)
  })
})

describe('coming back', () => {
  it('is decided by the rule of the journey, and a refusal says why', async () => {
    await putJourney(
      service,
      'einmal',
      journeyOf({ a: { type: 'exit', outcome: 'fertig' } }, startedBy('Einmal', {}, { mode: 'never' })),
    )
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Einmal' })
    await publishInteraction(service, profileId, { name: 'Einmal' })
    await untilHandled(service)
    const { body } = await service.call(`GET /v1/journeys/einmal/runs?profileId=${profileId}`)
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
    await putJourney(service, 'neustart', journeyOf(steps, more))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Neustart' })
    await publishInteraction(service, profileId, { name: 'Neustart' })
    await untilHandled(service)
    const runs = await runsOf(service, 'neustart', `?profileId=${profileId}`)
    expect(runs.map(({ status }) => status).toSorted(byText)).toEqual(['ended', 'running'])
  })

  it('respects the entry condition and the age of the event', async () => {
    await putJourney(
      service,
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
    const here = await publishPerson(service)
    const elsewhere = await publishPerson(service, { traits: { city: 'München' } })
    await publishInteraction(service, here, {
      name: 'Stadt',
      occurredAt: new Date(Date.now() - 7_200_000).toISOString(),
    })
    await untilHandled(service)
    const late = await service.call(`GET /v1/journeys/nur-koeln/runs?profileId=${here}`)
    expect([late.body.items, late.body.refusal.code]).toEqual([[], 'too_old'])
    await publishInteraction(service, here, { name: 'Stadt' })
    await publishInteraction(service, elsewhere, { name: 'Stadt' })
    await untilHandled(service)
    expect(await runsOf(service, 'nur-koeln', `?profileId=${here}`)).toHaveLength(1)
    expect((await service.call(`GET /v1/journeys/nur-koeln/runs?profileId=${elsewhere}`)).body.refusal.code).toBe(
      'condition',
    )
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
    await putJourney(service, 'treue', journeyOf(steps, startedBy('Kauf Ü')))
    const profileId = await publishPerson(service)
    for (let index = 0; index < 4; index += 1) await publishInteraction(service, profileId, { name: 'Kauf Ü' })
    await untilHandled(service)
    const runs = await runsOf(service, 'treue', `?profileId=${profileId}`)
    expect(runs.map(({ outcome }) => outcome).toSorted(byText)).toEqual(['neu', 'neu', 'treu', 'treu'])
  })
})
