import { isServerFailure } from '../telemetry/failure.js'
import type { Outages } from '../telemetry/outages.js'
import type { EventLog } from './log.js'

/** The same log; whenever it is asked for something it tells whether it is there. */
export function watchLog(log: EventLog, outages: Pick<Outages, 'failed' | 'works'>): EventLog {
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      const given = await answer
      outages.works('log')
      return given
    } catch (error) {
      // It answers, and does not take what it was given: whoever gave it knows what that is.
      if (isServerFailure(error)) outages.failed('log', error)
      throw error
    }
  }
  return {
    createTopics: (topics) => watched(log.createTopics(topics)),
    send: (records) => watched(log.send(records)),
    subscribe: (options) => log.subscribe(options),
    ends: (topics, ids) => watched(log.ends(topics, ids)),
    since: (topic, moment) => watched(log.since(topic, moment)),
    look: (topics) => watched(log.look(topics)),
    check: () => watched(log.check()),
    close: () => log.close(),
  }
}
