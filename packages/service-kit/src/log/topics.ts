import { topics } from '@polyphon/contracts'
import { durationMs } from '@polyphon/values'
import type { Logger } from 'pino'
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
export async function makeTopics(log: EventLog, logger: Logger, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  try {
    await log.createTopics(allTopics)
  } catch (error) {
    if (signal.aborted) return
    logger.warn({ event: 'log.topics_not_made', err: error }, 'the topics could not be made; trying again')
    setTimeout(() => void makeTopics(log, logger, signal), RETRY_MS).unref()
  }
}
