import { setTimeout as delay } from 'node:timers/promises'
import type { Tx } from '../db/tx.js'
import { type LogChunk, WrongOffset } from '../log/log.js'
import { failureOf } from '../telemetry/failure.js'
import { traceInLog } from '../telemetry/tracing.js'
import { backoffMs } from '../waiting/back-off.js'
import { applyEvents } from './apply.js'
import { type ChunkTraces, openChunkTraces } from './chunk-traces.js'
import { classifyError } from './classify-error.js'
import { type NewDeadLetter, saveDeadLetter } from './dead-letter-store.js'
import { advanceCheckpoints, beginAgain, bySource, type GroupPartition, type Held, markOf } from './fence.js'
import { saveGaps } from './gaps.js'
import {
  type ChunkContext,
  type ChunkWork,
  type ConsumeOutcome,
  checkpointOf,
  LOST,
  type Read,
  type WaitingChunk,
} from './read-chunk.js'
import type { Reading, Refusal, Taken } from './receive.js'

/** What a committed transaction did with its records. */
type Tally = Readonly<Record<Exclude<ConsumeOutcome, 'retried' | 'missed'>, number>>

/**
 * Applies chunks of several partitions in one transaction, which costs little more than one of them. False if that
 * failed: then each has to be consumed by itself, so that what is wrong with one harms no other.
 */
export async function consumeTogether(work: ChunkWork, waiting: readonly WaitingChunk[]): Promise<boolean> {
  const parts = waiting.toSorted(byPartition)
  // After a rebalance two chunks of one partition may wait here; the second must see what the first has done.
  if (parts.some((part, index) => index > 0 && byPartition(parts[index - 1] ?? part, part) === 0)) return false
  try {
    report(work, await applyParts(work, parts))
  } catch {
    return false
  }
  for (const part of waiting) applied(part)
  return true
}

/** Applies a chunk in one transaction, or record by record if that fails, so that a bad one harms no other. */
export async function consumeChunk(work: ChunkWork, waiting: WaitingChunk): Promise<void> {
  const { context, reads } = waiting
  try {
    report(work, await applyParts(work, [waiting]))
  } catch (error) {
    if (error instanceof OtherRecord) await noteOtherRecord(context, error)
    if (!context.chunk.isMine() || error instanceof WrongOffset) throw error
    if (classifyError(error, undefined).kind === 'unavailable') throw waits(context, error)
    await context.chunk.heartbeat()
    for (const read of reads) await applyAlone(context, read)
  }
  applied(waiting)
}

function applied(waiting: WaitingChunk): void {
  waiting.context.headway.applied(checkpointOf(waiting))
  waiting.context.progressed()
}

/** Commits to the log that a chunk is applied. */
export async function commitChunk(chunk: LogChunk): Promise<void> {
  const last = chunk.records.at(-1)
  if (last !== undefined) await chunk.commit(last.offset + 1n)
}

const byPartition = ({ context: left }: WaitingChunk, { context: right }: WaitingChunk): number =>
  bySource(left.source, right.source)

async function applyParts(work: ChunkWork, parts: readonly WaitingChunk[]): Promise<Tally> {
  const traces = openChunkTraces(work.tracing, work.group, work.tracing.isOn ? takenOf(parts) : [])
  try {
    const tally = await applyTraced(work, parts, traces)
    traces.end()
    return tally
  } catch (error) {
    traces.end(failureOf(error).reason)
    throw error
  }
}

const takenOf = (parts: readonly WaitingChunk[]): readonly Taken[] =>
  parts.flatMap(({ reads }) => reads.flatMap(({ reading }) => (reading.outcome === 'taken' ? [reading.taken] : [])))

function applyTraced(work: ChunkWork, parts: readonly WaitingChunk[], traces: ChunkTraces): Promise<Tally> {
  return work.db.transact(null, async (tx) => {
    const before = await advanceCheckpoints(tx, parts.map(checkpointOf))
    const open = parts.map((part, index) => {
      const next = assertContinues(part, before[index])
      return part.reads.filter(({ record }) => record.offset >= next)
    })
    const taken: Taken[] = []
    for (const [index, { context }] of parts.entries()) {
      for (const { record, reading } of open[index] ?? []) {
        if (reading.outcome === 'taken') taken.push(traces.within(reading.taken))
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

/** At the offset before the next one stands another record than the one that was applied. */
class OtherRecord extends WrongOffset {
  readonly next: bigint
  constructor({ topic, partition }: GroupPartition, next: bigint) {
    super(topic, partition)
    this.next = next
  }
}

/**
 * Answers where the group stands; throws unless the chunk begins there, or before: a reader that is ahead of a database which
 * was restored, or which fell back to a standby that lagged, would lose what lies in between.
 */
function assertContinues({ context: { chunk, source, headway }, reads }: WaitingChunk, held: Held | undefined): bigint {
  const next = held === undefined ? undefined : headway.reached(source, held)
  if (held === undefined || next === undefined || chunk.from > next)
    throw new WrongOffset(source.topic, source.partition)
  const last = reads.find(({ record }) => record.offset === held.next - 1n)
  if (last !== undefined && held.lastRecord !== null && markOf(last.record) !== held.lastRecord)
    throw new OtherRecord(source, held.next)
  return next
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
      if (failure.kind === 'unavailable') throw waits(context, error)
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
    if (assertContinues({ context, reads: [] }, held) > offset) return false
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
      ...traceInLog(event ?? {}),
      err: given.error,
    },
    'an event cannot be applied and is put aside',
  )
}

// What this needs is away: the partition waits.
function waits({ work, chunk }: ChunkContext, error: unknown): unknown {
  work.count('retried', chunk.records.length)
  return error
}

function tallyOf(reads: readonly Read[], open: readonly Read[], seenBefore: number): Tally {
  const counted = (outcome: Reading['outcome']): number =>
    open.filter(({ reading }) => reading.outcome === outcome).length
  return {
    applied: counted('taken') - seenBefore,
    seen_before: reads.length - open.length + seenBefore,
    ignored: counted('ignored'),
    newer: counted('newer'),
    dead: counted('poison'),
  }
}

function report(work: ChunkWork, tally: Tally): void {
  work.count('applied', tally.applied)
  work.count('seen_before', tally.seen_before)
  work.count('ignored', tally.ignored)
  work.count('newer', tally.newer)
  work.count('dead', tally.dead)
}
