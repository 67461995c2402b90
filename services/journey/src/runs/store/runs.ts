import type { Tx } from '@polyphon/service-kit'
import type { Run, TraceLine } from '../../kinds/domain/run.js'
import { RUN_COLUMNS, type RunRow, toRun, toRunRow } from './run-row.js'

/** A run that is locked; `mustEnd` when its journey was stopped together with its runs. */
export interface LockedRun {
  readonly run: Run
  readonly mustEnd: boolean
}

type LockedRow = RunRow & { readonly must_end: boolean | null }

const LOCKED = `select ${RUN_COLUMNS},
  (select run.started_at <= journey.runs_end_before from journey
    where journey.workspace_id = $1 and journey.key = run.journey) as must_end from run`

const toLocked = (row: LockedRow): LockedRun => ({ run: toRun(row), mustEnd: row.must_end === true })

/** Locks, in the order of their ids, the runs of these people that something can still happen to. */
export async function lockOpenRuns(tx: Tx, profileIds: readonly string[]): Promise<readonly LockedRun[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<LockedRow>(
    `${LOCKED} where workspace_id = $1 and profile_id = any($2)
        and (status <> 'ended' or goal_until is not null) and (status <> 'ended' or goal_until > $3)
      order by run_id for update of run`,
    [tx.workspaceId, profileIds, tx.now],
  )
  return rows.map(toLocked)
}

/** Locks runs in the order of their ids; ids that are not known are left out. */
export async function lockRuns(tx: Tx, runIds: readonly string[]): Promise<readonly LockedRun[]> {
  if (runIds.length === 0) return []
  const { rows } = await tx.query<LockedRow>(
    `${LOCKED} where workspace_id = $1 and run_id = any($2) order by run_id for update of run`,
    [tx.workspaceId, runIds],
  )
  return rows.map(toLocked)
}

/**
 * Locks a run unless somebody else holds it. A timer holds its own row already, and whoever holds the run may be about to
 * move that timer: waiting here could be waiting for each other.
 */
export async function lockRunIfFree(tx: Tx, runId: string): Promise<LockedRun | 'busy' | null> {
  const { rows } = await tx.query<LockedRow>(
    `${LOCKED} where workspace_id = $1 and run_id = $2 for update of run skip locked`,
    [tx.workspaceId, runId],
  )
  if (rows[0] !== undefined) return toLocked(rows[0])
  const { rowCount } = await tx.query('select 1 from run where workspace_id = $1 and run_id = $2', [
    tx.workspaceId,
    runId,
  ])
  return rowCount === 0 ? null : 'busy'
}

/** Locks some of the runs that are to end with their stopped journey. */
export async function lockRunsToEnd(tx: Tx, journey: string, limit: number): Promise<readonly LockedRun[]> {
  const { rows } = await tx.query<LockedRow>(
    `${LOCKED} where workspace_id = $1 and journey = $2 and status <> 'ended' and started_at <=
       (select runs_end_before from journey where workspace_id = $1 and key = $2)
      order by started_at limit $3 for update of run skip locked`,
    [tx.workspaceId, journey, limit],
  )
  return rows.map(toLocked)
}

/** Whether a stopped journey still has runs to end. */
export async function hasRunsToEnd(tx: Tx, journey: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select 1 from run where workspace_id = $1 and journey = $2 and status <> 'ended' and started_at <=
       (select runs_end_before from journey where workspace_id = $1 and key = $2) limit 1`,
    [tx.workspaceId, journey],
  )
  return rowCount !== 0
}

/** What begins a run of a journey. */
export interface Beginner {
  readonly journey: string
  readonly triggerKey: string
}

export const beginnerKey = ({ journey, triggerKey }: Beginner): string => `${journey} ${triggerKey}`

/** Which of these have begun a run before. */
export async function readBegun(tx: Tx, beginners: readonly Beginner[]): Promise<ReadonlySet<string>> {
  if (beginners.length === 0) return new Set()
  const { rows } = await tx.query<{ journey: string; trigger_key: string }>(
    `select journey, trigger_key from run
      where workspace_id = $1 and (journey, trigger_key) in (select * from unnest($2::text[], $3::text[]))`,
    [tx.workspaceId, beginners.map(({ journey }) => journey), beginners.map(({ triggerKey }) => triggerKey)],
  )
  return new Set(rows.map((row) => beginnerKey({ journey: row.journey, triggerKey: row.trigger_key })))
}

/** Stores new and changed runs in one statement. */
export async function saveRuns(tx: Tx, runs: readonly Run[]): Promise<void> {
  if (runs.length === 0) return
  await tx.query(
    `insert into run (workspace_id, ${RUN_COLUMNS})
     select $1, ${RUN_COLUMNS} from json_to_recordset($2) as given (
       run_id uuid, profile_id uuid, journey text, version integer, status text, outcome text, has_entered boolean,
       trigger json, trigger_key text, started_at timestamptz, ended_at timestamptz, step text, visit integer,
       wake_at timestamptz, goal_until timestamptz, goal_reached_at timestamptz, traced integer, memory json)
      order by run_id
     on conflict (workspace_id, run_id) do update set profile_id = excluded.profile_id, status = excluded.status,
       outcome = excluded.outcome, has_entered = excluded.has_entered, ended_at = excluded.ended_at,
       step = excluded.step, visit = excluded.visit, wake_at = excluded.wake_at, goal_until = excluded.goal_until,
       goal_reached_at = excluded.goal_reached_at, traced = excluded.traced, memory = excluded.memory
     returning 1`,
    [tx.workspaceId, JSON.stringify(runs.map(toRunRow))],
  )
}

export interface StoredLine extends TraceLine {
  readonly runId: string
  readonly profileId: string
  readonly line: number
}

/** Adds lines to traces. The unique key over entered steps is the last guard against doing a step twice. */
export async function saveTrace(tx: Tx, lines: readonly StoredLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.query(
    `insert into run_trace (workspace_id, run_id, line, profile_id, at, step, visit, what, because, order_id)
     select $1, "runId", line, "profileId", at, step, visit, what, because, "orderId"
       from json_to_recordset($2) as given ("runId" uuid, line integer, "profileId" uuid, at timestamptz, step text,
         visit integer, what text, because text, "orderId" text)
     returning 1`,
    [tx.workspaceId, JSON.stringify(lines)],
  )
}

/** When runs of these people that have not ended go on by time. */
export async function readWakeTimes(
  tx: Tx,
  profileIds: readonly string[],
): Promise<readonly { readonly runId: string; readonly wakeAt: Date }[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<{ run_id: string; wake_at: Date }>(
    `select run_id, wake_at from run
      where workspace_id = $1 and profile_id = any ($2) and wake_at is not null and ended_at is null order by run_id`,
    [tx.workspaceId, profileIds],
  )
  return rows.map((row) => ({ runId: row.run_id, wakeAt: row.wake_at }))
}
