import { setTimer } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SWEEP_TIMER } from '../src/messages/steps/dispatch-signal.js'
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

  it('show what is queued, by class', async () => {
    const later = new Date(Date.now() + 600_000)
    const id = await messaging.send({ ...order, profileId: await messaging.person(), sendAt: later.toISOString() })
    await messaging.settled(id, 'planned')
    await messaging.deps.db.transact(messaging.workspace.id, async (tx) => {
      // As if somebody had prepared it and were slow.
      await tx.query(
        `update message set written_at = now(), stage = 'queued', delivery = 'queued', prepared_until = $3
          where workspace_id = $1 and message_id = $2`,
        [tx.workspaceId, id, later],
      )
      await setTimer(tx, { kind: SWEEP_TIMER, key: 'later', dueAt: later, data: {} })
    })
    await eventually(async () =>
      expect(await metrics()).toMatch(/^polyphon_send_queue_messages\{class="service",service="messaging"\} 1$/m),
    )
  })

  it('show what stands before a group, which is nothing once it is read', async () => {
    await eventually(async () =>
      expect(await metrics()).toMatch(
        /polyphon_consumer_lag_records\{group="messaging\.people",topic="polyphon\.profile\.people",service="messaging"\} 0$/m,
      ),
    )
  })
})
