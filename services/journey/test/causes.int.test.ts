import { randomUUID } from 'node:crypto'
import { interactionRecorded, messagePlanned, runStarted } from '@polyphon/contracts'
import { traceOf } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Journey,
  journeyOf,
  publishPerson,
  putJourney,
  send,
  startedBy,
  startJourney,
  untilHandled,
} from './harness.js'

let service: Journey
beforeAll(async () => {
  service = await startJourney()
})
afterAll(() => service.close())

describe('what a run publishes', () => {
  it('carries the trace of the very event that moved it, though many are handled together', async () => {
    await putJourney(service, 'ursache', journeyOf({ s: send() }, startedBy('Gekauft')))
    const digits = ['1', '2', '3', '4', '5', '6']
    const people = await Promise.all(digits.map(() => publishPerson(service)))
    await untilHandled(service)
    const occurredAt = service.deps.now().toISOString()
    const ids = await Promise.all(
      digits.map((digit, index) =>
        service.publish(
          interactionRecorded,
          service.workspace.id,
          {
            messageId: randomUUID(),
            profileId: people[index] ?? '',
            profileRevision: 1,
            kind: 'track',
            name: 'Gekauft',
            properties: {},
            identifiers: [],
            context: {},
            channel: 'web',
            occurredAt,
            receivedAt: occurredAt,
          },
          { cause: { correlationId: `request-${digit}`, traceparent: traceOf(digit) } },
        ),
      ),
    )
    for (const definition of [runStarted, messagePlanned]) {
      const published = await service.waitFor(definition, digits.length)
      const causes = new Map(published.map(({ data, cause }) => [data.profileId, cause]))
      for (const [index, digit] of digits.entries())
        expect(causes.get(people[index] ?? '')).toEqual({
          causationId: ids[index],
          correlationId: `request-${digit}`,
          traceparent: traceOf(digit),
        })
    }
  })
})
