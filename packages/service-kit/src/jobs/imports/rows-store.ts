import type { Fault } from '@polyphon/values'
import type { QueryResultRow } from 'pg'
import { z } from 'zod'
import type { Tx } from '../../db/tx.js'
import { firstFaults } from '../../http/problem.js'
import { is } from '../../lists/filter.js'
import { list, type Page } from '../../lists/list.js'
import type { ListQuery } from '../../lists/parameters.js'
import { by } from '../../lists/position.js'
import type { FileRow } from './file-row.js'
import type { Outcome } from './import-kind.js'

export type RowOutcome = Outcome | 'rejected'
export const OUTCOMES = ['applied', 'unchanged', 'rejected'] as const

/** Adds the rows of one part of an import, which one step will apply. */
export async function insertRows(
  tx: Tx,
  { jobId, part, rows }: { readonly jobId: string; readonly part: number; readonly rows: readonly FileRow[] },
): Promise<void> {
  const given = rows.map(({ line, content }) =>
    'value' in content ? { line, body: content.value } : { line, faults: firstFaults(content.faults) },
  )
  await tx.query(
    `insert into import_row (workspace_id, job_id, part, line, body, faults, stored_at)
     select $1, $2, $3, line, body, faults, $4
       from json_to_recordset($5) as given (line integer, body json, faults json)
     returning line`,
    [tx.workspaceId, jobId, part, tx.serverNow, JSON.stringify(given)],
  )
}

export interface StoredRow {
  readonly line: number
  readonly body: unknown
  /** What was wrong with it when the file was read. */
  readonly faults: readonly Fault[] | null
}

/** The rows of one part, in the order of the file. */
export async function readPart(tx: Tx, jobId: string, part: number): Promise<readonly StoredRow[]> {
  const { rows } = await tx.query<StoredRow>(
    `select line, body, faults from import_row
      where workspace_id = $1 and job_id = $2 and part = $3 order by line`,
    [tx.workspaceId, jobId, part],
  )
  return rows
}

export interface RowResult {
  readonly line: number
  readonly outcome: RowOutcome
  readonly faults: readonly Fault[]
}

/** Keeps what rows came to; what they said is not kept for longer. */
export async function saveResults(
  tx: Tx,
  { jobId, part, results }: { readonly jobId: string; readonly part: number; readonly results: readonly RowResult[] },
): Promise<void> {
  await tx.query(
    `update import_row set outcome = given.outcome, faults = given.faults, body = null
       from json_to_recordset($4) as given (line integer, outcome text, faults json)
      where workspace_id = $1 and job_id = $2 and part = $3 and import_row.line = given.line`,
    [tx.workspaceId, jobId, part, JSON.stringify(results)],
  )
}

/** Adds what rows came to that lay elsewhere until now. */
export async function addResults(
  tx: Tx,
  { jobId, part, results }: { readonly jobId: string; readonly part: number; readonly results: readonly RowResult[] },
): Promise<void> {
  await tx.query(
    `insert into import_row (workspace_id, job_id, part, line, outcome, faults, stored_at)
     select $1, $2, $3, line, outcome, faults, $5
       from json_to_recordset($4) as given (line integer, outcome text, faults json)
     returning line`,
    [tx.workspaceId, jobId, part, JSON.stringify(results), tx.serverNow],
  )
}

/** Rows that have an outcome, in the order of the file. */
export const rowList = list({
  name: 'import-rows',
  filters: { outcome: is('outcome', z.enum(OUTCOMES)) },
  sorts: { line: [by.number('part'), by.number('line')] },
  sort: 'line',
})

export const listResults = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  { jobId, show }: { readonly jobId: string; readonly show: (row: RowResult) => Item },
): Promise<Page<Item>> =>
  rowList.page<RowResult & QueryResultRow, Item>(tx, query, {
    columns: 'part, line, outcome, faults',
    from: 'import_row',
    where: 'workspace_id = $1 and outcome is not null',
    within: { job_id: jobId },
    show: (_tx, rows) => rows.map(show),
  })

const MOST_REMOVED = 2_000

/** Removes rows, those without an outcome or all; answers whether some are left. */
export async function removeRows(tx: Tx, jobId: string, what: 'rest' | 'all'): Promise<boolean> {
  const { rowCount } = await tx.query(
    `delete from import_row where workspace_id = $1 and job_id = $2 and (part, line) in (
       select part, line from import_row where workspace_id = $1 and job_id = $2 and (outcome is null or $3)
        order by part desc, line desc limit $4)`,
    [tx.workspaceId, jobId, what === 'all', MOST_REMOVED],
  )
  return rowCount === MOST_REMOVED
}
