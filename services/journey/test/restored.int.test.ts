import {
  type EventDefinition,
  feedbackPlanned,
  messagePlanned,
  messageSent,
  runEnded,
  runStarted,
  segmentEntered,
  stepEntered,
} from '@polyphon/contracts'
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
  receiptOf,
  runsOf,
  runWhere,
  send,
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

// As after a restored backup: the database no longer knows what it reads from the log once more.
const START = new Date('2026-03-27T17:00:00.000Z')
const DAYS_MS = 800 * 24 * HOUR_MS
const PUBLISHED: readonly EventDefinition[] = [runStarted, stepEntered, messagePlanned, feedbackPlanned, runEnded]
let service: Journey
let owner: pg.Pool
beforeAll(async () => {
  service = await startJourney(START)
  owner = new pg.Pool({ connectionString: service.ownerUrl, max: 1 })
})
afterAll(async () => {
  await owner.end()
  await service.close()
})

/** What was published of a run, as `type id` with what it is about. */
function publishedOf(run: string): readonly string[] {
  return PUBLISHED.flatMap((definition) => service.published(definition)).flatMap(({ id, type, data }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what journey publishes of a run has these
    const { runId, step, visit, orderId } = data as Readonly<Record<string, string | undefined>>
    return runId === run ? [[type, id, step, visit, orderId].filter(Boolean).join(' ')] : []
  })
}

async function forget(profileId: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) await owner.query(`delete from ${table} where profile_id = $1`, [profileId])
}

/** Waits until journey has handled everything that messaging has published so far. */
async function receiptsHandled(): Promise<void> {
  const { copies, db } = service.deps
  const ends = await copies.ends([messageSent.topic])
  await eventually(async () => {
    if (!(await db.transact(null, (tx) => copies.haveRead(tx, 'journey.receipts', ends)))) throw new Error('not yet')
  })
}

const ALL = ['run', 'run_trace', 'entry', 'occurrence']
const twice = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => [line, line])

describe('an event that is read again after the database was restored', () => {
  const steps = {
    w: { type: 'wait', for: 'PT1H', next: 'f' },
    f: {
      type: 'ask',
      survey: 'nps',
      topic: 'orders',
      channels: ['email'],
      timeout: 'PT1H',
      onAnswered: null,
      next: 'a',
    },
    a: send(),
  }

  it('begins the same run, which publishes the same events under the same ids', async () => {
    await putJourney(service, 'wieder', journeyOf(steps, startedBy('Wieder')))
    const profileId = await publishPerson(service)
    const given = { name: 'Wieder', messageId: 'wieder-1', occurredAt: service.deps.now().toISOString() }
    const goThrough = async (): Promise<string> => {
      await publishInteraction(service, profileId, given)
      await untilHandled(service)
      await advanceClock(service, HOUR_MS)
      await advanceClock(service, HOUR_MS)
      const run = await runWhere(service, 'wieder', profileId, ({ step }) => step === 'a')
      await service.call(`POST /v1/runs/${run.id}/cancel`)
      await service.waitFor(runEnded, 1, ({ data }) => data.runId === run.id)
      return run.id
    }
    const runId = await goThrough()
    const before = publishedOf(runId)
    expect(before).toHaveLength(7)
    expect(new Set(before.map((line) => line.split(' ')[1])).size).toBe(before.length)
    await forget(profileId, ALL)
    expect(await goThrough()).toBe(runId)
    await service.waitFor(runEnded, 2, ({ data }) => data.runId === runId)
    expect(publishedOf(runId).toSorted(byText)).toEqual(twice(before).toSorted(byText))
  })

  it('does so for who has entered a segment', async () => {
    const entry = { triggers: [{ type: 'segment', segment: 'stamm', on: 'enter' }], reentry: { mode: 'never' } }
    await putJourney(service, 'wieder-segment', journeyOf({ a: send() }, { entry }))
    const profileId = await publishPerson(service)
    const data = { profileId, segment: 'stamm', segmentVersion: 1, occurredAt: START.toISOString(), because: 'x' }
    const envelope = { id: '01942d3a-7c00-7000-8000-00000000abcd', time: START }
    await service.publish(segmentEntered, service.workspace.id, data, envelope)
    await untilHandled(service)
    const run = await runWhere(service, 'wieder-segment', profileId)
    await forget(profileId, ALL)
    await service.publish(segmentEntered, service.workspace.id, data, envelope)
    await untilHandled(service)
    expect((await runWhere(service, 'wieder-segment', profileId)).id).toBe(run.id)
  })

  it('begins other runs for other events, journeys and workspaces', async () => {
    for (const key of ['anders-1', 'anders-2'])
      await putJourney(service, key, journeyOf({ a: send() }, startedBy('Anders')))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: 'Anders', messageId: 'anders-1' })
    await publishInteraction(service, profileId, { name: 'Anders', messageId: 'anders-2' })
    await untilHandled(service)
    const runs = [...(await runsOf(service, 'anders-1')), ...(await runsOf(service, 'anders-2'))]
    expect(new Set(runs.map(({ id }) => id)).size).toBe(4)
  })
})

describe('an outcome that comes before its order', () => {
  const steps = {
    w: { type: 'wait', for: 'PT1H', next: 'a' },
    a: send({ next: 'gesendet', onDrop: 'verworfen' }),
    gesendet: { type: 'exit', outcome: 'gesendet' },
    verworfen: { type: 'exit', outcome: 'verworfen' },
  }

  it('is kept for it, whether or not the run has begun again', async () => {
    await putJourney(service, 'zu-frueh', journeyOf(steps, startedBy('Zu früh')))
    const profileId = await publishPerson(service)
    const given = { name: 'Zu früh', messageId: 'zu-frueh-1', occurredAt: service.deps.now().toISOString() }
    await publishInteraction(service, profileId, given)
    await untilHandled(service)
    const { id } = await runWhere(service, 'zu-frueh', profileId)
    await advanceClock(service, HOUR_MS)
    await service.waitFor(messagePlanned, 1, ({ data }) => data.runId === id)
    await forget(profileId, ALL)
    const receipt = receiptOf(`${id}:a:1`, profileId)
    await service.publish(messageSent, service.workspace.id, receipt)
    await receiptsHandled()
    await publishInteraction(service, profileId, given)
    await untilHandled(service)
    // Once more, while the run is on its way to the step.
    await service.publish(messageSent, service.workspace.id, receipt)
    await receiptsHandled()
    expect((await runWhere(service, 'zu-frueh', profileId)).step).toBe('w')
    await advanceClock(service, HOUR_MS)
    await eventually(async () => {
      // Whoever finds the run in use comes back a moment later.
      await advanceClock(service, 1000)
      const { body } = await service.call(`GET /v1/runs/${id}`)
      expect([body.status, body.outcome]).toEqual(['ended', 'gesendet'])
    })
  })
})

describe('an event that is read again while its run is still there', () => {
  it('begins no second one, and delays no other', async () => {
    await putJourney(service, 'noch-da', journeyOf({ a: send() }, startedBy('Noch da')))
    const profileId = await publishPerson(service)
    const long = new Date(service.deps.now().getTime() - DAYS_MS).toISOString()
    const given = { name: 'Noch da', messageId: 'noch-da-1', occurredAt: long }
    await publishInteraction(service, profileId, given)
    await untilHandled(service)
    const { id } = await runWhere(service, 'noch-da', profileId)
    await service.call(`POST /v1/runs/${id}/cancel`)
    // As it is forgotten once no condition may look back so far.
    await forget(profileId, ['occurrence'])
    await publishInteraction(service, profileId, given)
    await publishInteraction(service, profileId, { name: 'Noch da', messageId: 'noch-da-2' })
    await untilHandled(service)
    const runs = await runsOf(service, 'noch-da', `?profileId=${profileId}`)
    expect(runs.map((run) => run.trigger.messageId).toSorted(byText)).toEqual(['noch-da-1', 'noch-da-2'])
    expect(runs.map((run) => run.id)).toContain(id)
    expect((await service.call('GET /v1/dead-letters')).body.items).toEqual([])
    expect(service.published(runStarted).filter(({ data }) => data.runId === id)).toHaveLength(1)
  })
})
