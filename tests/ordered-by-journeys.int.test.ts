import { randomUUID } from 'node:crypto'
import { type Call, eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServiceName, startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
}, 240_000)
afterAll(() => stack.close())

async function done(service: ServiceName, operation: string, body: unknown): Promise<Call> {
  const answer = await stack.workspace.call(service, operation, { body })
  if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.text}`)
  return answer
}

const putJourney = (key: string, triggers: readonly object[], steps: Record<string, unknown>): Promise<Call> =>
  done('journey', `PUT /v1/journeys/${key}`, {
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers, reentry: { mode: 'always', concurrent: 100 } },
    start: Object.keys(steps)[0],
    steps,
  })

const onEvent = (event: string): readonly object[] => [{ type: 'event', event }]

/** Somebody who has just done something; returns their profileId. */
async function track(userId: string, event: string): Promise<string> {
  const messageId = randomUUID()
  await done('profile', 'POST /v1/track', { userId, event, messageId, properties: { nr: 7 } })
  return eventually(async () => {
    const { body } = await stack.workspace.call('profile', `GET /v1/events/${messageId}/trace`)
    if (typeof body.profileId !== 'string') throw new Error('not applied yet')
    return body.profileId
  })
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
const runsOf = async (key: string, profileId: string): Promise<readonly any[]> =>
  (await stack.workspace.call('journey', `GET /v1/journeys/${key}/runs?profileId=${profileId}`)).body.items

const PATIENT = { timeoutMs: 30_000 }

describe('what a journey orders of a person', () => {
  it('changes their snapshot and their segments, before the next step is decided', async () => {
    const condition = { path: 'traits.stufe', op: 'eq', value: 'gold' }
    await done('profile', 'PUT /v1/segments/gold', { name: 'Gold', condition })
    await putJourney('stufe', onEvent('Großkauf'), {
      u: { type: 'update', set: { stufe: 'gold', nr: { path: 'event.properties.nr' } }, next: 'b' },
      b: { type: 'branch', cases: [{ id: 'drin', when: { segment: 'gold' }, next: 'drin' }], next: null },
      drin: { type: 'exit', outcome: 'drin' },
    })
    const profileId = await track('jürgen', 'Großkauf')
    await eventually(async () => expect(await runsOf('stufe', profileId)).toMatchObject([{ outcome: 'drin' }]), PATIENT)
    const { body } = await stack.workspace.call('profile', `GET /v1/profiles/${profileId}`)
    expect(body).toMatchObject({ traits: { stufe: 'gold', nr: 7 }, segments: ['gold'] })
  }, 60_000)

  it('is an event that starts another journey', async () => {
    await putJourney('zweite', onEvent('Karte gedruckt'), { ende: { type: 'exit', outcome: 'gedruckt' } })
    await putJourney('erste', onEvent('Kauf'), {
      e: { type: 'emit', event: 'Karte gedruckt', data: { nr: { path: 'event.properties.nr' } }, next: null },
    })
    const profileId = await track('zoë', 'Kauf')
    await eventually(async () => {
      expect(await runsOf('zweite', profileId)).toMatchObject([{ outcome: 'gedruckt' }])
    }, PATIENT)
    const [first] = await runsOf('erste', profileId)
    const { body } = await stack.workspace.call('profile', `GET /v1/profiles/${profileId}/timeline`)
    expect(body.items.filter(({ id }: { id: string }) => id === `${first.id}:e:1`)).toHaveLength(1)
  }, 60_000)

  it('ends in a circle of journeys after ten orders', async () => {
    await putJourney('ping', [...onEvent('Anstoß'), ...onEvent('Pong')], {
      e: { type: 'emit', event: 'Ping', next: null },
    })
    await putJourney('pong', onEvent('Ping'), { e: { type: 'emit', event: 'Pong', next: null } })
    const profileId = await track('ada', 'Anstoß')
    const last = await eventually(async () => {
      const runs = await runsOf('ping', profileId)
      expect(runs).toHaveLength(6)
      expect(runs.every(({ status }) => status === 'ended')).toBe(true)
      const traces = await Promise.all(
        runs.map(async ({ id }) => (await stack.workspace.call('journey', `GET /v1/runs/${id}`)).body.trace),
      )
      const [ended] = traces.filter((trace) => JSON.stringify(trace).includes('chain_too_long'))
      if (ended === undefined) throw new Error('the chain goes on')
      return ended
    }, PATIENT)
    expect(last).toBeDefined()
    expect(await runsOf('pong', profileId)).toHaveLength(5)
  }, 60_000)
})
