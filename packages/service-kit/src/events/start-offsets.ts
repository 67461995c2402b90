import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import type { AssignedPartition } from '../log/log.js'
import { decideStart, type Known, type Start } from './decide-start.js'
import { slotOf } from './fence.js'
import { type Missing, saveGaps } from './gaps.js'

export interface StartOffsetsOptions {
  readonly db: Database
  readonly group: string
  readonly logger: Logger
  /** Called with how many records are missing that were not known to be. */
  onMissing(count: number): void
}

interface OffsetRow {
  readonly topic: string
  readonly topic_id: string
  readonly partition: number
  readonly next_offset: string
  readonly last_record: string | null
  readonly applied_at: Date
  readonly is_settled: boolean
}

interface Decided {
  readonly assigned: AssignedPartition
  readonly stored: bigint | null
  readonly start: Start
}

/** Answers where a group reads on, after its database has been brought in line with what the log can still give. */
export function openStartOffsets(
  options: StartOffsetsOptions,
): (assigned: readonly AssignedPartition[]) => Promise<readonly bigint[]> {
  // Whoever had the partition may have applied records after the log was looked at: only an offset that was read before
  // the look, and lies beyond the end, proves that the log was cut off.
  let beyond = new Map<string, bigint>()
  return (assigned) =>
    options.db.transact(null, async (tx) => {
      const rows = await readOffsets(tx, options.group, assigned)
      const suspected = beyond
      beyond = new Map()
      const decided = assigned.map((assignedPartition): Decided => {
        const known = knownOf(rows, assignedPartition)
        const { stored } = known
        if (
          stored !== null &&
          stored.next > assignedPartition.end &&
          (suspected.get(slotOf(assignedPartition)) ?? 0n) <= assignedPartition.end
        )
          beyond.set(slotOf(assignedPartition), stored.next)
        return {
          assigned: assignedPartition,
          stored: stored?.next ?? null,
          start: decideStart(assignedPartition, known),
        }
      })
      if (beyond.size > 0) throw new Error(`${options.group} stands beyond the end of the log; it is looked at again.`)
      await settle(tx, options, decided)
      return decided.map(({ start }) => start.from)
    })
}

async function readOffsets(
  tx: Tx,
  group: string,
  assigned: readonly AssignedPartition[],
): Promise<readonly OffsetRow[]> {
  const { rows } = await tx.query<OffsetRow>(
    // Ten minutes: replicas that start together are given partitions of the same topic one after the other.
    `select topic, topic_id, partition, next_offset, last_record, applied_at,
            coalesce(assigned_at < $3::timestamptz - interval '10 minutes', false) as is_settled
       from consumer_offset where consumer_group = $1 and topic = any($2) order by applied_at desc`,
    [group, [...new Set(assigned.map(({ topic }) => topic))], tx.serverNow],
  )
  return rows
}

function knownOf(rows: readonly OffsetRow[], { topic, topicId, partition }: AssignedPartition): Known {
  const ofTopic = rows.filter((row) => row.topic === topic)
  const here = ofTopic.filter((row) => row.partition === partition)
  const stored = here.find((row) => row.topic_id === topicId)
  const former = here.find((row) => row.topic_id !== topicId)
  return {
    stored: stored === undefined ? null : storedOf(stored),
    former: former === undefined ? null : storedOf(former),
    isSettled: ofTopic.some((row) => row.topic_id === topicId && row.is_settled),
  }
}

const storedOf = (row: OffsetRow): NonNullable<Known['stored']> => ({
  next: BigInt(row.next_offset),
  lastRecord: row.last_record,
  appliedAt: row.applied_at,
})

/** Writes what was decided; throws if somebody has moved an offset meanwhile, and it is decided again. */
async function settle(tx: Tx, options: StartOffsetsOptions, decided: readonly Decided[]): Promise<void> {
  const { group } = options
  const changed = decided.filter(({ stored, start }) => stored !== start.next)
  if (changed.length === 0) return
  const { rows } = await tx.query(
    `insert into consumer_offset as at (consumer_group, topic, topic_id, partition, next_offset, applied_at, assigned_at)
     select $1, topic, "topicId", partition, next, $3, $3
       from json_to_recordset($2) as decided (topic text, "topicId" text, partition integer, next bigint, stored bigint)
      order by topic collate "C", partition
     on conflict (consumer_group, topic, topic_id, partition)
     do update set next_offset = excluded.next_offset, last_record = null
      where at.next_offset = (select stored from json_to_recordset($2) as decided
                                (topic text, "topicId" text, partition integer, next bigint, stored bigint)
                               where topic = at.topic and "topicId" = at.topic_id and partition = at.partition)
     returning 1`,
    [
      group,
      JSON.stringify(
        changed.map(({ assigned: { topic, topicId, partition }, stored, start }) => ({
          topic,
          topicId,
          partition,
          next: String(start.next),
          stored: stored === null ? null : String(stored),
        })),
      ),
      tx.serverNow,
    ],
  )
  if (rows.length !== changed.length)
    throw new Error(`The offsets of ${group} have moved meanwhile; they are read again.`)
  const missing = changed.flatMap(({ assigned: { topic, topicId, partition }, start: { gap } }): Missing[] =>
    gap === null ? [] : [{ group, topic, topicId, partition, ...gap }],
  )
  await saveGaps(tx, missing, options)
}
