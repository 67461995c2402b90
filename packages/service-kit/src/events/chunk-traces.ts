import { openGroups } from '../telemetry/trace-groups.js'
import type { Tracing } from '../telemetry/tracing.js'
import type { Taken } from './receive.js'

/** The spans of what is applied in one transaction, one for each trace in it. */
export interface ChunkTraces {
  /** The event as handlers see it: what they append is a part of this span. */
  within(taken: Taken): Taken
  end(failure?: string): void
}

const UNTRACED: ChunkTraces = { within: (taken) => taken, end: () => undefined }

export function openChunkTraces(tracing: Tracing, group: string, taken: readonly Taken[]): ChunkTraces {
  if (!tracing.isOn || taken.length === 0) return UNTRACED
  const spans = openGroups(tracing, taken, {
    kind: 'consumer',
    name: () => `process ${group}`,
    causeOf: ({ received }) => received,
    attributes: (items) => ({
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.consumer.group.name': group,
      'messaging.destination.name': onlyOne(items.map(({ record }) => record.topic)),
      'messaging.batch.message_count': items.length,
      'polyphon.event_types': [...new Set(items.map(({ event }) => event.type))],
    }),
  })
  if (spans === null) return UNTRACED
  return {
    within: (event) => {
      const span = spans.of(event.received)
      return span === undefined ? event : { ...event, received: { ...event.received, ...span.context } }
    },
    end: spans.end,
  }
}

/** Of what all have in common. */
export function onlyOne(values: readonly string[]): string | undefined {
  const [first, ...others] = new Set(values)
  return others.length === 0 ? first : undefined
}
