import { groupBy } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import type { Position } from './position.js'
import type { RecentEvent } from './recent-event.js'

/** How far the events of a service have been written, and what has to end before nothing in front of it can come any more. */
export interface Written {
  readonly position: Position
  /** The transaction behind everybody who has written up to there; null where the position is the one that was known. */
  readonly behind: string | null
  /** Whether all of them have ended. */
  readonly isSettled: boolean
}

/**
 * Looks how far events have been written. Who writes has the id of a transaction first and a place among the events then
 * (`outgoing.ts`); so once everybody who began before the transaction that looks has ended, nothing comes in front of it. That
 * one must not have an id before it looks, not even by a lock on a row: whoever wrote between the two would not be waited for.
 */
export async function readWritten(tx: Tx, known: number): Promise<Written> {
  const { rows } = await tx.query<{
    last: string
    at: number
    first: boolean
    behind: string | null
    settled: boolean | null
  }>(
    `select s.last::text, (extract(epoch from clock_timestamp()) * 1000)::float8 as at, s.first, x.id::text as behind,
            pg_snapshot_xmin(pg_current_snapshot()) >= x.id as settled
       from (select case when is_called then last_value else 0 end as last,
                    pg_current_xact_id_if_assigned() is null as first
               from recent_event_seq offset 0) s
       cross join lateral (select case when s.last <> $1 then pg_current_xact_id() end as id) x`,
    [known],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database does not say how far events have been written.')
  if (!row.first)
    throw new Error('How far events have been written is asked first, before the transaction writes or locks.')
  return {
    position: { seq: Number(row.last), at: Math.floor(row.at) },
    behind: row.behind,
    isSettled: row.settled ?? true,
  }
}

/** Whether everybody has ended who began before this transaction. */
export async function haveEnded(tx: Tx, behind: string): Promise<boolean> {
  const { rows } = await tx.query<{ ended: boolean }>(
    'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as ended',
    [behind],
  )
  return rows[0]?.ended === true
}

interface Row {
  readonly workspace_id: string
  readonly seq: string
  readonly created_at: Date
  readonly event_id: string
  readonly type: string
  readonly profile_id: string | null
  readonly about: string | null
  readonly time: Date
  readonly cause: string | null
  readonly payload: string | null
  /** How many were found. */
  readonly found: number
}

const toPosition = ({ seq, created_at: createdAt }: Row): Position => ({ seq: Number(seq), at: createdAt.getTime() })

// Whoever is erased leaves rows without content: they keep their places and are shown to nobody.
const toEvents = (rows: readonly Row[]): readonly RecentEvent[] =>
  rows.flatMap((row) => (row.payload === null ? [] : [{ ...toEvent(row), data: row.payload }]))

const toEvent = (row: Row): Omit<RecentEvent, 'data'> => ({
  position: toPosition(row),
  workspaceId: row.workspace_id,
  id: row.event_id,
  type: row.type,
  profileId: row.profile_id,
  about: row.about ?? row.profile_id ?? '',
  time: row.time,
  cause: row.cause,
})

/** Some of the recent events, in their order, and the position up to which there are no others. */
export interface Stretch {
  readonly events: readonly RecentEvent[]
  readonly until: Position
  /** Whether it ends at what was asked for, and not before. */
  readonly isWhole: boolean
}

export interface Reading {
  readonly workspaceId: string
  readonly after: Position
  /** A position that is settled (`Recent.settled`). */
  readonly until: Position
  /** Only these types. */
  readonly types?: readonly string[] | undefined
  /** Only what is about somebody of these ids. */
  readonly profileIds?: readonly string[] | undefined
  readonly most: number
}

/** Of what is found as many as have about so many bytes, one at least, and how many there were. */
const measured = (found: string, bytes: number): string => `select * from (
       select found.*, count(*) over ()::integer as found,
              sum(coalesce(octet_length(payload), 0)) over (order by seq) - coalesce(octet_length(payload), 0) as before
         from (${found}) found
     ) measured where before < ${bytes} order by seq`

const MOST_BYTES = 1_048_576

/** Reads events of a workspace behind a position, in a transaction of that workspace. */
export async function readRecent(tx: Tx, reading: Reading): Promise<Stretch> {
  const { workspaceId, after, until, types, profileIds, most } = reading
  if (after.seq >= until.seq) return { events: [], until: after, isWhole: true }
  const values: unknown[] = [workspaceId, after.seq, until.seq, most]
  const only = (column: string, type: string, given: readonly string[] | undefined): string =>
    given === undefined ? '' : ` and ${column} = any ($${values.push(given)}::${type}[])`
  const filters = `${only('type', 'text', types)}${only('profile_id', 'uuid', profileIds)}`
  const { rows } = await tx.query<Row>(
    measured(
      `select * from recent_event
        where workspace_id = $1 and seq > $2 and seq <= $3${filters} order by seq limit $4`,
      MOST_BYTES,
    ),
    values,
  )
  const last = rows.at(-1)
  const isWhole = last === undefined || (last.found < most && rows.length === last.found)
  return { events: toEvents(rows), until: isWhole ? until : toPosition(last), isWhole }
}

// What is unseen was written after the look before, unless the clock was set back meanwhile: so much it may be.
const SLACK_MS = 600_000

/** Two positions, both settled, of which the first one is of the look before. */
export interface Between {
  readonly after: Position
  readonly until: Position
  /** How many of each workspace. */
  readonly most: number
}

/** Reads what came between two looks at some workspaces, of the transaction of none. */
export function readBetween(tx: Tx, workspaceIds: readonly string[], between: Between): Promise<Stretch> {
  return readOfAll(tx, between, {
    found: 'select * from recent_events($5, $1, $2, $3, $4)',
    since: sinceLook(between),
    more: [workspaceIds],
  })
}

/** Reads what webhooks ask for of what came between two looks, of all workspaces; nothing from before `begin`. */
export function readAsked(tx: Tx, { begin, ...between }: Between & { readonly begin: number }): Promise<Stretch> {
  return readOfAll(tx, between, {
    found: 'select * from recent_events_for_webhooks($1, $2, $3, $4)',
    since: Math.max(sinceLook(between), begin),
  })
}

const sinceLook = ({ after, until }: Between): number => Math.min(after.at, until.at) - SLACK_MS

async function readOfAll(
  tx: Tx,
  { after, until, most }: Between,
  { found, since, more = [] }: { readonly found: string; readonly since: number; readonly more?: readonly unknown[] },
): Promise<Stretch> {
  const values = [after.seq, until.seq, new Date(since), most, ...more]
  const { rows } = await tx.query<Row>(measured(found, 4 * MOST_BYTES), values)
  return cutStretch(rows, { until, most })
}

/** Of some workspaces there may be more than was read: nobody is shown what lies behind the first place where that is so. */
function cutStretch(
  rows: readonly Row[],
  { until, most }: { readonly until: Position; readonly most: number },
): Stretch {
  const ends = [...groupBy(rows, (row) => row.workspace_id).values()].flatMap((of) =>
    of.length < most ? [] : of.slice(-1),
  )
  if (rows.length < (rows[0]?.found ?? 0)) ends.push(...rows.slice(-1))
  const [first] = ends.map(toPosition).toSorted((left, right) => left.seq - right.seq)
  if (first === undefined) return { events: toEvents(rows), until, isWhole: true }
  return { events: toEvents(rows.filter(({ seq }) => Number(seq) <= first.seq)), until: first, isWhole: false }
}

// Between a place and its moment lies the time that a writer needs for both.
const LIFE_SLACK_MS = 10_000

/**
 * Whether everything behind a position is still there. `gone`: what lies behind it is dropped by now. `unknown`: it is of a
 * database that was restored since from a backup that is older; places behind it were given a second time, and nobody knows
 * what its reader has seen.
 */
export async function checkPosition(
  tx: Tx,
  { seq, at }: Position,
  keptHours: number,
): Promise<'kept' | 'gone' | 'unknown'> {
  const { rows } = await tx.query<{ last: string; now: number; at: Date | null }>(
    `select (select case when is_called then last_value else 0 end from recent_event_seq)::text as last,
            (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
            (select created_at from recent_event where workspace_id = $1 and seq <= $2 order by seq desc limit 1) as at`,
    [tx.workspaceId, seq],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database does not say how far events have been written.')
  if (at < row.now - keptHours * 3_600_000) return 'gone'
  const isOfAnother = row.at !== null && row.at.getTime() > at + LIFE_SLACK_MS
  return seq > Number(row.last) || isOfAnother ? 'unknown' : 'kept'
}

/** Makes the hours that are to come and drops those that are over for longer. Answers how many it made or dropped. */
export async function keepRecentHours(tx: Tx, keptHours: number): Promise<number> {
  const { rows } = await tx.query<{ changed: number }>('select keep_recent_hours($1) as changed', [keptHours])
  return rows[0]?.changed ?? 0
}
