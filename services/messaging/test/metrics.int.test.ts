import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMessageMetrics } from '../src/messages/workers/metrics.js'
import { type Messaging, parcel, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const metrics = async (): Promise<string> => (await fetch(`${messaging.url}/metrics`)).text()
const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, class: 'service', topic: 'orders' }

describe('the metrics of messaging', () => {
  it('count messages by state and reason, and time from plan to provider by class', async () => {
    const id = await messaging.send({ ...order, profileId: await messaging.person() })
    await messaging.settled(id, 'sent')
    const refused = { ...order, class: 'marketing', profileId: await messaging.person() }
    await messaging.settled(await messaging.send(refused), 'dropped')
    const text = await metrics()
    expect(text).toMatch(
      /polyphon_events_appended_total\{type="messaging\.message_sent\.v1",reason="",service="messaging"\} 1$/m,
    )
    expect(text).toMatch(
      /polyphon_events_appended_total\{type="messaging\.message_dropped\.v1",reason="[a-z_]+",service="messaging"\} 1$/m,
    )
    expect(text).toMatch(/polyphon_message_hand_over_seconds_count\{service="messaging",class="service"\} 1$/m)
  })

  it('show what stands before a group, which is nothing once it is read', async () => {
    await eventually(
      async () =>
        expect(await metrics()).toMatch(
          /polyphon_consumer_lag_records\{group="messaging\.people",topic="polyphon\.profile\.people",service="messaging"\} 0$/m,
        ),
      { timeoutMs: 40_000 },
    )
  }, 60_000)
})

it('takes the moment of the beginning from the id of the request, and from no other id', async () => {
  const observed: number[] = []
  const seconds = { observe: (_labels: unknown, value: number) => void observed.push(value) }
  const shapes = { seconds: () => seconds, gauge: () => ({}), counter: () => ({}) }
  const opened = openMessageMetrics({
    ...messaging.deps,
    metrics: { ...messaging.deps.metrics, ...(shapes as object) },
  })
  const now = new Date('2026-11-28T12:00:00Z')
  const ids = [
    uuidv7(now.getTime() - 1_500),
    randomUUID(),
    undefined,
    'what a caller thought of',
    uuidv7(now.getTime() + 9),
  ]
  opened.planned(
    ids.map((correlationId) => ({ correlationId })),
    now,
  )
  opened.close()
  // An id of a clock that is ahead is of now.
  expect(observed).toEqual([1.5, 0])
})
