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

describe('a page and an event of one name', () => {
  const steps = {
    w: {
      type: 'wait_for',
      timeout: 'P2D',
      lookback: 'PT1H',
      next: 'weg',
      any: [
        { id: 'seite', on: { event: 'Preise', kind: 'page' }, next: 'gesehen' },
        { id: 'ereignis', on: { event: 'Preise' }, next: 'getan' },
      ],
    },
    gesehen: { type: 'exit', outcome: 'gesehen' },
    getan: { type: 'exit', outcome: 'getan' },
    weg: { type: 'exit', outcome: 'weg' },
  }

  it('start, move and count each for itself', async () => {
    const when = { did: 'Preise', kind: 'page', atLeast: 2 }
    await putJourney(service, 'seiten', journeyOf(steps, startedBy('Anmeldung', { kind: 'page' })))
    await putJourney(service, 'ereignisse', journeyOf(steps, startedBy('Anmeldung')))
    await putJourney(
      service,
      'zweimal',
      journeyOf(
        { a: { type: 'exit', outcome: 'ja' } },
        { entry: { triggers: [{ type: 'event', event: 'Zuletzt', kind: 'any' }], when, reentry: { mode: 'always' } } },
      ),
    )
    const [looked, doer] = [await publishPerson(service), await publishPerson(service)]
    await publishInteraction(service, looked, { name: 'Preise', kind: 'page' })
    await publishInteraction(service, doer, { name: 'Preise' })
    for (const [profileId, kind] of [[looked, 'page'] as const, [doer, 'track'] as const])
      await publishInteraction(service, profileId, { name: 'Anmeldung', kind })
    await publishInteraction(service, looked, { name: 'Preise', kind: 'page' })
    await publishInteraction(service, doer, { name: 'Preise', kind: 'screen' })
    await publishInteraction(service, looked, { name: 'Zuletzt', kind: 'screen' })
    await publishInteraction(service, doer, { name: 'Zuletzt' })
    await untilHandled(service)
    const outcomes = async (key: string, profileId: string) =>
      (await runsOf(service, key, `?profileId=${profileId}`)).map(({ outcome }) => outcome)
    expect([await outcomes('seiten', looked), await outcomes('ereignisse', looked)]).toEqual([['gesehen'], []])
    const [run] = await runsOf(service, 'seiten', `?profileId=${looked}`)
    expect(run.trigger).toMatchObject({ type: 'event', event: 'Anmeldung', kind: 'page' })
    expect([await outcomes('seiten', doer), await outcomes('ereignisse', doer)]).toEqual([[], ['getan']])
    expect([await outcomes('zweimal', looked), await outcomes('zweimal', doer)]).toEqual([['ja'], []])
  })

  it('are one in journeys from before kinds were told apart', async () => {
    await putJourney(service, 'vorher', journeyOf({ a: send({ data: { event: 'x' } }) }, startedBy('Damals')))
    await service.deps.db.transact(service.workspace.id, async (tx) => {
      await tx.query(
        "update journey_version set takes_every_kind = true, version = 2 where workspace_id = $1 and key = 'vorher'",
        [tx.workspaceId],
      )
      // Versions that were read stay as they were read.
      await tx.query("update journey set version = 2 where workspace_id = $1 and key = 'vorher'", [tx.workspaceId])
    })
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Damals', kind: 'page' })
    await untilHandled(service)
    expect(await runsOf(service, 'vorher', `?profileId=${profileId}`)).toHaveLength(1)
    const { definition } = (await service.call('GET /v1/journeys/vorher')).body
    expect(definition.entry.triggers[0]).toEqual({ type: 'event', event: 'Damals', kind: 'any' })
    expect(definition.steps.a.data).toEqual({ event: 'x' })
  })
})
