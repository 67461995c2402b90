import type { Tx } from '@polyphon/service-kit'
import type { Stimulus } from '../domain/run.js'

/** What others tell about an order of a run. */
export type OrderNews = Extract<Stimulus, { kind: 'receipt' | 'asked' | 'answer' }>

/** What was heard of an order before its run has given it. */
export interface EarlyNews {
  readonly runId: string
  readonly orderId: string
  readonly stimulus: OrderNews
}

/** Keeps news, in this order, until their orders are given. */
export async function saveEarlyNews(tx: Tx, news: readonly EarlyNews[]): Promise<void> {
  if (news.length === 0) return
  await tx.query(
    `insert into early_news (workspace_id, order_id, run_id, stimulus, heard_at)
     select $1, "orderId", "runId", stimulus, $3
       from rows from (json_to_recordset($2) as ("orderId" text, "runId" uuid, stimulus json)) with ordinality
      order by ordinality`,
    [tx.workspaceId, JSON.stringify(news), tx.now],
  )
}

const TAKEN = `with taken as (delete from early_news where workspace_id = $1 and `
const IN_ORDER = ` returning position, run_id as "runId", order_id as "orderId", stimulus)
  select "runId", "orderId", stimulus from taken order by position`

/** Takes what was heard of these orders, oldest first. */
export async function takeNewsOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly EarlyNews[]> {
  const { rows } = await tx.query<EarlyNews>(`${TAKEN} order_id = any($2) ${IN_ORDER}`, [tx.workspaceId, orderIds])
  return rows
}

/** Takes what was heard of the orders of a run, oldest first. */
export async function takeNewsOfRun(tx: Tx, runId: string): Promise<readonly EarlyNews[]> {
  const { rows } = await tx.query<EarlyNews>(`${TAKEN} run_id = $2 ${IN_ORDER}`, [tx.workspaceId, runId])
  return rows
}

export async function removeNewsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from early_news where workspace_id = $1 and heard_at < $2', [tx.workspaceId, before])
}
