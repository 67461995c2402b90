import type { Scenario } from '../scenario.js'
import { answers } from './answers.js'
import { eventToMessage } from './event-to-message.js'
import { facts } from './facts.js'
import { stream, webhook, webhookFilter } from './following.js'
import { growth } from './growth.js'
import { idle } from './idle.js'
import { ingestBatch, ingestLog, ingestSingle } from './ingest.js'
import { million } from './million.js'
import { read } from './read.js'
import { start } from './start.js'
import { tracing } from './tracing.js'

/** Everything that is measured, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  ingestSingle,
  ingestBatch,
  ingestLog,
  eventToMessage,
  read,
  answers,
  facts,
  growth,
  million,
  stream,
  webhook,
  webhookFilter,
  tracing,
  idle,
  start,
]
