import type { Admin } from 'kafkajs'
import { asError } from '../waiting/as-error.js'
import { backoffMs } from '../waiting/back-off.js'
import { createSignal, type Signal } from '../waiting/signal.js'
import type { TopicIds } from './kafka-topic-ids.js'
import type { AssignedPartition, PartitionSince, SubscribeOptions } from './log.js'

export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** Brings a consumer to the offsets that its group's database names; kafkajs by itself begins where Kafka's group stands. */
export interface Seeker {
  /** Begins for these partitions: they were just assigned. */
  assigned(partitions: readonly TopicPartition[]): void
  /** Begins anew for the partitions assigned last. */
  again(): void
  /** Resolves once the consumer has been set to where to read; false if it was begun anew meanwhile, or stopped. */
  ready(): Promise<boolean>
  stop(): void
}

export interface SeekerOptions {
  readonly startOffsets: NonNullable<SubscribeOptions['startOffsets']>
  /** What the log holds of these partitions now. */
  look(partitions: readonly TopicPartition[]): Promise<readonly AssignedPartition[]>
  seek(at: TopicPartition & { readonly offset: string }): void
  onError(error: Error): void
}

interface Round {
  isOver: boolean
  readonly signal: Signal
}

export function openSeeker(options: SeekerOptions): Seeker {
  let round: Round = { isOver: true, signal: createSignal() }
  let done = Promise.resolve()
  let partitions: readonly TopicPartition[] = []
  const end = (): void => {
    round.isOver = true
    round.signal.wake()
  }
  const begin = (): void => {
    end()
    round = { isOver: false, signal: createSignal() }
    done = seekAll(round, partitions, options)
  }
  return {
    assigned: (given) => {
      partitions = given
      begin()
    },
    again: begin,
    ready: async () => {
      const mine = round
      await done
      return !mine.isOver && mine === round
    },
    stop: end,
  }
}

/** Asks until it is answered: without the database nobody knows where to read, and without Kafka there is nothing to read. */
async function seekAll(round: Round, partitions: readonly TopicPartition[], options: SeekerOptions): Promise<void> {
  for (let attempt = 1; !round.isOver; attempt += 1) {
    try {
      const assigned = await options.look(partitions)
      const offsets = await options.startOffsets(assigned)
      if (round.isOver) return
      for (const [index, { topic, partition }] of assigned.entries()) {
        const offset = offsets[index]
        if (offset !== undefined) options.seek({ topic, partition, offset: String(offset) })
      }
      return
    } catch (error) {
      options.onError(asError(error))
      await round.signal.wait(backoffMs(attempt, 100, 5_000))
    }
  }
}

/** What Kafka holds of these partitions, and whether it remembers that the group has read them. */
export async function lookAtPartitions(
  admin: Admin,
  topicIds: TopicIds,
  assigned: { readonly group: string; readonly partitions: readonly TopicPartition[] },
): Promise<readonly AssignedPartition[]> {
  const topics = [...new Set(assigned.partitions.map(({ topic }) => topic))]
  if (topics.length === 0) return []
  const [committed, ...offsets] = await Promise.all([
    admin.fetchOffsets({ groupId: assigned.group, topics }),
    ...topics.map((topic) => admin.fetchTopicOffsets(topic)),
  ])
  const ids = new Map(await Promise.all(topics.map(async (topic) => [topic, await topicIds.of(topic)] as const)))
  return assigned.partitions.map(({ topic, partition }) => {
    const held = offsets[topics.indexOf(topic)]?.find((entry) => entry.partition === partition)
    const topicId = ids.get(topic)
    if (held === undefined || topicId === undefined) throw new Error(`Kafka does not report ${topic} ${partition}.`)
    const committedOffset = committed
      .find((entry) => entry.topic === topic)
      ?.partitions.find((entry) => entry.partition === partition)
    return {
      topic,
      topicId,
      partition,
      first: BigInt(held.low),
      end: BigInt(held.high),
      wasRead: BigInt(committedOffset?.offset ?? -1) >= 0n,
    }
  })
}

/** Where a moment lies in each partition of a topic. */
export async function sinceIn(
  admin: Admin,
  topicIds: TopicIds,
  { topic, moment }: { readonly topic: string; readonly moment: Date },
): Promise<readonly PartitionSince[]> {
  // Looked at first: a record that comes in between must not lie behind an end that is told as the place of the moment.
  const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, moment.getTime())
  const [held, topicId] = await Promise.all([admin.fetchTopicOffsets(topic), topicIds.of(topic)])
  return offsets.map(({ partition, offset }) => {
    const low = held.find((entry) => entry.partition === partition)?.low
    if (low === undefined) throw new Error(`Kafka does not report ${topic} ${partition}.`)
    return { topicId, partition, first: BigInt(low), from: BigInt(offset) }
  })
}
