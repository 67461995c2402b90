import { eventPlanned, interactionRecorded, runStarted, segmentEntered, traitsPlanned } from '@polyphon/contracts'
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
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney(new Date('2026-11-22T10:00:00.000Z'))
})
afterAll(async () => service.close())

/** What profile publishes once it has carried out an order of a change. */
const carriedOut = (orderId: string, profileId: string): Promise<unknown> =>
  service.publish(interactionRecorded, service.workspace.id, {
    ...interactionRecorded.example,
    messageId: orderId,
    profileId,
    kind: 'identify',
    name: null,
    properties: {},
    chainDepth: 1,
  })

describe('an update step', () => {
  const steps = {
    gold: { type: 'update', set: { stufe: 'gold', nr: { path: 'event.properties.nr' } }, next: 'b' },
    b: {
      type: 'branch',
      cases: [{ id: 'ja', when: { path: 'traits.stufe', op: 'eq', value: 'gold' }, next: 'gesehen' }],
      next: null,
    },
    gesehen: { type: 'exit', outcome: 'gesehen' },
  }

  it('orders the change of profile, and the next step sees it', async () => {
    await putJourney(service, 'stufe', journeyOf(steps, startedBy('Kauf 1')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Kauf 1', properties: { nr: 3 } })
    const [order] = await service.waitFor(traitsPlanned, 1, ({ data }) => data.profileId === profileId)
    const run = await runWhere(service, 'stufe', profileId, ({ step }) => step === 'gold')
    expect(order?.data).toMatchObject({
      orderId: `${run.id}:gold:1`,
      journey: 'stufe',
      version: 1,
      step: 'gold',
      traits: { stufe: 'gold', nr: 3 },
      chainDepth: 1,
      occurredAt: '2026-11-22T10:00:00.000Z',
    })
    await publishPerson(service, { profileId, revision: 2, traits: { stufe: 'gold', nr: 3 } })
    await carriedOut(`${run.id}:gold:1`, profileId)
    await runWhere(service, 'stufe', profileId, ({ outcome }) => outcome === 'gesehen')
  })

  it('goes on after an hour when profile does not answer', async () => {
    await putJourney(service, 'stufe-2', journeyOf(steps, startedBy('Kauf 2')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Kauf 2' })
    await service.waitFor(traitsPlanned, 1, ({ data }) => data.profileId === profileId)
    await advanceClock(service, HOUR_MS)
    const run = await runWhere(service, 'stufe-2', profileId, ({ status }) => status === 'ended')
    expect(run.trace.map(({ what }: { what: string }) => what)).toContain('update_unconfirmed')
  })
})

describe('an update that was carried out before a database was restored', () => {
  it('is not waited for again', async () => {
    const steps = { w: { type: 'wait', for: 'PT1H', next: 'u' }, u: { type: 'update', set: { a: 1 }, next: null } }
    await putJourney(service, 'zurueck', journeyOf(steps, startedBy('Kauf 4')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Kauf 4' })
    const { id } = await runWhere(service, 'zurueck', profileId, ({ step }) => step === 'w')
    // The log is read again from an earlier offset, and the run has not got so far yet.
    await carriedOut(`${id}:u:1`, profileId)
    await untilHandled(service)
    await advanceClock(service, HOUR_MS)
    const run = await runWhere(service, 'zurueck', profileId, ({ status }) => status === 'ended')
    expect(run.trace.map(({ what }: { what: string }) => what)).toContain('updated')
  })
})

describe('an emit step', () => {
  const emit = (event: string): Record<string, unknown> => ({
    e: { type: 'emit', event, data: { art: 'Gruß' }, next: null },
  })

  it('orders an event once, in a chain that what began the run belongs to', async () => {
    await putJourney(service, 'karte', journeyOf(emit('Karte'), startedBy('Kauf 3')))
    const profileId = await publishPerson(service)
    await service.publish(interactionRecorded, service.workspace.id, {
      ...interactionRecorded.example,
      messageId: 'kauf-3',
      profileId,
      name: 'Kauf 3',
      occurredAt: service.deps.now().toISOString(),
      chainDepth: 4,
    })
    const [order] = await service.waitFor(eventPlanned, 1, ({ data }) => data.profileId === profileId)
    expect(order?.data).toMatchObject({ event: 'Karte', properties: { art: 'Gruß' }, chainDepth: 5 })
  })

  it('ends a chain of ten, also one that goes by segments', async () => {
    const entry = { triggers: [{ type: 'segment', segment: 'kenner', on: 'enter' }] }
    await putJourney(service, 'kenner', journeyOf(emit('Nie'), { entry }))
    const profileId = await publishPerson(service)
    const data = {
      ...segmentEntered.example,
      profileId,
      segment: 'kenner',
      occurredAt: service.deps.now().toISOString(),
    }
    await service.publish(segmentEntered, service.workspace.id, { ...data, chainDepth: 10 })
    const run = await runWhere(service, 'kenner', profileId, ({ status }) => status === 'ended')
    expect(run.trace.map(({ what }: { what: string }) => what)).toContain('chain_too_long')
    await service.waitFor(runStarted, 1, ({ data: { runId } }) => runId === run.id)
    expect(service.published(eventPlanned).filter(({ data: { runId } }) => runId === run.id)).toEqual([])
  })
})
