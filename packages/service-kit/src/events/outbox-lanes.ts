import type pg from 'pg'
import { parseHeaders } from '../log/headers.js'
import type { EventLog, OutgoingRecord } from '../log/log.js'
import { failureOf } from '../telemetry/failure.js'
import { openGroups } from '../telemetry/trace-groups.js'
import { NO_TRACING, type Tracing } from '../telemetry/tracing.js'
import { isReadTimeout } from '../values/unavailable.js'
import { onlyOne } from './chunk-traces.js'

export interface OutboxSize {
  readonly depth: number
  /** Age of the oldest event that is not yet in the log; 0 if there is none. */
  readonly oldestMs: number
}

interface WaitingRow {
  /** Where the row lies in its table. */
  readonly ctid: string
  readonly id: string
  readonly topic: string
  readonly key: string
  readonly headers: string
  readonly payload: string | null
}

const MOST_ROWS = 500

/** The log has not taken what it was given; everything else that fails here is the database's. */
export class NotSent extends Error {
  override readonly name = 'NotSent'
}

function notSent(cause: unknown): never {
  throw new NotSent('The log has not taken these events.', { cause })
}

/** What became of the lanes that were to be sent. */
interface Sent {
  readonly count: number
  /** Those that may have more than fitted in. */
  readonly unfinished: readonly number[]
  /** Another relay was busy with some, and may not have seen what was just committed; or they are paused. */
  readonly hasSkipped: boolean
}

/** The lanes that have something to send; 64 looks into an index, however long the outbox is. */
export async function lanesWithRows(pool: pg.Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ lane: number }>({
    name: 'lanes_with_rows',
    text: 'select lane from outbox_lane l where not paused and exists (select from outbox o where o.lane = l.lane)',
  })
  return rows.map((row) => row.lane)
}

/** The lanes that somebody has paused and that hold something. */
export async function pausedLanes(
  pool: pg.Pool,
): Promise<
  readonly { readonly lane: number; readonly seconds: number; readonly code: string; readonly reason: string }[]
> {
  const { rows } = await pool.query<{ lane: number; seconds: number; note: string | null }>(
    `select l.lane, l.note, extract(epoch from clock_timestamp() - first.created_at)::float8 as seconds
       from outbox_lane l
       cross join lateral (select created_at from outbox o where o.lane = l.lane order by id limit 1) first
      where l.paused order by l.lane`,
  )
  return rows.map(({ lane, seconds, note }) => ({
    lane,
    seconds: Math.max(0, seconds),
    code: 'paused',
    reason: note === null ? 'it is paused' : `it is paused: ${note}`,
  }))
}

export async function measureOutbox(pool: pg.Pool): Promise<OutboxSize> {
  const { rows } = await pool.query<{ depth: number; oldest_ms: number }>(
    `select (select count(*)::integer from outbox) as depth,
            coalesce(extract(epoch from clock_timestamp() - min(first.created_at)) * 1000, 0)::float8 as oldest_ms
       from outbox_lane l
       cross join lateral (select created_at from outbox o where o.lane = l.lane order by id limit 1) first`,
  )
  return { depth: rows[0]?.depth ?? 0, oldestMs: Math.max(0, rows[0]?.oldest_ms ?? 0) }
}

/**
 * Sends the lanes that no other relay is sending. The lane's lock is held until its rows are deleted, so whoever gets it
 * next sees what is left: nothing is skipped and a key keeps its order. Dying in between only repeats what was sent.
 */
export async function relayLanes(
  pool: pg.Pool,
  out: { readonly log: EventLog; readonly tracing?: Tracing },
  lanes: readonly number[],
): Promise<Sent> {
  if (lanes.length === 0) return { count: 0, unfinished: [], hasSkipped: false }
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const [, locked] = await Promise.all([client.query('begin'), lockLanes(client, lanes)])
    const hasSkipped = locked.length < lanes.length
    // A statement of its own: its snapshot is younger than the lock, so it sees what the last holder deleted.
    const rows = locked.length === 0 ? [] : await readLanes(client, locked)
    if (rows.length === 0) {
      await client.query('rollback')
      return { count: 0, unfinished: [], hasSkipped }
    }
    await sendTraced(out, rows.map(recordOf)).catch(notSent)
    const [, { command }] = await Promise.all([deleteRows(client, rows), client.query('commit')])
    if (command !== 'COMMIT') throw new Error('What was sent could not be taken out of the outbox.')
    return { count: rows.length, unfinished: rows.length < MOST_ROWS ? [] : locked, hasSkipped }
  } catch (error) {
    if (isReadTimeout(error)) broken = error
    else
      await client.query('rollback').catch((cause: Error) => {
        broken = cause
      })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Each trace shows how long its events have waited here, and that the log has taken them. */
async function sendTraced(
  { log, tracing = NO_TRACING }: { readonly log: EventLog; readonly tracing?: Tracing },
  records: readonly OutgoingRecord[],
): Promise<void> {
  if (!tracing.isOn) return log.send(records)
  const spans = openGroups(tracing, records, {
    kind: 'producer',
    name: (of) => ['send', onlyOne(of.map(({ topic }) => topic)) ?? ''].join(' ').trim(),
    causeOf: ({ headers }) => ({ traceparent: headers['ce_traceparent'], tracestate: headers['ce_tracestate'] }),
    attributes: (of) => ({
      'messaging.system': 'kafka',
      'messaging.operation.type': 'send',
      'messaging.operation.name': 'send',
      'messaging.destination.name': onlyOne(of.map(({ topic }) => topic)),
      'messaging.batch.message_count': of.length,
    }),
  })
  try {
    await log.send(records)
    spans?.end()
  } catch (error) {
    spans?.end(failureOf(error).reason)
    throw error
  }
}

async function lockLanes(client: pg.PoolClient, lanes: readonly number[]): Promise<readonly number[]> {
  const { rows } = await client.query<{ lane: number }>({
    name: 'lock_lanes',
    text: `select lane from outbox_lane
            where lane = any ($1::smallint[]) and not paused order by lane for update skip locked`,
    values: [lanes],
  })
  return rows.map((row) => row.lane)
}

async function readLanes(client: pg.PoolClient, lanes: readonly number[]): Promise<readonly WaitingRow[]> {
  const { rows } = await client.query<WaitingRow>({
    name: 'read_lanes',
    text: `select o.ctid, o.id, o.topic, o.key, o.headers, o.payload
             from unnest($1::smallint[]) as l (lane)
             cross join lateral (select ctid, id, topic, key, headers, payload from outbox
                                  where lane = l.lane order by id limit ${MOST_ROWS}) o
            order by o.id limit ${MOST_ROWS}`,
    values: [lanes],
  })
  return rows
}

// Exactly the rows that were read: one with a lower id may have been committed in the meantime. They are found where they
// lie, and known by their ids, should somebody have tidied up and another row lie there now.
function deleteRows(client: pg.PoolClient, rows: readonly WaitingRow[]): Promise<unknown> {
  return client.query({
    name: 'delete_rows',
    text: 'delete from outbox where ctid = any ($1::tid[]) and id = any ($2::bigint[])',
    values: [rows.map(({ ctid }) => ctid), rows.map(({ id }) => id)],
  })
}

function recordOf(row: WaitingRow): OutgoingRecord {
  return { topic: row.topic, key: row.key, headers: parseHeaders(row.headers), value: row.payload }
}
