import { randomUUID } from 'node:crypto'
import {
  feedbackGiven,
  feedbackPlanned,
  interactionRecorded,
  type MessageFact,
  messageDropped,
  messagePlanned,
  messageSent,
  profileMerged,
  runEnded,
  runStarted,
  segmentEntered,
  stepEntered,
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

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(async () => house.close())

const entry = (event: string, more: Record<string, unknown> = {}, reentry: Record<string, unknown> = {}) => ({
  entry: {
    triggers: [{ type: 'event', event, ...more }],
    reentry: { mode: 'always', concurrent: 100, ...reentry },
  },
})

const receipt = (orderId: string, profileId: string, reason?: string): MessageFact => ({
  ...{ messageId: randomUUID(), orderId, runId: orderId.split(':')[0] ?? '', profileId },
  ...{ channel: 'email', class: 'service', topic: 'orders', template: 'danke' },
  ...{ occurredAt: new Date().toISOString(), ...(reason === undefined ? {} : { reason }) },
})

describe('an event that starts a journey', () => {
  it('orders a message once, however often it is told', async () => {
    const steps = {
      danke: send({ data: { nummer: { path: 'event.properties.nummer' }, gruß: 'Schöne Grüße' }, touchpoint: 'dank' }),
    }
    await publish(house, 'dank', journeyOf(steps, entry('Bestellung geliefert')))
    const profileId = await tellPerson(house)
    const given = {
      name: 'Bestellung geliefert',
      properties: { nummer: '50314' },
      messageId: randomUUID(),
      id: randomUUID(),
    }
    await tellInteraction(house, profileId, given)
    await tellInteraction(house, profileId, given)
    await tellInteraction(house, profileId, { ...given, id: randomUUID() })
    const [order] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    await heard(house)
    expect(house.told(messagePlanned).filter(({ data }) => data.profileId === profileId)).toHaveLength(1)
    const run = await runWhere(house, 'dank', profileId)
    expect(order?.data).toMatchObject({
      ...{ orderId: `${run.id}:danke:1`, runId: run.id, profileRevision: 1, channels: ['email'], template: 'danke' },
      ...{ data: { nummer: '50314', gruß: 'Schöne Grüße' }, class: 'service', priority: 50, touchpoint: 'dank' },
    })
    expect(house.told(runStarted).find(({ data }) => data.runId === run.id)?.data.trigger).toEqual({
      ...{ type: 'event', event: 'Bestellung geliefert', messageId: given.messageId },
    })
    expect(house.told(stepEntered).filter(({ data }) => data.runId === run.id)).toHaveLength(1)
    expect(run.trace.map((line: { what: string }) => line.what)).toEqual(['started', 'entered', 'message_planned'])
  })

  it('goes on when the message is sent, and takes a second receipt for what it is', async () => {
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Bestellung geliefert' })
    const [order] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    const orderId = order?.data.orderId ?? ''
    const id = randomUUID()
    await house.tell(messageSent, house.workspace.id, receipt(orderId, profileId), { id })
    await house.tell(messageSent, house.workspace.id, receipt(orderId, profileId), { id })
    const run = await runWhere(house, 'dank', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('completed')
    expect(run.trace.map((line: { what: string }) => line.what)).toEqual([
      ...['started', 'entered', 'message_planned', 'message_sent', 'ended'],
    ])
    await house.waitFor(runEnded, 1, ({ data }) => data.runId === run.id && data.outcome === 'completed')
  })

  it('takes the way of a dropped message', async () => {
    const steps = {
      danke: send({ next: 'gut', onDrop: 'schade' }),
      gut: { type: 'exit', outcome: 'gut' },
      schade: { type: 'exit', outcome: 'schade' },
    }
    await publish(house, 'drop', journeyOf(steps, entry('Drop')))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Drop' })
    const [order] = await house.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    await house.tell(messageDropped, house.workspace.id, receipt(order?.data.orderId ?? '', profileId, 'suppressed'))
    const run = await runWhere(house, 'drop', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('schade')
    expect(run.trace).toContainEqual(expect.objectContaining({ what: 'message_dropped', because: 'email: suppressed' }))
  })

  it('does nothing in a workspace that has no such journey', async () => {
    const profileId = randomUUID()
    await tellInteraction(house, profileId, { name: 'Bestellung geliefert', workspace: house.other.id })
    await heard(house)
    expect(house.told(runStarted, house.other.id)).toEqual([])
  })
})

describe('asking', () => {
  it('orders the survey with its properties and goes on with the answer', async () => {
    const steps = {
      frage: {
        ...{ type: 'ask', survey: 'lieferung', topic: 'orders', channels: ['email'], timeout: 'P14D' },
        properties: { late: { path: 'event.properties.late' } },
        ...{ onAnswered: 'wie', next: null },
      },
      wie: {
        type: 'branch',
        cases: [{ id: 'gut', when: { path: 'answer.zufrieden', op: 'gte', value: 4 }, next: 'froh' }],
        next: 'traurig',
      },
      froh: { type: 'exit', outcome: 'froh' },
      traurig: { type: 'exit', outcome: 'traurig' },
    }
    await publish(house, 'frage', journeyOf(steps, { ...entry('Geliefert'), class: 'research' }))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Geliefert', properties: { late: false } })
    const [order] = await house.waitFor(feedbackPlanned, 1, ({ data }) => data.profileId === profileId)
    expect(order?.data).toMatchObject({ survey: 'lieferung', properties: { late: false }, channels: ['email'] })
    const runId = order?.data.runId ?? ''
    const answer = (complete: boolean, value: number) => ({
      ...{ answerId: randomUUID(), runId, profileId, survey: 'lieferung', version: 1, complete },
      scores: [{ question: 'zufrieden', kind: 'csat' as const, value, scale: { min: 1, max: 5 } }],
      ...{ texts: [{ question: 'warum', text: 'Größe passt' }], properties: {}, occurredAt: new Date().toISOString() },
    })
    await house.tell(feedbackGiven, house.workspace.id, answer(false, 1))
    const given = answer(true, 5)
    const id = randomUUID()
    await house.tell(feedbackGiven, house.workspace.id, given, { id })
    await house.tell(feedbackGiven, house.workspace.id, given, { id })
    const run = await runWhere(house, 'frage', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('froh')
    expect(run.trace.filter((line: { what: string }) => line.what === 'answered')).toHaveLength(1)
  })
})

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
    await house.tell(segmentEntered, house.workspace.id, data, { id })
    await house.tell(segmentEntered, house.workspace.id, data, { id })
    await house.tell(segmentEntered, house.workspace.id, { ...data, segment: 'andere' })
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
      expect(runs.map(({ profileId }) => profileId).toSorted()).toEqual(people.toSorted())
    })
    await publish(house, 'bestand', { ...definition, name: 'Neue Fassung' })
    await tellPerson(house)
    await heard(house)
    expect(await runsOf(house, 'bestand')).toHaveLength(3)
  })
})

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
      journeyOf(steps, { ...entry('Rechnung', { correlateBy: 'event.properties.nr' }), exit }),
    )
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Rechnung', properties: { nr: 1 } })
    await tellInteraction(house, profileId, { name: 'Rechnung', properties: { nr: 2 } })
    await tellInteraction(house, profileId, { name: 'Bezahlt', properties: { nr: 2 } })
    await heard(house)
    const runs = await runsOf(house, 'mahnung', `?profileId=${profileId}`)
    expect(runs.map(({ status, outcome }) => [status, outcome])).toEqual([
      ['ended', 'bezahlt'],
      ['running', null],
    ])
  })

  it('happens when what is known of the person says so', async () => {
    const on = { when: { segment: 'gesperrt' } }
    await publish(
      house,
      'gesperrt',
      journeyOf(steps, { ...entry('Rechnung G'), exit: { rules: [{ id: 'gesperrt', on, outcome: 'gesperrt' }] } }),
    )
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Rechnung G' })
    await runWhere(house, 'gesperrt', profileId, ({ status }) => status === 'running')
    await tellPerson(house, { profileId, revision: 2, segments: ['gesperrt'] })
    const run = await runWhere(house, 'gesperrt', profileId, ({ status }) => status === 'ended')
    expect(run.outcome).toBe('gesperrt')
  })
})

describe('coming back', () => {
  it('is decided by the rule of the journey, and a refusal says why', async () => {
    await publish(
      house,
      'einmal',
      journeyOf({ a: { type: 'exit', outcome: 'fertig' } }, entry('Einmal', {}, { mode: 'never' })),
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
      ...entry('Neustart', {}, { mode: 'after_exit' }),
      exit: { rules: [{ id: 'neu', on, outcome: 'neu' }] },
    }
    await publish(house, 'neustart', journeyOf(steps, more))
    const profileId = await tellPerson(house)
    await tellInteraction(house, profileId, { name: 'Neustart' })
    await tellInteraction(house, profileId, { name: 'Neustart' })
    await heard(house)
    const runs = await runsOf(house, 'neustart', `?profileId=${profileId}`)
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['ended', 'running'])
  })

  it('respects the entry condition and the age of the event', async () => {
    await publish(
      house,
      'nur-koeln',
      journeyOf(
        { a: { type: 'wait', for: 'P1D', next: null } },
        {
          entry: {
            ...{ triggers: [{ type: 'event', event: 'Stadt' }], maxAge: 'PT1H' },
            ...{ when: { path: 'traits.city', op: 'eq', value: 'Köln' }, reentry: { mode: 'after_exit' } },
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
    await publish(house, 'treue', journeyOf(steps, entry('Kauf Ü')))
    const profileId = await tellPerson(house)
    for (let index = 0; index < 4; index += 1) await tellInteraction(house, profileId, { name: 'Kauf Ü' })
    await heard(house)
    const runs = await runsOf(house, 'treue', `?profileId=${profileId}`)
    expect(runs.map(({ outcome }) => outcome).toSorted()).toEqual(['neu', 'neu', 'treu', 'treu'])
  })
})

describe('two people who are one', () => {
  it('go on with the older run; the other ends as merged', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await publish(house, 'merge', journeyOf(steps, entry('Merge', {}, { mode: 'after_exit', concurrent: 1 })))
    const [survivorId, absorbedId] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, absorbedId, { name: 'Merge' })
    await runWhere(house, 'merge', absorbedId)
    await tellInteraction(house, survivorId, { name: 'Merge' })
    await runWhere(house, 'merge', survivorId)
    const merge = { survivorId, absorbedIds: [absorbedId], rule: 'same_user_id', because: 'm-9' }
    await house.tell(profileMerged, house.workspace.id, merge)
    await house.tell(profileMerged, house.workspace.id, merge)
    await house.waitFor(runEnded, 1, ({ data }) => data.outcome === 'merged' && data.profileId === survivorId)
    await heard(house)
    const runs = await runsOf(house, 'merge', `?profileId=${survivorId}`)
    expect(runs.map(({ status, outcome }) => [status, outcome])).toEqual([
      ['ended', 'merged'],
      ['running', null],
    ])
  })

  it('keep all runs that the journey allows side by side, and are found by either id', async () => {
    const steps = { w: { type: 'wait', for: 'P30D', next: null } }
    await publish(house, 'merge-viele', journeyOf(steps, entry('Merge viele')))
    const [survivorId, absorbedId] = [await tellPerson(house), await tellPerson(house)]
    await tellInteraction(house, absorbedId, { name: 'Merge viele' })
    await tellInteraction(house, survivorId, { name: 'Merge viele' })
    await heard(house)
    const { profileChanged, topicNames } = await import('@polyphon/contracts')
    const record = { profileId: absorbedId, mergedInto: survivorId, revision: 2 }
    await house.tell(profileChanged, house.workspace.id, record, { topics: [topicNames.people] })
    await eventually(async () => {
      const runs = await runsOf(house, 'merge-viele', `?profileId=${absorbedId}`)
      expect(runs.map(({ profileId, status }) => [profileId, status])).toEqual([
        [survivorId, 'running'],
        [survivorId, 'running'],
      ])
    })
    await tellInteraction(house, absorbedId, { name: 'Merge viele' })
    await heard(house)
    expect(await runsOf(house, 'merge-viele', `?profileId=${survivorId}`)).toHaveLength(3)
  })
})

describe('an event that cannot be read', () => {
  it('is put aside and holds up nobody', async () => {
    const profileId = await tellPerson(house)
    await house.tellRaw({
      topic: interactionRecorded.topic,
      key: `${house.workspace.id}:${profileId}`,
      headers: {},
      value: '{',
    })
    await tellInteraction(house, profileId, { name: 'Bestellung geliefert' })
    await runWhere(house, 'dank', profileId)
  })
})
