import type { Database } from '../db/database.js'
import type { EventLog, PartitionEnd } from '../log/log.js'
import type { Metrics } from '../telemetry/metrics.js'

/** What a group has before it, by group and topic. */
export interface Lag {
  readonly group: string
  readonly topic: string
  readonly records: number
}

/** Where the database stands in a partition of a topic. */
export interface Standing {
  readonly group: string
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly next: bigint
}

/** A consumer group and what it reads. */
export interface Reader {
  readonly group: string
  readonly topics: readonly string[]
}

/**
 * How many records stand between where the database is and the end of the log. A partition in which a group has not read
 * yet counts whole; so does one of a topic that was made anew.
 */
export function lagsOf(
  readers: readonly Reader[],
  ends: readonly PartitionEnd[],
  standings: readonly Standing[],
): readonly Lag[] {
  const slotOf = (group: string, { topic, topicId, partition }: Omit<Standing, 'group' | 'next'>): string =>
    JSON.stringify([group, topic, topicId, partition])
  const nextOf = new Map(standings.map((standing) => [slotOf(standing.group, standing), standing.next]))
  return readers.flatMap(({ group, topics }) =>
    topics.map((topic) => {
      const open = ends
        .filter((end) => end.topic === topic)
        .map((end) => Number(end.end - (nextOf.get(slotOf(group, end)) ?? 0n)))
      return { group, topic, records: open.reduce((sum, records) => sum + Math.max(0, records), 0) }
    }),
  )
}

/** Measures what waits: records of the log, dead letters, timers. Without the log the lag is not shown, as nobody knows it. */
export async function measureBacklog(
  deps: {
    readonly db: Database
    readonly log: Pick<EventLog, 'ends'>
    readonly metrics: Metrics
    now(): Date
  },
  readers: readonly Reader[],
): Promise<void> {
  const { metrics } = deps
  const { standings, letters, timers } = await readBacklog(deps.db, readers)
  metrics.deadLetters.reset()
  // Shown at 0 as well: an alert cannot see what is not there.
  for (const { group } of readers) metrics.deadLetters.set({ group }, 0)
  for (const { group, count } of letters) metrics.deadLetters.set({ group }, count)
  metrics.timersOverdue.reset()
  for (const { kind, first } of timers)
    metrics.timersOverdue.set({ kind }, Math.max(0, (deps.now().getTime() - first.getTime()) / 1_000))
  metrics.consumerLag.reset()
  const topics = [...new Set(readers.flatMap((reader) => reader.topics))]
  const ends = await deps.log.ends(topics, 'known')
  for (const { group, topic, records } of lagsOf(readers, ends, standings))
    metrics.consumerLag.set({ group, topic }, records)
}

interface Backlog {
  readonly standings: readonly Standing[]
  readonly letters: readonly { readonly group: string; readonly count: number }[]
  readonly timers: readonly { readonly kind: string; readonly first: Date }[]
}

// Of kinds that are due behind so many others nothing is said: those say enough.
const MOST_LOOKED_AT = 1_000

/** What waits in the database: where groups stand, dead letters, timers that are due. */
export function readBacklog(db: Database, readers: readonly Reader[]): Promise<Backlog> {
  return db.transact(
    null,
    async (tx) => {
      const standings = await tx.query<Omit<Standing, 'next'> & { next: string }>(
        `select consumer_group as group, topic, topic_id as "topicId", partition, next_offset as next
           from consumer_offset where consumer_group = any ($1)`,
        [readers.map(({ group }) => group)],
      )
      const letters = await tx.query<{ group: string; count: number }>(
        'select consumer_group as group, count(*)::integer as count from dead_letter group by consumer_group',
      )
      const timers = await tx.query<{ kind: string; first: Date }>(
        `select kind, min(run_at) as first
           from (select kind, run_at from timer where run_at <= $1 order by run_at limit $2) as due group by kind`,
        [tx.serverNow, MOST_LOOKED_AT],
      )
      return {
        standings: standings.rows.map((row) => ({ ...row, next: BigInt(row.next) })),
        letters: letters.rows,
        timers: timers.rows,
      }
    },
    { readOnly: true },
  )
}
