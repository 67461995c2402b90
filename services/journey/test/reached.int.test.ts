import { messageDelivered, messagePlanned, messageRead } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  byText,
  type Journey,
  journeyOf,
  publishInteraction,
  publishPerson,
  putJourney,
  receiptOf,
  runWhere,
  send,
  startedBy,
  startJourney,
} from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney()
})
afterAll(async () => service.close())

describe('a run that waits for a state of its message', () => {
  it.each([
    ['with the later one', [[messageRead, { delivered: true }]]],
    [
      'by itself',
      [
        [messageDelivered, {}],
        [messageRead, {}],
      ],
    ],
    [
      'in both ways',
      [
        [messageDelivered, {}],
        [messageRead, { delivered: true }],
      ],
    ],
  ] as const)('goes on by delivered, published %s, and traces each state once', async (name, published) => {
    const key = `reached-${name.replaceAll(' ', '-')}`
    // As soon as it is delivered the run goes on; else it would stay until the fallback is due.
    const fallback = { unless: 'delivered', within: 'PT4H' }
    const steps = {
      danke: send({ channels: ['email', 'sms'], fallback, next: 'warten' }),
      warten: { type: 'wait', for: 'P1D', next: null },
    }
    await putJourney(service, key, journeyOf(steps, startedBy(key)))
    const profileId = await publishPerson(service)
    await publishInteraction(service, profileId, { name: key })
    const [order] = await service.waitFor(messagePlanned, 1, ({ data }) => data.profileId === profileId)
    const { occurredAt, ...receipt } = receiptOf(order?.data.orderId ?? '', profileId)
    for (const [definition, reached] of [...published, ...published]) {
      const short = 'delivered' in reached ? { reached: { delivered: occurredAt } } : {}
      await service.publish(definition, service.workspace.id, { ...receipt, occurredAt, ...short })
    }
    const whats = ['started', 'entered', 'message_planned', 'message_delivered', 'message_read', 'entered']
    const run = await runWhere(service, key, profileId, ({ step }) => step === 'warten')
    await eventually(async () => {
      const { body } = await service.call(`GET /v1/runs/${run.id}`)
      expect(body.trace.map(({ what }: { what: string }) => what).toSorted(byText)).toEqual(
        expect.arrayContaining(whats.toSorted(byText)),
      )
      expect(body.trace.filter(({ what }: { what: string }) => what.startsWith('message_'))).toHaveLength(3)
    })
  })
})
