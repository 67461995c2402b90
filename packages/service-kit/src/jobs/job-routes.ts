import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { Access } from '../http/access.js'
import { type Route, route } from '../http/route.js'
import { Id } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import type { ServiceName } from '../values/service-name.js'
import { cancelJob } from './cancel-job.js'
import { JOB_STATES, type Job } from './job.js'
import { jobList, jobUnknown, listJobs, readJob } from './store.js'

export const JobView = z
  .object({
    jobId: z.string(),
    kind: z.string().describe('What it does: `import.people`'),
    state: z.enum(JOB_STATES),
    progress: z.object({
      done: z.int(),
      total: z.int().optional().describe('How much there is to do, where that is known'),
    }),
    counts: z
      .record(z.string(), z.int())
      .optional()
      .describe('How many of its parts came to what; of an import its rows: `applied`, `unchanged`, `rejected`'),
    error: z.object({ code: z.string(), detail: z.string() }).optional().describe('Why it failed'),
    startedAt: Moment.describe('When it was asked for'),
    endedAt: Moment.optional(),
  })
  .meta({ id: 'Job' })

export const toJobView = ({
  done,
  total,
  counts,
  error,
  startedAt,
  endedAt,
  ...job
}: Job): z.input<typeof JobView> => ({
  ...job,
  progress: { done, ...(total === null ? {} : { total }) },
  ...(counts === null ? {} : { counts: { ...counts } }),
  ...(error === null ? {} : { error }),
  startedAt: startedAt.toISOString(),
  ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
})

const tag = 'jobs'
const params = z.object({ jobId: Id })

/** Long work of a workspace: how far it has come, and an end to it. */
export function jobRoutes(service: ServiceName): readonly Route[] {
  const access = (right: 'read' | 'write'): Access => ({
    who: 'key',
    scope: `${service}:${right}`,
    staff: 'administration',
  })
  return [
    route({
      operationId: 'listJobs',
      method: 'get',
      path: '/v1/jobs',
      tag,
      access: access('read'),
      summary: 'Long work, the newest first',
      description: 'Jobs can be looked at for 30 days after their end.',
      query: jobList.query,
      responses: { 200: listOf(JobView) },
      handle: async (tx, { query }) => ({ status: 200, body: await listJobs(tx, query, toJobView) }),
    }),
    route({
      operationId: 'getJob',
      method: 'get',
      path: '/v1/jobs/:jobId',
      tag,
      access: access('read'),
      summary: 'How far one job has come',
      params,
      responses: { 200: JobView },
      handle: async (tx, { params: { jobId } }) => {
        const job = await readJob(tx, jobId)
        if (job === null) throw jobUnknown()
        return { status: 200, body: toJobView(job) }
      },
    }),
    route({
      operationId: 'cancelJob',
      method: 'post',
      path: '/v1/jobs/:jobId/cancel',
      tag,
      access: access('write'),
      summary: 'End a job after the step that is under way; what was done stays',
      params,
      responses: { 200: JobView },
      handle: async (tx, { params: { jobId } }) => ({ status: 200, body: toJobView(await cancelJob(tx, jobId)) }),
    }),
  ]
}
