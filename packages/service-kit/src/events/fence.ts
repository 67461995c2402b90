import type { Tx } from '../db/tx.js'

/** A partition of the log as one consumer group sees it. */
export interface Place {
  readonly group: string
  readonly topic: string
  readonly topicId: string
  readonly partition: number
}

/** Up to where a group has applied a partition once the transaction is committed. */
export interface Reach {
  readonly place: Place
  readonly next: bigint
}

/**
 * Moves the group's places, in the order of the list, and answers for each the first offset that was not applied before.
 * A reader that lost its partition without noticing waits here, and then finds its records already applied.
 */
export async function takePlaces(tx: Tx, reaches: readonly Reach[]): Promise<readonly bigint[]> {
  const taken = await moveKnown(tx, reaches)
  const missing = reaches.filter((_, index) => taken[index] === undefined)
  if (missing.length === 0) return taken.map((before) => before ?? 0n)
  await tx.query(
    `insert into consumer_offset (consumer_group, topic, topic_id, partition, next_offset)
     select wanted.group, wanted.topic, wanted."topicId", wanted.partition, 0 from ${WANTED} on conflict do nothing`,
    [wantedOf(missing)],
  )
  // Somebody else may have made one of them, and moved it.
  const made = await moveKnown(tx, reaches)
  return made.map((before, index) => taken[index] ?? before ?? 0n)
}

const WANTED = `json_to_recordset($1) as wanted ("group" text, topic text, "topicId" text, partition integer, next bigint,
                                                 position integer)`

const wantedOf = (reaches: readonly Reach[]): string =>
  JSON.stringify(reaches.map(({ place, next }, position) => ({ ...place, next: String(next), position })))

/** Locks and moves in one statement, as each chunk of each group does it; undefined for a place that is new. */
async function moveKnown(tx: Tx, reaches: readonly Reach[]): Promise<readonly (bigint | undefined)[]> {
  const { rows } = await tx.query<{ position: number; before: string }>(
    `with held as (
       select at.consumer_group, at.topic, at.topic_id, at.partition, at.next_offset, wanted.next, wanted.position
         from ${WANTED}
         join consumer_offset at on at.consumer_group = wanted.group and at.topic = wanted.topic
                                and at.topic_id = wanted."topicId" and at.partition = wanted.partition
        order by wanted.position for update of at)
     update consumer_offset at set next_offset = greatest(held.next_offset, held.next), applied_at = $2
       from held where at.consumer_group = held.consumer_group and at.topic = held.topic
                   and at.topic_id = held.topic_id and at.partition = held.partition
     returning held.position, held.next_offset as before`,
    [wantedOf(reaches), tx.now],
  )
  const before = new Map(rows.map((row) => [row.position, BigInt(row.before)]))
  return reaches.map((_, position) => before.get(position))
}
