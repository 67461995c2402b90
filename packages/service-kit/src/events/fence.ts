import type { Tx } from '../db/tx.js'
import type { LogRecord } from '../log/log.js'
import { BEGIN_AGAIN } from './decide-start.js'

/** A partition of the log as one consumer group sees it. */
export interface GroupPartition {
  readonly group: string
  readonly topic: string
  readonly topicId: string
  readonly partition: number
}

/** Names a partition of a topic that was made at one moment. */
export const slotOf = ({ topic, topicId, partition }: Omit<GroupPartition, 'group'>): string =>
  `${topic} ${topicId} ${partition}`

/** The order in which everybody locks checkpoints. */
export const bySource = (left: GroupPartition, right: GroupPartition): number =>
  left.topic === right.topic ? left.partition - right.partition : left.topic < right.topic ? -1 : 1

/** Up to where a group has applied a partition once the transaction is committed. */
export interface Checkpoint {
  readonly source: GroupPartition
  readonly next: bigint
  /** What the record before `next` is. */
  readonly lastRecord: string | null
}

/** Up to where it had applied it before. */
export interface Held {
  readonly next: bigint
  readonly lastRecord: string | null
}

/** Distinguishes a record from another one that may stand at the same offset in a log that was cut off and written anew. */
export const markOf = ({ timestamp, headers }: Pick<LogRecord, 'timestamp' | 'headers'>): string =>
  `${timestamp.getTime()} ${(headers['ce_id'] ?? '').slice(0, 64)}`

const WANTED = `json_to_recordset($1) as wanted ("group" text, topic text, "topicId" text, partition integer, next bigint,
                                                 position integer, "lastRecord" text)`

const wantedOf = (checkpoints: readonly Checkpoint[]): string =>
  JSON.stringify(
    checkpoints.map(({ source, next, lastRecord }, position) => ({
      ...source,
      next: String(next),
      lastRecord,
      position,
    })),
  )

/**
 * Advances the group's checkpoints, in the order of the list, and returns for each where it stood before: the first offset that
 * was not applied. Undefined for one that the database does not know, which has moved nothing. A reader that lost its
 * partition without noticing waits here, and then finds its records already applied.
 */
export async function advanceCheckpoints(
  tx: Tx,
  checkpoints: readonly Checkpoint[],
): Promise<readonly (Held | undefined)[]> {
  const { rows } = await tx.query<{ position: number; before: string; last_record: string | null }>(
    `with held as (
       select at.consumer_group, at.topic, at.topic_id, at.partition, at.next_offset, at.last_record, wanted.next,
              wanted."lastRecord", wanted.position
         from ${WANTED}
         join consumer_offset at on at.consumer_group = wanted.group and at.topic = wanted.topic
                                and at.topic_id = wanted."topicId" and at.partition = wanted.partition
        order by wanted.position for update of at)
     update consumer_offset at set next_offset = greatest(held.next_offset, held.next), applied_at = $2,
            last_record = case when held.next > held.next_offset then held."lastRecord" else held.last_record end
       from held where at.consumer_group = held.consumer_group and at.topic = held.topic
                   and at.topic_id = held.topic_id and at.partition = held.partition
     returning held.position, held.next_offset as before, held.last_record`,
    [wantedOf(checkpoints), tx.serverNow],
  )
  const before = new Map(rows.map((row) => [row.position, { next: BigInt(row.before), lastRecord: row.last_record }]))
  return checkpoints.map((_, position) => before.get(position))
}

/** Has the group begin again where the log begins, unless it has moved on from `next` meanwhile. */
export async function beginAgain(
  tx: Tx,
  { group, topic, topicId, partition }: GroupPartition,
  next: bigint,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update consumer_offset set next_offset = $6, last_record = null
      where consumer_group = $1 and topic = $2 and topic_id = $3 and partition = $4 and next_offset = $5`,
    [group, topic, topicId, partition, String(next), String(BEGIN_AGAIN)],
  )
  return rowCount === 1
}
