import type { Tx } from '../db/tx.js'
import type { EventLog } from '../log/log.js'

/** Where the log ended, topic by topic, at some moment; plain JSON, so that it can wait in a row. */
export type Ends = readonly {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly end: string
}[]

/**
 * Says whether this service's copies have caught up. An order that names something not yet seen waits until the copy
 * has read everything that stood in the log when the order came; only then is the missing thing really missing.
 */
export interface Copies {
  /** The consumer group that keeps the copy of people, by the definition of the service; null where it keeps none. */
  readonly peopleGroup: string | null
  /**
   * Whether what others have told before now stands in the log: right after it was away, that still waits in their outboxes.
   */
  isLogSettled(): boolean
  /** Where the given topics end now. Fails at once while the log has only just failed. */
  ends(topics: readonly string[]): Promise<Ends>
  /**
   * True when the consumer group has applied everything below the given ends that can still be read: what stood in a topic
   * that was made anew since, or was cut off after the group had read it, will never come.
   */
  haveRead(tx: Tx, consumerGroup: string, ends: Ends): Promise<boolean>
}

// For so long after a failure nobody asks again: fifty timers of one transaction would each wait until the log gives up.
const HELD_MS = 3_000

// Longer than a relay pauses before it tries a log again, and than it then needs for what has waited.
const SETTLED_MS = 15_000

export interface CopiesOptions {
  readonly clock?: () => number
  /** How many milliseconds ago the log failed last. */
  readonly sinceLogFailed?: () => number
}

export function openCopies(
  log: Pick<EventLog, 'ends'>,
  peopleGroup: string | null,
  { clock = () => performance.now(), sinceLogFailed = () => Number.POSITIVE_INFINITY }: CopiesOptions = {},
): Copies {
  let failed: { readonly at: number; readonly error: unknown } | undefined
  const askedEnds = async (topics: readonly string[]): ReturnType<EventLog['ends']> => {
    if (failed !== undefined && clock() - failed.at < HELD_MS) throw failed.error
    try {
      const ends = await log.ends(topics)
      failed = undefined
      return ends
    } catch (error) {
      failed = { at: clock(), error }
      throw error
    }
  }
  return {
    peopleGroup,
    isLogSettled: () => sinceLogFailed() > SETTLED_MS,
    ends: async (topics) => {
      const ends = await askedEnds(topics)
      return ends.map(({ topic, topicId, partition, end }) => ({ topic, topicId, partition, end: String(end) }))
    },
    haveRead: async (tx, consumerGroup, ends) => {
      const { rows } = await tx.query<{ behind: boolean }>(
        `select exists (
           select from json_to_recordset($2) as wanted (topic text, "topicId" text, partition integer, "end" bigint)
             left join consumer_offset reached
               on reached.consumer_group = $1 and reached.topic = wanted.topic
              and reached.topic_id = wanted."topicId" and reached.partition = wanted.partition
            where coalesce(reached.next_offset, 0) < wanted."end"
              and not exists (
                select from consumer_offset anew
                 where anew.consumer_group = $1 and anew.topic = wanted.topic and anew.partition = wanted.partition
                   and anew.topic_id <> reached.topic_id
                   and anew.assigned_at > coalesce(reached.assigned_at, '-infinity'))
              and not exists (
                select from log_gap lost
                 where lost.consumer_group = $1 and lost.topic = wanted.topic and lost.topic_id = wanted."topicId"
                   and lost.partition = wanted.partition and lost.reason = 'cut_off'
                   and lost.to_offset >= wanted."end")) as behind`,
        [consumerGroup, JSON.stringify(ends)],
      )
      return rows[0]?.behind === false
    },
  }
}
