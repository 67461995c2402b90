import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Metrics } from '../telemetry/metrics.js'
import type { Consumer } from './consumer.js'
import { slotOf } from './fence.js'
import { countOpenGaps, readOpenGaps, wordsOf } from './gaps.js'

// A database that fell back to a standby that lagged shows in nothing else.
const EVERY_MS = 5_000
const MOST_NAMED = 20

/**
 * Looks now and then whether the database has gone back behind what the consumers of this process have applied, and keeps
 * the number of open gaps.
 */
export function watchOffsets(
  { db, logger, metrics }: { readonly db: Database; readonly logger: Logger; readonly metrics: Metrics },
  consumers: readonly Consumer[],
): { stop(): void } {
  const look = async (): Promise<void> => {
    const before = new Map(consumers.map((consumer) => [consumer, consumer.applied()]))
    const { stored, gaps } = await db.transact(
      null,
      async (tx) => {
        const { rows } = await tx.query<OffsetRow>(
          `select consumer_group, topic, topic_id, partition, next_offset from consumer_offset
            where consumer_group = any($1)`,
          [consumers.map(({ group }) => group)],
        )
        return { stored: rows, gaps: await countOpenGaps(tx) }
      },
      { readOnly: true },
    )
    for (const [consumer, applied] of before) consumer.compare(applied, offsetsOf(stored, consumer.group))
    metrics.logGaps.reset()
    for (const { group, topic, count } of gaps) metrics.logGaps.set({ group, topic }, count)
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) =>
      logger.debug({ event: 'offsets.not_looked_at', err: error }, 'the offsets could not be looked at'),
    )
  }, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

interface OffsetRow {
  readonly consumer_group: string
  readonly topic: string
  readonly topic_id: string
  readonly partition: number
  readonly next_offset: string
}

const offsetsOf = (rows: readonly OffsetRow[], group: string): ReadonlyMap<string, bigint> =>
  new Map(
    rows
      .filter((row) => row.consumer_group === group)
      .map((row) => [slotOf({ ...row, topicId: row.topic_id }), BigInt(row.next_offset)]),
  )

/** Throws, with each of them named, while there are gaps that nobody has accepted. */
export async function assertNoGaps({ db }: { readonly db: Database }): Promise<void> {
  const gaps = await db.transact(null, (tx) => readOpenGaps(tx, MOST_NAMED + 1), { readOnly: true })
  if (gaps.length === 0) return
  const more = gaps.length > MOST_NAMED ? ['there are more'] : []
  throw new Error(
    [...gaps.slice(0, MOST_NAMED).map(wordsOf), ...more, 'accept what is missing by POST /v1/offsets/accept'].join(
      '; ',
    ),
  )
}
