import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { type LogChunk, type LogRecord, WrongOffset } from '../log/log.js'
import { backoffMs } from '../waiting/back-off.js'
import { applyEvents } from './apply.js'
import { classifyError } from './classify-error.js'
import { type NewDeadLetter, saveDeadLetter } from './dead-letter-store.js'
import { advanceCheckpoints, beginAgain, type Checkpoint, type GroupPartition, type Held, markOf } from './fence.js'
import { saveGaps } from './gaps.js'
import type { Reading, Receiver, Refusal, Taken } from './receive.js'

/**
 * What became of a record: every one that is read is counted under exactly one of the first four. Missed are those that
 * were deleted from the log before they could be read.
 */
export type ConsumeOutcome = 'applied' | 'seen_before' | 'ignored' | 'dead' | 'retried' | 'missed'

export interface ChunkWork {
  readonly db: Database
  readonly receiver: Receiver
  readonly logger: Logger
  readonly group: string
  readonly service: string
  readonly tries: number
  readonly firstPauseMs: number
  count(outcome: ConsumeOutcome, count: number): void
}

interface Read {
  readonly record: LogRecord
  readonly reading: Reading
}

interface ChunkContext {
  readonly work: ChunkWork
  readonly chunk: LogChunk
  readonly source: GroupPartition
  progressed(): void
}

/** What a committed transaction did with its records. */
type Tally = Readonly<Record<Exclude<ConsumeOutcome, 'retried' | 'missed'>, number>>

const LOST = 'The partition belongs to another reader now.'

/** A chunk that waits to be applied; `progressed` is called whenever something is done. */
export interface WaitingChunk {
  readonly chunk: LogChunk
  progressed(): void
}

/**
 * Applies chunks of several partitions in one transaction, which costs little more than one of them. False if that
 * failed: then each has to be consumed by itself, so that what is wrong with one harms no other.
 */
export async function consumeTogether(work: ChunkWork, waiting: readonly WaitingChunk[]): Promise<boolean> {
  const parts = waiting.map((chunk) => partOf(work, chunk)).toSorted(bySource)
  // After a rebalance two chunks of one partition may wait here; the second must see what the first has done.
  if (parts.some((part, index) => index > 0 && bySource(parts[index - 1] ?? part, part) === 0)) return false
  try {
    report(work, await applyParts(work, parts))
  } catch {
    return false
  }
  for (const { progressed } of waiting) progressed()
  return true
}

/** Applies a chunk in one transaction, or record by record if that fails, so that a bad one harms no other. */
export async function consumeChunk(work: ChunkWork, waiting: WaitingChunk): Promise<void> {
  const part = partOf(work, waiting)
  const { context, reads } = part
  try {
    report(work, await applyParts(work, [part]))
  } catch (error) {
    if (error instanceof OtherRecord) await noteOtherRecord(context, error)
    if (!context.chunk.isMine() || error instanceof WrongOffset) throw error
    if (classifyError(error, undefined).kind === 'unavailable') throw retried(context, error)
    await context.chunk.heartbeat()
    for (const read of reads) await applyAlone(context, read)
  }
  context.progressed()
}

/** Commits to the log that a chunk is applied. */
export async function commitChunk(chunk: LogChunk): Promise<void> {
  const last = chunk.records.at(-1)
  if (last !== undefined) await chunk.commit(last.offset + 1n)
}

/** A chunk with what its records say. */
interface Part {
  readonly context: ChunkContext
  readonly reads: readonly Read[]
}

function partOf(work: ChunkWork, { chunk, progressed }: WaitingChunk): Part {
  const { topic, topicId, partition } = chunk
  const context: ChunkContext = { work, chunk, source: { group: work.group, topic, topicId, partition }, progressed }
  return { context, reads: chunk.records.map((record) => ({ record, reading: work.receiver.read(record) })) }
}

// The order in which everybody locks checkpoints.
const bySource = ({ context: { source: left } }: Part, { context: { source: right } }: Part): number =>
  left.topic === right.topic ? left.partition - right.partition : left.topic < right.topic ? -1 : 1

async function applyParts(work: ChunkWork, parts: readonly Part[]): Promise<Tally> {
  return work.db.transact(null, async (tx) => {
    const before = await advanceCheckpoints(tx, parts.map(checkpointOf))
    const held = parts.map((part, index) => assertContinues(part, before[index]))
    const open = parts.map(({ reads }, index) =>
      reads.filter(({ record }) => record.offset >= (held[index]?.next ?? 0n)),
    )
    const taken: Taken[] = []
    for (const [index, { context }] of parts.entries()) {
      for (const { record, reading } of open[index] ?? []) {
        if (reading.outcome === 'taken') taken.push(reading.taken)
        if (reading.outcome === 'poison')
          await keepPoison(tx, context, { record, refusal: reading.refusal, attempts: 1 })
      }
    }
    const seenBefore = await applyEvents(tx, work.group, taken)
    for (const { context } of parts) if (!context.chunk.isMine()) throw new Error(LOST)
    return tallyOf(
      parts.flatMap(({ reads }) => reads),
      open.flat(),
      seenBefore,
    )
  })
}

const checkpointOf = ({ context, reads }: Part): Checkpoint => {
  const last = reads.at(-1)?.record
  return {
    source: context.source,
    next: (last?.offset ?? -1n) + 1n,
    lastRecord: last === undefined ? null : markOf(last),
  }
}

/** At the offset before the next one stands another record than the one that was applied. */
class OtherRecord extends WrongOffset {
  readonly next: bigint
  constructor({ topic, partition }: GroupPartition, next: bigint) {
    super(topic, partition)
    this.next = next
  }
}

/**
 * Throws unless the chunk begins where the database stands, or before: a reader that is ahead of a database which was
 * restored, or which fell back to a standby that lagged, would lose what lies in between.
 */
function assertContinues({ context: { chunk, source }, reads }: Part, held: Held | undefined): Held {
  if (held === undefined || chunk.from > held.next) throw new WrongOffset(source.topic, source.partition)
  const last = reads.find(({ record }) => record.offset === held.next - 1n)
  if (last !== undefined && held.lastRecord !== null && markOf(last.record) !== held.lastRecord)
    throw new OtherRecord(source, held.next)
  return held
}

async function noteOtherRecord({ work, source }: ChunkContext, { next }: OtherRecord): Promise<void> {
  await work.db.transact(null, async (tx) => {
    if (!(await beginAgain(tx, source, next))) return
    const gap = { ...source, reason: 'cut_off', from: next - 1n, to: next, readUntil: null } as const
    await saveGaps(tx, [gap], { logger: work.logger, onMissing: (count) => work.count('missed', count) })
  })
}

/** Applies one record, trying again while that may help, and puts it aside when it does not. */
async function applyAlone(context: ChunkContext, read: Read): Promise<void> {
  const event = read.reading.outcome === 'taken' ? read.reading.taken.event : undefined
  for (let attempt = 1; ; attempt += 1) {
    if (!context.chunk.isMine()) throw new Error(LOST)
    try {
      report(context.work, await applyParts(context.work, [{ context, reads: [read] }]))
      break
    } catch (error) {
      if (!context.chunk.isMine() || error instanceof WrongOffset) throw error
      const failure = classifyError(error, event)
      if (failure.kind === 'unavailable') throw retried(context, error)
      if (failure.kind === 'refused' || attempt >= context.work.tries) {
        logDeadLetter(context, { read, refusal: failure.refusal, error })
        await putAside(context, { record: read.record, refusal: failure.refusal, attempts: attempt })
        break
      }
      context.work.count('retried', 1)
      await delay(backoffMs(attempt, context.work.firstPauseMs, 1_000))
      await context.chunk.heartbeat()
    }
  }
  await context.chunk.commit(read.record.offset + 1n)
  await context.chunk.heartbeat()
  context.progressed()
}

async function putAside(context: ChunkContext, letter: NewDeadLetter): Promise<void> {
  const isDone = await context.work.db.transact(null, async (tx) => {
    const { offset } = letter.record
    const checkpoint = { source: context.source, next: offset + 1n, lastRecord: markOf(letter.record) }
    const [held] = await advanceCheckpoints(tx, [checkpoint])
    if (held === undefined) throw new WrongOffset(context.source.topic, context.source.partition)
    if (held.next > offset) return false
    await saveDeadLetter(tx, context.work.service, context.source, letter)
    return true
  })
  context.work.count(isDone ? 'dead' : 'seen_before', 1)
}

async function keepPoison(tx: Tx, context: ChunkContext, letter: NewDeadLetter): Promise<void> {
  await saveDeadLetter(tx, context.work.service, context.source, letter)
  const { group, topic, partition } = context.source
  const { code, reason } = letter.refusal
  const offset = String(letter.record.offset)
  tx.afterCommit(() =>
    context.work.logger.warn(
      { event: 'consumer.poison', group, topic, partition, offset, code, reason },
      'a record cannot be read and is put aside',
    ),
  )
}

function logDeadLetter(
  context: ChunkContext,
  given: { readonly read: Read; readonly refusal: Refusal; readonly error: unknown },
): void {
  const { group, topic, partition } = context.source
  const { code, event } = given.refusal
  context.work.logger.error(
    {
      event: 'consumer.dead_letter',
      group,
      topic,
      partition,
      offset: String(given.read.record.offset),
      code,
      eventId: event?.id,
      eventType: event?.type,
      err: given.error,
    },
    'an event cannot be applied and is put aside',
  )
}

function retried(context: ChunkContext, error: unknown): unknown {
  context.work.count('retried', context.chunk.records.length)
  context.work.logger.warn(
    {
      event: 'consumer.waits',
      group: context.work.group,
      topic: context.chunk.topic,
      partition: context.chunk.partition,
      err: error,
    },
    'what this needs is unavailable; the partition waits',
  )
  return error
}

function tallyOf(reads: readonly Read[], open: readonly Read[], seenBefore: number): Tally {
  const counted = (outcome: Reading['outcome']): number =>
    open.filter(({ reading }) => reading.outcome === outcome).length
  return {
    applied: counted('taken') - seenBefore,
    seen_before: reads.length - open.length + seenBefore,
    ignored: counted('ignored'),
    dead: counted('poison'),
  }
}

function report(work: ChunkWork, tally: Tally): void {
  work.count('applied', tally.applied)
  work.count('seen_before', tally.seen_before)
  work.count('ignored', tally.ignored)
  work.count('dead', tally.dead)
}
