import type pg from 'pg'
import { isReadTimeout } from '../db/away.js'
import { parseHeaders } from '../log/headers.js'
import type { EventLog, OutgoingRecord } from '../log/log.js'

export interface OutboxSize {
  readonly depth: number
  /** Age of the oldest event that is not yet in the log; 0 if there is none. */
  readonly oldestMs: number
}

interface WaitingRow {
  readonly lane: number
  readonly id: string
  readonly topic: string
  readonly key: string
  readonly headers: string
  readonly payload: string | null
}

const MOST_ROWS = 500

/** The lanes that have something to send; 64 looks into an index, however long the outbox is. */
export async function lanesWithRows(pool: pg.Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ lane: number }>(
    `select lane from outbox_lane l
      where not paused and exists (select from outbox o where o.lane = l.lane)`,
  )
  return rows.map((row) => row.lane)
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
  log: EventLog,
  lanes: readonly number[],
): Promise<{ readonly count: number; readonly unfinished: readonly number[] }> {
  if (lanes.length === 0) return { count: 0, unfinished: [] }
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const locked = await lockLanes(client, lanes)
    // A statement of its own: its snapshot is younger than the lock, so it sees what the last holder deleted.
    const rows = locked.length === 0 ? [] : await readLanes(client, locked)
    if (rows.length === 0) {
      await client.query('rollback')
      return { count: 0, unfinished: [] }
    }
    await log.send(rows.map(recordOf))
    // Exactly the rows that were read: a row with a lower id may have been committed in the meantime.
    await client.query(
      `delete from outbox o using (values ${rows.map(placeOf).join(', ')}) as sent (lane, id)
        where o.lane = sent.lane and o.id = sent.id;
       commit`,
    )
    return { count: rows.length, unfinished: rows.length < MOST_ROWS ? [] : locked }
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

async function lockLanes(client: pg.PoolClient, lanes: readonly number[]): Promise<readonly number[]> {
  const result: unknown = await client.query(
    `begin; select lane from outbox_lane
      where lane in (${lanes.map((lane) => Math.trunc(lane)).join(', ')}) and not paused
      order by lane for update skip locked`,
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- several statements in one text answer with a list of results, which the types of pg do not say
  const [, locked] = result as readonly [pg.QueryResult, pg.QueryResult<{ lane: number }>]
  return locked.rows.map((row) => row.lane)
}

async function readLanes(client: pg.PoolClient, lanes: readonly number[]): Promise<readonly WaitingRow[]> {
  const { rows } = await client.query<WaitingRow>(
    `select o.lane, o.id, o.topic, o.key, o.headers, o.payload
       from unnest($1::smallint[]) as l (lane)
       cross join lateral (select lane, id, topic, key, headers, payload from outbox
                            where lane = l.lane order by id limit $2) o
      order by o.id limit $2`,
    [lanes, MOST_ROWS],
  )
  return rows
}

function recordOf(row: WaitingRow): OutgoingRecord {
  return { topic: row.topic, key: row.key, headers: parseHeaders(row.headers), value: row.payload }
}

// Both are numbers that PostgreSQL itself has just given out.
const placeOf = (row: WaitingRow): string => `(${row.lane}, ${row.id}::bigint)`
