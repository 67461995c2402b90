import type { Tx } from '@polyphon/service-kit'
import type { Stimulus } from '../../kinds/domain/run.js'

/** What became of an order of a run: a receipt of its message, its survey sent out or answered, its change carried out. */
export type OrderOutcome = Extract<Stimulus, { kind: 'receipt' | 'asked' | 'answer' | 'carried_out' }>

/** An outcome that came before its run has given the order. */
export interface EarlyOutcome {
  readonly runId: string
  readonly orderId: string
  readonly stimulus: OrderOutcome
}

/** Keeps outcomes, in this order, until their orders are given. */
export async function saveEarlyOutcomes(tx: Tx, outcomes: readonly EarlyOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await tx.query(
    `insert into early_news (workspace_id, order_id, run_id, stimulus, heard_at)
     select $1, "orderId", "runId", stimulus, $3
       from rows from (json_to_recordset($2) as ("orderId" text, "runId" uuid, stimulus json)) with ordinality
      order by ordinality
     returning 1`,
    [tx.workspaceId, JSON.stringify(outcomes), tx.now],
  )
}

const TAKEN = `with taken as (delete from early_news where workspace_id = $1 and `
const IN_ORDER = ` returning position, run_id as "runId", order_id as "orderId", stimulus)
  select "runId", "orderId", stimulus from taken order by position`

/** Takes out the early outcomes of these orders, oldest first. */
export async function takeEarlyOutcomesOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly EarlyOutcome[]> {
  const { rows } = await tx.query<EarlyOutcome>(`${TAKEN} order_id = any($2) ${IN_ORDER}`, [tx.workspaceId, orderIds])
  return rows
}

/** Takes out the early outcomes of all orders of a run, oldest first. */
export async function takeEarlyOutcomesOfRun(tx: Tx, runId: string): Promise<readonly EarlyOutcome[]> {
  const { rows } = await tx.query<EarlyOutcome>(`${TAKEN} run_id = $2 ${IN_ORDER}`, [tx.workspaceId, runId])
  return rows
}

export async function removeEarlyOutcomesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from early_news where workspace_id = $1 and heard_at < $2', [tx.workspaceId, before])
}
