import type { Database } from '../db/database.js'
import { WrongOffset } from '../log/log.js'
import { advanceCheckpoints, bySource, type Checkpoint, type GroupPartition, type Held, slotOf } from './fence.js'

/**
 * How far one assignment has read each of its partitions. The database says up to where everything is applied; what was read
 * behind that, and in which nothing was to be done, is kept here, and written at most once a second.
 */
export interface Headway {
  /** Where the group stands in a partition of which the database holds this. */
  reached(source: GroupPartition, held: Held): bigint
  /**
   * Notes that records from this offset on were read, and that nothing is to be done about them. False if the database
   * has to be asked: nothing was applied here yet since the assignment, or something is missing in between.
   */
  passOver(from: bigint, read: Checkpoint): boolean
  /** Notes what the database holds now. */
  applied(now: Checkpoint): void
  /** How far the database had come when it was heard of last, by `slotOf`; empty once closed. */
  stored(): ReadonlyMap<string, bigint>
  /**
   * Writes what has been passed over, and takes nothing more. Rejects if it could not be written; it may be called again. A
   * database that has gone back gets nothing, and that is no error.
   */
  close(): Promise<void>
}

export interface HeadwayOptions {
  readonly db: Database
  /** Called when the database stands before what it held: what it lacks has to be read again. */
  onWentBack(): void
  /** Called when what was passed over could not be written; it is tried again. */
  onError(error: unknown): void
  readonly writeAfterMs?: number
}

interface Span {
  /** What the database holds, as far as is known here. */
  stored: Checkpoint
  /** Up to where everything was read; not before `stored`. */
  read: Checkpoint
}

const WRITE_AFTER_MS = 1_000

export function openHeadway(options: HeadwayOptions): Headway {
  const spans = new Map<string, Span>()
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  const writeLater = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      writeHeadway(options.db, spans).catch((error: unknown) => {
        if (isClosed) return
        if (error instanceof WrongOffset) options.onWentBack()
        else {
          options.onError(error)
          writeLater()
        }
      })
    }, options.writeAfterMs ?? WRITE_AFTER_MS).unref()
  }
  return {
    reached: (source, held) => reached(spans.get(slotOf(source)), held),
    passOver: (from, read) => {
      const span = spans.get(slotOf(read.source))
      if (isClosed || span?.read.next !== from) return false
      span.read = read
      writeLater()
      return true
    },
    applied: (given) => {
      const span = spans.get(slotOf(given.source))
      if (span === undefined) spans.set(slotOf(given.source), { stored: given, read: given })
      else Object.assign(span, { stored: further(span.stored, given), read: further(span.read, given) })
    },
    stored: () => new Map(isClosed ? [] : [...spans].map(([slot, { stored }]) => [slot, stored.next])),
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      try {
        await writeHeadway(options.db, spans)
      } catch (error) {
        if (!(error instanceof WrongOffset)) throw error
      }
    },
  }
}

const further = (before: Checkpoint, given: Checkpoint): Checkpoint => (before.next > given.next ? before : given)

/** Only a database that has not gone back, and whose last record is the one that was applied, is what was passed over behind. */
function reached(span: Span | undefined, held: Held): bigint {
  if (span === undefined || held.next < span.stored.next || isOther(span.stored, held)) return held.next
  return span.read.next > held.next ? span.read.next : held.next
}

const isOther = (stored: Checkpoint, held: Held): boolean =>
  held.next === stored.next && held.lastRecord !== null && held.lastRecord !== stored.lastRecord

/** Throws `WrongOffset` if the database stands before what it held. */
async function writeHeadway(db: Database, spans: ReadonlyMap<string, Span>): Promise<void> {
  const ahead = [...spans.values()]
    .filter(({ stored, read }) => read.next > stored.next)
    .map((span) => ({ span, stored: span.stored, read: span.read }))
    .toSorted((left, right) => bySource(left.read.source, right.read.source))
  if (ahead.length === 0) return
  await db.transact(null, async (tx) => {
    const before = await advanceCheckpoints(
      tx,
      ahead.map(({ read }) => read),
    )
    for (const [index, { stored }] of ahead.entries()) {
      const held = before[index]
      if (held === undefined || held.next < stored.next || isOther(stored, held))
        throw new WrongOffset(stored.source.topic, stored.source.partition)
    }
  })
  for (const { span, read } of ahead) span.stored = further(span.stored, read)
}
