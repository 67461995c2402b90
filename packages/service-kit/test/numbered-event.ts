import { defineEvent, type TopicName } from '@polyphon/contracts'
import { z } from 'zod'

/** A kind of event that carries a number, and is told on a topic of a test. */
export const numberedEvent = (topic: TopicName) =>
  defineEvent({
    type: 'analytics.test_happened.v1',
    topic,
    summary: 'For tests.',
    data: z.object({ number: z.int() }),
    personal: [],
    example: { number: 1 },
    key: () => 'one',
  })
