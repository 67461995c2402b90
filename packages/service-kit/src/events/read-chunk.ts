import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { LogChunk, LogRecord } from '../log/log.js'
import type { Tracing } from '../telemetry/tracing.js'
import { type Checkpoint, type GroupPartition, markOf } from './fence.js'
import type { Headway } from './headway.js'
import type { Reading, Receiver } from './receive.js'

/**
 * What became of a record: every one that is read is counted under exactly one of the first five. Newer are those of a kind
 * that is handled here, in a version that a later release publishes beside it; missed are those that were deleted from the
 * log before they could be read.
 */
export type ConsumeOutcome = 'applied' | 'seen_before' | 'ignored' | 'newer' | 'dead' | 'retried' | 'missed'

export interface ChunkWork {
  readonly db: Database
  readonly receiver: Receiver
  readonly logger: Logger
  readonly tracing: Tracing
  readonly group: string
  readonly service: string
  readonly tries: number
  readonly firstPauseMs: number
  count(outcome: ConsumeOutcome, count: number): void
}

export interface Read {
  readonly record: LogRecord
  readonly reading: Reading
}

export interface ChunkContext {
  readonly work: ChunkWork
  readonly chunk: LogChunk
  readonly source: GroupPartition
  readonly headway: Headway
  progressed(): void
}

export const LOST = 'The partition belongs to another reader now.'

/** A chunk as it was read; `progressed` is called whenever something is done. */
export interface ReadChunk {
  readonly chunk: LogChunk
  /** What is known of the assignment that it came with. */
  readonly headway: Headway
  progressed(): void
}

/** A chunk with what its records say, waiting to be applied. */
export interface WaitingChunk {
  readonly context: ChunkContext
  readonly reads: readonly Read[]
}

export function readChunk(work: ChunkWork, { chunk, headway, progressed }: ReadChunk): WaitingChunk {
  const { topic, topicId, partition } = chunk
  const source = { group: work.group, topic, topicId, partition }
  const reads = chunk.records.map((record) => ({ record, reading: work.receiver.read(record) }))
  return { context: { work, chunk, source, headway, progressed }, reads }
}

/**
 * Passes over a chunk of which nothing is handled here and nothing is to be put aside, without asking the database; false if
 * it is to be applied.
 */
export function passOver(waiting: WaitingChunk): boolean {
  const { context, reads } = waiting
  if (!reads.every(({ reading: { outcome } }) => outcome === 'ignored' || outcome === 'newer')) return false
  if (!context.chunk.isMine()) throw new Error(LOST)
  if (!context.headway.passOver(context.chunk.from, checkpointOf(waiting))) return false
  for (const outcome of ['ignored', 'newer'] as const)
    context.work.count(outcome, reads.filter(({ reading }) => reading.outcome === outcome).length)
  context.progressed()
  return true
}

/** Where the group stands once the whole chunk is read. */
export const checkpointOf = ({ context, reads }: WaitingChunk): Checkpoint => {
  const last = reads.at(-1)?.record
  return {
    source: context.source,
    next: (last?.offset ?? -1n) + 1n,
    lastRecord: last === undefined ? null : markOf(last),
  }
}
