import { defineEvent, type EventDefinition, type TopicName } from '@polyphon/contracts'
import { openEmbeddedLog } from '@polyphon/embedded-log'
import { z } from 'zod'
import { openKafkaLog } from '../src/log/kafka-log.js'
import type { EventLog } from '../src/log/log.js'
import { quiet } from './harness.js'

export interface ChainPart {
  readonly role: 'relay' | 'consumer'
  readonly databaseUrl: string
  readonly log:
    | { readonly kind: 'embedded'; readonly url: string }
    | { readonly kind: 'kafka'; readonly brokers: string }
  readonly topic: string
  readonly group: string
}

export async function openChainLog({ log }: Pick<ChainPart, 'log'>): Promise<EventLog> {
  if (log.kind === 'embedded') return openEmbeddedLog({ url: log.url, now: () => new Date(), pollMs: 50 })
  return openKafkaLog({
    brokers: [log.brokers],
    clientId: 'chain',
    partitions: 4,
    replication: 1,
    logger: quiet,
    sessionTimeoutMs: 6_000,
  })
}

const Counted = z.object({ key: z.string(), number: z.number().int() })

/** An event of its own for each run, so that runs do not see each other's. */
export function chainEvent(topic: string): EventDefinition<'profile.test_counted.v1', typeof Counted> {
  return defineEvent({
    type: 'profile.test_counted.v1',
    // The real topics have fixed names; a run has its own.
    topic: topic as TopicName,
    summary: 'For tests.',
    data: Counted,
    personal: [],
    example: { key: 'a', number: 1 },
    key: ({ key }) => key,
  })
}
