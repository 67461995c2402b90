import type { Tx } from '../db/tx.js'

/** A partition of the log as one consumer group sees it. */
export interface Place {
  readonly group: string
  readonly topic: string
  readonly topicId: string
  readonly partition: number
}

/**
 * Locks the group's place in a partition and answers the first offset that is not applied yet. A reader that lost its
 * partition without noticing waits here, and then finds its records already applied.
 */
export async function lockPlace(tx: Tx, place: Place): Promise<bigint> {
  const values = [place.group, place.topic, place.topicId, place.partition]
  const select = `select next_offset from consumer_offset
                   where consumer_group = $1 and topic = $2 and topic_id = $3 and partition = $4 for update`
  const found = await tx.query<{ next_offset: string }>(select, values)
  if (found.rows[0] !== undefined) return BigInt(found.rows[0].next_offset)
  await tx.query(
    `insert into consumer_offset (consumer_group, topic, topic_id, partition, next_offset)
     values ($1, $2, $3, $4, 0) on conflict do nothing`,
    values,
  )
  const made = await tx.query<{ next_offset: string }>(select, values)
  return BigInt(made.rows[0]?.next_offset ?? 0)
}

export async function movePlace(tx: Tx, place: Place, nextOffset: bigint): Promise<void> {
  await tx.query(
    `update consumer_offset set next_offset = $5, applied_at = $6
      where consumer_group = $1 and topic = $2 and topic_id = $3 and partition = $4`,
    [place.group, place.topic, place.topicId, place.partition, String(nextOffset), tx.now],
  )
}
