import { topicByName } from '@polyphon/contracts'
import { nearest } from '@polyphon/values'
import type { Logger } from 'pino'
import type { Audited } from '../db/audited.js'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import type { EventLog, PartitionSince } from '../log/log.js'
import { AppError } from '../values/errors.js'
import { type Again, decideReplay } from './decide-replay.js'
import type { Handler } from './handler.js'
import { createReceiver } from './receive.js'
import { REMEMBERED_MS } from './remembered.js'

/** From where on a topic is to be read again. */
export interface ReplayOrder {
  readonly topic: string
  readonly from: Date | 'beginning'
  /** Also facts that are so old that nobody may know any more that they were applied. */
  readonly allowRepeats: boolean
  /** Only says what would be. */
  readonly dryRun: boolean
}

/** Where a group stood in a partition, and where it begins again; the same where it stays. */
export interface Replayed {
  readonly group: string
  readonly partition: number
  readonly was: bigint
  readonly begins: bigint
}

/** Has the groups of a service read a topic again. */
export type Replay = (order: ReplayOrder, audit?: Audited | null) => Promise<readonly Replayed[]>

export interface ReplayOptions {
  readonly db: Database
  readonly log: Pick<EventLog, 'since'>
  readonly logger: Logger
  readonly consumers: readonly { readonly group: string; readonly handlers: readonly Handler[] }[]
  now(): Date
}

// Who wrote a record and who has forgotten it may have clocks that differ.
const CLOCKS_MS = 3_600_000

/**
 * Moves the offsets of all groups of this service that read the topic back, in one transaction. Whoever reads finds that
 * within seconds by `watchOffsets`, or with the next record, as after a restore.
 * Throws 422 for a topic that is not read here, a moment that is not over or that no group has come to yet, and, unless
 * repeats are allowed, facts that may not be recognised any more.
 */
export function openReplay({ db, log, logger, consumers, now }: ReplayOptions): Replay {
  const topicsOf = new Map(consumers.map(({ group, handlers }) => [group, createReceiver(handlers).topics]))
  return async (order, audit = null) => {
    const groups = readersOf(topicsOf, order.topic)
    const { from } = order
    if (from !== 'beginning' && from > now())
      throw refused('replay_in_future', '/body/from', 'This moment is still to come.')
    const known = new Date(now().getTime() - REMEMBERED_MS + CLOCKS_MS)
    const since = await log.since(order.topic, from === 'beginning' ? new Date(0) : from)
    const recognised = mayBeForgotten(order) ? await log.since(order.topic, known) : []
    const move = async (tx: Tx): Promise<readonly Replayed[]> => {
      const moves = decide(await lockOffsets(tx, groups, order.topic), since)
      assertRead(moves)
      assertRecognised(moves, recognised, known)
      if (order.dryRun) return moves.map(replayedOf)
      await moveBack(tx, order.topic, moves)
      tx.afterCommit(() =>
        logger.warn(
          { event: 'offsets.replayed', ...order, groups, partitions: moves.filter(isMoved).length },
          'a topic is read again by call',
        ),
      )
      return moves.map(replayedOf)
    }
    return db.transact(null, move, { audit })
  }
}

const refused = (code: string, pointer: string, detail: string): AppError =>
  new AppError('unprocessable', code, detail, { faults: [{ pointer, code, detail }] })

// State is compared by its version or revision, however old it is.
const mayBeForgotten = ({ topic, allowRepeats }: ReplayOrder): boolean =>
  !allowRepeats && topicByName.get(topic)?.compacted !== true

/** The groups that read a topic; throws where there is none. */
function readersOf(topicsOf: ReadonlyMap<string, readonly string[]>, topic: string): readonly string[] {
  const groups = [...topicsOf].filter(([, topics]) => topics.includes(topic)).map(([group]) => group)
  if (groups.length > 0) return groups.toSorted()
  const here = [...new Set([...topicsOf.values()].flat())].toSorted()
  const named = `read here: ${here.join(', ') || 'none'}`
  if (topicByName.has(topic))
    throw refused('log_topic_not_read', '/body/topic', `This service does not read ${topic}; ${named}.`)
  const near = nearest(topic, here) ?? nearest(topic, [...topicByName.keys()])
  const detail = near === null ? `There is no such topic; ${named}.` : `There is no such topic; did you mean ${near}?`
  throw refused('log_topic_unknown', '/body/topic', detail)
}

interface OffsetRow {
  readonly group: string
  readonly topic_id: string
  readonly partition: number
  readonly next_offset: string
}

async function lockOffsets(tx: Tx, groups: readonly string[], topic: string): Promise<readonly OffsetRow[]> {
  const { rows } = await tx.query<OffsetRow>(
    `select consumer_group as group, topic_id, partition, next_offset from consumer_offset
      where consumer_group = any($1) and topic = $2 order by consumer_group, partition for update`,
    [groups, topic],
  )
  return rows
}

interface Move {
  readonly row: OffsetRow
  readonly again: Again
}

/** Of a topic that was made anew meanwhile only what it is now counts. */
function decide(rows: readonly OffsetRow[], since: readonly PartitionSince[]): readonly Move[] {
  return rows.flatMap((row): readonly Move[] => {
    const held = since.find(({ topicId, partition }) => topicId === row.topic_id && partition === row.partition)
    if (held === undefined) return []
    const { first, from } = held
    return [{ row, again: decideReplay({ next: BigInt(row.next_offset), first, since: from }) }]
  })
}

const isMoved = ({ again }: Move): boolean => again.store !== null

const replayedOf = ({ row: { group, partition, next_offset: next }, again: { begins } }: Move): Replayed => {
  const was = BigInt(next)
  return { group, partition, was: was < 0n ? begins : was, begins }
}

/** Nobody is to believe that something was read again where nothing is. */
function assertRead(moves: readonly Move[]): void {
  if (moves.some(isMoved) || !moves.some(({ again }) => again.isAhead)) return
  throw refused(
    'replay_not_read_yet',
    '/body/from',
    'What is there from this moment on was not read yet; it still will be.',
  )
}

function assertRecognised(moves: readonly Move[], recognised: readonly PartitionSince[], known: Date): void {
  const isOlder = ({ row, again }: Move): boolean =>
    recognised.some(({ partition, topicId, from }) => {
      const isHere = partition === row.partition && topicId === row.topic_id
      return isHere && again.begins < from
    })
  if (!moves.filter(isMoved).some(isOlder)) return
  const detail = `There are facts before ${known.toISOString()}, of which it may not be known any more that they were applied. Read from then on, or say allowRepeats.`
  throw refused('replay_repeats', '/body/from', detail)
}

async function moveBack(tx: Tx, topic: string, moves: readonly Move[]): Promise<void> {
  const moved = moves.flatMap(({ row, again: { store } }) =>
    store === null ? [] : [{ ...row, next_offset: String(store) }],
  )
  await tx.query(
    `update consumer_offset at set next_offset = moved.next_offset, last_record = null
       from json_to_recordset($2) as moved ("group" text, topic_id text, partition integer, next_offset bigint)
      where at.consumer_group = moved.group and at.topic = $1 and at.topic_id = moved.topic_id
        and at.partition = moved.partition`,
    [topic, JSON.stringify(moved)],
  )
}
