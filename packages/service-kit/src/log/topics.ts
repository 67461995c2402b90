import { topics } from '@polyphon/contracts'
import { durationMs } from '@polyphon/values'
import { isServerFailure } from '../telemetry/failure.js'
import type { Outages } from '../telemetry/outages.js'
import type { EventLog, TopicSettings } from './log.js'

const RETRY_MS = 2_000

/** The topics of all events, as the log has to make them. */
export const allTopics: readonly TopicSettings[] = topics.map(({ name, compacted, retention }) => ({
  name,
  compacted,
  retentionMs: retention === null ? -1 : durationMs(retention),
}))

/**
 * Makes the topics that are missing. A log that is away does not stop a service from starting: commands work, their
 * events wait in the outbox, and this is tried again in the background until the signal.
 */
export async function makeTopics(
  log: EventLog,
  outages: Pick<Outages, 'failed' | 'works'>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return
  try {
    await log.createTopics(allTopics)
    outages.works('topics')
  } catch (error) {
    if (signal.aborted) return
    // A log that is away has told that itself.
    if (!isServerFailure(error)) outages.failed('topics', error)
    setTimeout(() => void makeTopics(log, outages, signal), RETRY_MS).unref()
  }
}
