import type { Logger } from 'pino'
import type { Tx } from '../db/tx.js'
import type { Gap, GapReason } from './decide-start.js'

/** A gap, and who misses what it held. */
export interface Missing extends Gap {
  readonly group: string
  readonly topic: string
  readonly topicId: string
  readonly partition: number
}

/** A gap that is known, whether it was accepted or not. */
export interface FoundGap extends Missing {
  readonly foundAt: Date
}

/** What is to be accepted; what is left out means all of them. */
export interface GapFilter {
  readonly group?: string | undefined
  readonly topic?: string | undefined
  readonly partition?: number | undefined
  /** Only those found until then: what was found later has not been seen by whoever accepts. */
  readonly foundUntil?: Date | undefined
}

interface GapRow {
  readonly consumer_group: string
  readonly topic: string
  readonly topic_id: string
  readonly partition: number
  readonly from_offset: string
  readonly to_offset: string | null
  readonly reason: GapReason
  readonly read_until: Date | null
  readonly found_at: Date
}

const COLUMNS = 'consumer_group, topic, topic_id, partition, from_offset, to_offset, reason, read_until, found_at'

/** Keeps gaps that were found; each is logged as an error and counted once it is certain that it is kept. */
export async function saveGaps(
  tx: Tx,
  missing: readonly Missing[],
  sinks: { readonly logger: Logger; onMissing(count: number): void },
): Promise<void> {
  for (const gap of missing) {
    await tx.query(
      `insert into log_gap (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (consumer_group, topic, topic_id, partition, from_offset)
       do update set to_offset = excluded.to_offset, reason = excluded.reason, read_until = excluded.read_until,
                     found_at = excluded.found_at, accepted_at = null`,
      [
        gap.group,
        gap.topic,
        gap.topicId,
        gap.partition,
        String(gap.from),
        gap.to === null ? null : String(gap.to),
        gap.reason,
        gap.readUntil,
        tx.serverNow,
      ],
    )
  }
  tx.afterCommit(() => {
    for (const gap of missing) {
      if (gap.reason === 'deleted' && gap.to !== null) sinks.onMissing(Number(gap.to - gap.from))
      const { group, topic, partition, reason } = gap
      const [fromOffset, toOffset] = [String(gap.from), gap.to === null ? null : String(gap.to)]
      sinks.logger.error(
        { event: 'consumer.log_gap', group, topic, partition, reason, fromOffset, toOffset, readUntil: gap.readUntil },
        wordsOf(gap),
      )
    }
  })
}

/** The gaps that nobody has accepted, oldest first. */
export async function readOpenGaps(tx: Tx, most: number): Promise<readonly FoundGap[]> {
  const { rows } = await tx.query<GapRow>(
    `select ${COLUMNS} from log_gap where accepted_at is null
      order by found_at, consumer_group, topic, partition, from_offset limit $1`,
    [most],
  )
  return rows.map(foundOf)
}

/** How many gaps each group has in each topic that nobody has accepted. */
export async function countOpenGaps(
  tx: Tx,
): Promise<readonly { readonly group: string; readonly topic: string; readonly count: number }[]> {
  const { rows } = await tx.query<{ group: string; topic: string; count: number }>(
    `select consumer_group as group, topic, count(*)::integer as count from log_gap
      where accepted_at is null group by consumer_group, topic`,
  )
  return rows
}

/** Accepts that the records of these gaps are missing; answers those that were open. */
export async function acceptGaps(tx: Tx, filter: GapFilter): Promise<readonly FoundGap[]> {
  const { rows } = await tx.query<GapRow>(
    `update log_gap set accepted_at = $5
      where accepted_at is null and ($1::text is null or consumer_group = $1) and ($2::text is null or topic = $2)
        and ($3::integer is null or partition = $3) and ($4::timestamptz is null or found_at <= $4)
     returning ${COLUMNS}`,
    [filter.group ?? null, filter.topic ?? null, filter.partition ?? null, filter.foundUntil ?? null, tx.serverNow],
  )
  return rows.map(foundOf)
}

const foundOf = (row: GapRow): FoundGap => ({
  group: row.consumer_group,
  topic: row.topic,
  topicId: row.topic_id,
  partition: row.partition,
  from: BigInt(row.from_offset),
  to: row.to_offset === null ? null : BigInt(row.to_offset),
  reason: row.reason,
  readUntil: row.read_until,
  foundAt: row.found_at,
})

/** A gap in one sentence, for whoever has to decide about it. */
export function wordsOf({ group, topic, partition, reason, from, to, readUntil }: Missing): string {
  const where = `${group} has a gap in ${topic}, partition ${partition}`
  const since = readUntil === null ? 'nothing was read before' : `it had read until ${readUntil.toISOString()}`
  switch (reason) {
    case 'deleted':
      return `${where}: the offsets from ${from} up to ${to} were deleted before it read them (${since})`
    case 'made_anew':
      return `${where}: the topic was made anew, and what stood in the former one from offset ${from} on cannot be known (${since})`
    case 'cut_off':
      return `${where}: Kafka has lost the offsets from ${from} up to ${to}, or holds other records there (${since}); it has read the partition from its beginning again, and readers that were behind may miss some`
  }
}
