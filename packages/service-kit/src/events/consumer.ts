import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import { type EventLog, type LogChunk, type SubscribeOptions, WrongOffset } from '../log/log.js'
import type { Worker } from '../telemetry/health.js'
import type { Outages } from '../telemetry/outages.js'
import { NO_TRACING, type Tracing } from '../telemetry/tracing.js'
import { isDatabaseAway } from '../values/unavailable.js'
import { type Batcher, openBatcher } from '../waiting/batcher.js'
import { endsWithin } from '../waiting/ends-within.js'
import { commitChunk, consumeChunk, consumeTogether } from './consume-chunk.js'
import type { Handler } from './handler.js'
import { type Headway, openHeadway } from './headway.js'
import { createLinger } from './linger.js'
import { type ChunkWork, type ConsumeOutcome, LOST, passOver, readChunk, type WaitingChunk } from './read-chunk.js'
import { createReceiver, type Receiver } from './receive.js'
import { openStartOffsets } from './start-offsets.js'

export interface ConsumerOptions {
  readonly db: Database
  readonly log: EventLog
  /** Names the topic of dead letters. */
  readonly service: string
  /** By class of work, such as `profile.timeline`. */
  readonly group: string
  readonly handlers: readonly Handler[]
  readonly logger: Logger
  readonly tracing?: Tracing
  /** Told of partitions that wait. */
  readonly outages: Outages
  /** How long the group lingers between chunks, so that what came in between is applied together; not at all by default. */
  readonly lingerMs?: number
  readonly onOutcome?: (group: string, outcome: ConsumeOutcome, count: number) => void
  /** Called if the log has ended the subscription for good: the process must be restarted. */
  readonly onDead?: (error: Error) => void
  /** How often an event is tried whose handler throws what it should not. */
  readonly tries?: number
  readonly firstPauseMs?: number
}

export interface Consumer extends Worker {
  readonly group: string
  readonly topics: readonly string[]
  /** How far the database has come in what this process was assigned, as far as it knows, by `slotOf`. */
  applied(): ReadonlyMap<string, bigint>
  /** Compares with what the database says now; reads on from there if it has gone back since `applied` was asked. */
  compare(before: ReadonlyMap<string, bigint>, stored: ReadonlyMap<string, bigint>): void
  stop(): Promise<void>
}

const WENT_BACK = 'the database has gone back behind what was applied here; reading on from where it stands'
const STUCK_MS = 120_000
const STOP_MS = 2_000
// Chunks of so many partitions are applied in one transaction, should they wait for it.
const MOST_CHUNKS = 8

/**
 * Applies what the group's handlers listen to: state, appended events and checkpoint in one transaction, and only then the log's
 * own commit. Nothing is lost or applied twice, whatever dies in between.
 */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { group, logger, outages } = options
  const receiver = createReceiver(options.handlers)
  const work = workOf(options, receiver)
  const together = openTogether(work)
  const assignments = openAssignments(options, work, () => wentBack())
  const underWay = new Set<{ since: number }>()
  const linger = createLinger(options.lingerMs)
  const subscription = await options.log.subscribe({
    group,
    topics: receiver.topics,
    startOffsets: assignments.startOffsets,
    onChunk: async (chunk: LogChunk) => {
      const turn = { since: performance.now() }
      underWay.add(turn)
      try {
        const headway = assignments.headway()
        const waiting = readChunk(work, { chunk, headway, progressed: () => void (turn.since = performance.now()) })
        if (!passOver(waiting)) {
          const [isApplied] = await together.add(group, [waiting])
          if (isApplied !== true) await consumeChunk(work, waiting)
        }
        await commitChunk(chunk)
        outages.works(partitionOf(group, chunk))
        // Who is behind does not rest.
        if (chunk.isAtEnd) await linger.next()
      } catch (error) {
        throw noted(options, chunk, error)
      } finally {
        underWay.delete(turn)
      }
    },
    onDead: (error) => died(options, error),
  })
  const wentBack = (partitions?: readonly string[]): void => {
    logger.warn({ event: 'consumer.database_went_back', group, partitions }, WENT_BACK)
    // Nothing more is passed over until it is known where to read on.
    assignments.close().catch(() => undefined)
    subscription.seek()
  }
  return {
    name: `consumer ${group}`,
    group,
    topics: receiver.topics,
    stuck: () => {
      if (!subscription.isAlive()) return 'the log ended this consumer for good'
      return [...underWay].some(isStuck) ? 'a chunk has made no progress for two minutes' : null
    },
    applied: () => assignments.headway().stored(),
    compare: (before, stored) => {
      const partitions = behind(stored, before)
      if (partitions.length > 0) wentBack(partitions)
    },
    stop: async () => {
      linger.stop()
      // What is not written is read again, and passed over again.
      await endsWithin(assignments.close(), STOP_MS).catch(() => undefined)
      await subscription.stop()
    },
  }
}

const partitionOf = (group: string, { topic, partition }: LogChunk): string =>
  `consumer ${group} of ${topic}, partition ${partition},`

/** A database or a log that is away tells that itself; a partition that went to another reader is no trouble. */
function isKnownOtherwise(error: unknown): boolean {
  if (isDatabaseAway(error) || error instanceof WrongOffset) return true
  return error instanceof Error && (error.message === LOST || error.name.startsWith('KafkaJS'))
}

function died({ logger, group, onDead }: ConsumerOptions, error: Error): void {
  logger.error({ event: 'consumer.dead', group, err: error }, 'the log ended this consumer for good')
  onDead?.(error)
}

function noted({ outages, group }: ConsumerOptions, chunk: LogChunk, error: unknown): unknown {
  if (!isKnownOtherwise(error)) outages.failed(partitionOf(group, chunk), error)
  return error
}

const openTogether = (work: ChunkWork): Batcher<WaitingChunk, boolean> =>
  openBatcher({
    maxItems: MOST_CHUNKS,
    maxInFlight: 1,
    run: async (_group, waiting) => {
      const isApplied = await consumeTogether(work, waiting)
      return waiting.map(() => isApplied)
    },
  })

interface Assignments {
  /** That of the assignment that holds now. */
  headway(): Headway
  close(): Promise<void>
  readonly startOffsets: NonNullable<SubscribeOptions['startOffsets']>
}

/** Where each assignment begins, and how far it has come. */
function openAssignments({ db, group, logger }: ConsumerOptions, work: ChunkWork, onWentBack: () => void): Assignments {
  const onError = (error: unknown): void =>
    logger.debug({ event: 'consumer.checkpoint_not_written', group, err: error }, 'it is written again in a second')
  const ask = openStartOffsets({ ...work, onMissing: (count) => work.count('missed', count) })
  let headway = openHeadway({ db, onWentBack, onError })
  return {
    headway: () => headway,
    close: () => headway.close(),
    startOffsets: async (assigned) => {
      // What was passed over and is not written yet would be read again, or be missed if the log has deleted it meanwhile.
      await headway.close()
      headway = openHeadway({ db, onWentBack, onError })
      return ask(assigned)
    },
  }
}

function workOf(options: ConsumerOptions, receiver: Receiver): ChunkWork {
  const { db, group, service, logger, onOutcome } = options
  return {
    db,
    receiver,
    logger,
    tracing: options.tracing ?? NO_TRACING,
    group,
    service,
    tries: options.tries ?? 10,
    firstPauseMs: options.firstPauseMs ?? 50,
    count: (outcome, count) => {
      if (count > 0) onOutcome?.(group, outcome, count)
    },
  }
}

/** The partitions in which the database stands before what was applied. */
const behind = (stored: ReadonlyMap<string, bigint>, applied: ReadonlyMap<string, bigint>): readonly string[] =>
  [...applied].filter(([slot, next]) => (stored.get(slot) ?? 0n) < next).map(([slot]) => slot)

const isStuck = ({ since }: { readonly since: number }): boolean => performance.now() - since > STUCK_MS
