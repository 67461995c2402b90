import { type EventDefinition, events, serviceOf } from '@polyphon/contracts'
import type { ServiceName } from '../values/service-name.js'

/** What a service tells of to streams, polls and webhooks: its facts, but for the planned ones, which nobody publishes yet. */
export const streamedBy = (service: ServiceName): readonly EventDefinition[] =>
  events.filter(({ type, isStreamed, isPlanned }) => isStreamed && !isPlanned && serviceOf(type) === service)
