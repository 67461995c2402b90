import type { Tx } from '@polyphon/service-kit'
import type { Run, TraceLine } from '../../kinds/domain/run.js'
import { RUN_COLUMNS, type RunRow, toRun } from './run-row.js'

export async function readRun(tx: Tx, runId: string): Promise<Run | null> {
  const { rows } = await tx.query<RunRow>(`select ${RUN_COLUMNS} from run where workspace_id = $1 and run_id = $2`, [
    tx.workspaceId,
    runId,
  ])
  return rows[0] ? toRun(rows[0]) : null
}

export async function readTrace(tx: Tx, runId: string): Promise<readonly TraceLine[]> {
  const { rows } = await tx.query<Omit<TraceLine, 'orderId'> & { order_id: string | null }>(
    `select at, step, visit, what, because, order_id from run_trace
      where workspace_id = $1 and run_id = $2 order by line`,
    [tx.workspaceId, runId],
  )
  return rows.map(({ order_id: orderId, ...line }) => ({ ...line, ...(orderId === null ? {} : { orderId }) }))
}

export interface RunFilter {
  readonly journey: string
  readonly profileId: string | null
  readonly status: string | null
  readonly before: string | null
  readonly limit: number
}

/** Runs of a journey, newest first: an id begins with the moment at which its trigger was learned, or the run requested. */
export async function listRunRows(tx: Tx, filter: RunFilter): Promise<readonly Run[]> {
  const { rows } = await tx.query<RunRow>(
    `select ${RUN_COLUMNS} from run
      where workspace_id = $1 and journey = $2 and ($3::uuid is null or profile_id = $3)
        and ($4::text is null or status = $4) and ($5::uuid is null or run_id < $5)
      order by run_id desc limit $6`,
    [tx.workspaceId, filter.journey, filter.profileId, filter.status, filter.before, filter.limit],
  )
  return rows.map(toRun)
}
