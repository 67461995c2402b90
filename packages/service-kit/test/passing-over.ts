import { randomUUID } from 'node:crypto'
import type { Database } from '../src/db/database.js'
import { consumeChunk } from '../src/events/consume-chunk.js'
import type { Handler } from '../src/events/handler.js'
import { type Headway, openHeadway } from '../src/events/headway.js'
import { type ChunkWork, type ConsumeOutcome, passOver, readChunk } from '../src/events/read-chunk.js'
import { createReceiver } from '../src/events/receive.js'
import { openStartOffsets } from '../src/events/start-offsets.js'
import { type LogRecord, WrongOffset } from '../src/log/log.js'
import { NO_TRACING } from '../src/telemetry/tracing.js'
import { recordOf, topic } from './consumer-fixture.js'
import { quiet } from './harness.js'

export const NOBODYS = 'profile.nobody_here_handles.v1'
const at = { topic, topicId: 'by hand', partition: 0 }

/** A partition that lies in memory, and readers of it whose every step is taken by the test. */
export interface Partition {
  readonly records: readonly LogRecord[]
}

/** Each text is a record: an `x` is handled, anything else is nobody's here. Handled ones are numbered by their offset. */
export const partitionOf = (kinds: string, workspace: string): Partition => ({
  records: kinds.split('').map((kind, number) => ({
    ...recordOf({ workspace, thing: 'a', number, id: randomUUID(), ...(kind !== 'x' && { type: NOBODYS }) }),
    partition: 0,
    offset: BigInt(number),
    timestamp: new Date('2026-11-22T10:00:00.000Z'),
  })),
})

export interface Reader {
  /** Asks the database where to read on, as every assignment does. */
  begin(): Promise<void>
  /** Reads so many records; false at the end. Begins anew where it is told that it reads in the wrong place. */
  read(count: number): Promise<boolean>
  /** Writes what it has passed over, as it does once a second. */
  write(): Promise<void>
  readonly seen: { wrong: number; transactions: number }
}

export function readerOf(
  { db, group, handlers }: { readonly db: Database; readonly group: string; readonly handlers: readonly Handler[] },
  { records }: Partition,
): Reader {
  const seen = { wrong: 0, transactions: 0 }
  const receiver = createReceiver(handlers)
  const count = (_outcome: ConsumeOutcome, _count: number): void => undefined
  const around = { logger: quiet, tracing: NO_TRACING, group, service: 'profile', tries: 1, firstPauseMs: 1 }
  const work: ChunkWork = { db, receiver, ...around, count }
  const ask = openStartOffsets({ db, group, logger: quiet, onMissing: () => undefined })
  let headway: Headway = openHeadwayOf(db)
  let next = 0n
  const begin = async (): Promise<void> => {
    await headway.close()
    headway = openHeadwayOf(db)
    const [start] = await ask([{ ...at, first: 0n, end: BigInt(records.length), wasRead: true }])
    next = start ?? 0n
  }
  return {
    seen,
    begin,
    read: async (most) => {
      const chunk = {
        ...at,
        from: next,
        records: records.slice(Number(next), Number(next) + most),
        isAtEnd: false,
        // It does not notice when somebody else reads the same partition.
        isMine: () => true,
        heartbeat: async () => undefined,
        commit: async () => undefined,
      }
      if (chunk.records.length === 0) return false
      const waiting = readChunk(work, { chunk, headway, progressed: () => undefined })
      try {
        if (!passOver(waiting)) {
          seen.transactions += 1
          await consumeChunk(work, waiting)
        }
        next += BigInt(chunk.records.length)
      } catch (error) {
        if (!(error instanceof WrongOffset)) throw error
        seen.wrong += 1
        await begin()
      }
      return true
    },
    write: async () => {
      await headway.close()
      headway = openHeadwayOf(db)
    },
  }
}

// Only what a test asks for is written.
const openHeadwayOf = (db: Database): Headway =>
  openHeadway({ db, onWentBack: () => undefined, onError: () => undefined, writeAfterMs: 3_600_000 })
