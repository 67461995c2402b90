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
