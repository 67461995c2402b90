import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { is } from '../lists/filter.js'
import { list, type Page } from '../lists/list.js'
import type { ListQuery } from '../lists/parameters.js'
import { by } from '../lists/position.js'
import { AppError } from '../values/errors.js'
import { JOB_STATES, type Job, type JobCounts, type JobState } from './job.js'

interface JobRow {
  readonly job_id: string
  readonly kind: string
  readonly state: JobState
  readonly done: number
  readonly total: number | null
  readonly counts: JobCounts | null
  readonly error: { readonly code: string; readonly detail: string } | null
  readonly data: unknown
  readonly started_at: Date
  readonly ended_at: Date | null
}

const COLUMNS = 'job_id, kind, state, done, total, counts, error, data, started_at, ended_at'

const jobOf = ({ job_id: jobId, started_at: startedAt, ended_at: endedAt, ...rest }: JobRow): Job => ({
  jobId,
  startedAt,
  endedAt,
  ...rest,
})

export const jobUnknown = (): AppError => new AppError('missing', 'job_unknown', 'There is no such job.')

/** Adds a job that waits for its first step. */
export async function insertJob(tx: Tx, job: Pick<Job, 'jobId' | 'kind' | 'total' | 'data'>): Promise<Job> {
  const { rows } = await tx.query<JobRow>(
    `insert into job (workspace_id, job_id, kind, state, total, data, started_at)
     values ($1, $2, $3, 'queued', $4, $5, $6) returning ${COLUMNS}`,
    [tx.workspaceId, job.jobId, job.kind, job.total, JSON.stringify(job.data), tx.serverNow],
  )
  const [row] = rows
  if (row === undefined) throw new Error('A job that was added has no row.')
  return jobOf(row)
}

export async function readJob(tx: Tx, jobId: string): Promise<Job | null> {
  const { rows } = await tx.query<JobRow>(`select ${COLUMNS} from job where workspace_id = $1 and job_id = $2`, [
    tx.workspaceId,
    jobId,
  ])
  return rows[0] === undefined ? null : jobOf(rows[0])
}

/** The job, held until the transaction ends, so that it is canceled between its steps only. */
export async function lockJob(tx: Tx, jobId: string): Promise<Job | null> {
  const { rows } = await tx.query<JobRow>(
    `select ${COLUMNS} from job where workspace_id = $1 and job_id = $2 for update`,
    [tx.workspaceId, jobId],
  )
  return rows[0] === undefined ? null : jobOf(rows[0])
}

/** Jobs of a workspace by their id, which begins with the moment at which they were asked for. */
export const jobList = list({
  name: 'jobs',
  filters: {
    kind: is('kind', z.string().max(100).describe('Only of this kind, such as `import.people`')),
    state: is('state', z.enum(JOB_STATES)),
  },
  sorts: { id: [by.id('job_id')] },
  sort: '-id',
})

export const listJobs = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (job: Job) => Item,
): Promise<Page<Item>> =>
  jobList.page<JobRow, Item>(tx, query, {
    columns: COLUMNS,
    from: 'job',
    show: (_tx, rows) => rows.map((row) => show(jobOf(row))),
  })

/** Stores a job as it is now. */
export async function saveJob(tx: Tx, job: Job): Promise<void> {
  await tx.query(
    `update job set state = $3, done = $4, counts = $5, error = $6, data = $7, ended_at = $8
      where workspace_id = $1 and job_id = $2`,
    [
      tx.workspaceId,
      job.jobId,
      job.state,
      job.done,
      job.counts === null ? null : JSON.stringify(job.counts),
      job.error === null ? null : JSON.stringify(job.error),
      JSON.stringify(job.data),
      job.endedAt,
    ],
  )
}

export async function removeJob(tx: Tx, jobId: string): Promise<void> {
  await tx.query('delete from job where workspace_id = $1 and job_id = $2', [tx.workspaceId, jobId])
}
