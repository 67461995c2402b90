import type { Logger } from 'pino'
import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { classifyError } from '../events/classify-error.js'
import { traceInLog } from '../telemetry/tracing.js'
import { setTimer, type TimerKind } from '../timers/timer.js'
import { AppError } from '../values/errors.js'
import { isPassing } from '../values/unavailable.js'
import type { Job, JobKind } from './job.js'
import { lockJob, removeJob, saveJob } from './store.js'

/** The kind of the timer that carries a job forward; its key is the job's id. */
export const JOB = 'job'
/** The same of jobs that read a blob: processes of a release that knows none leave them alone. */
export const FILE_JOB = 'job.file'
/** For how long a job that has ended, and the outcome of each of its rows, can be looked at. */
export const KEPT_MS = 30 * 86_400_000
const MOST_TRIES = 5

/** Lets a job have its next turn at a moment. */
export const setTurn = (tx: Tx, jobId: string, dueAt: Date): Promise<void> => setTurnOf(JOB, tx, jobId, dueAt)

/** The same by another kind of timer. */
export const setTurnOf = (timer: string, tx: Tx, jobId: string, dueAt: Date): Promise<void> =>
  setTimer(tx, { kind: timer, key: jobId, dueAt, data: {} })

/** Carries jobs forward, one step in each transaction; workspaces take turns as they do with all timers. */
export function jobTimer(kinds: readonly JobKind[], logger: Logger, timer: string = JOB): TimerKind {
  const known = new Map(kinds.map((kind) => [kind.kind, kind]))
  if (known.size < kinds.length) throw new Error('Two kinds of jobs have one name.')
  const again: Again = (tx, jobId, dueAt) => setTurnOf(timer, tx, jobId, dueAt)
  return {
    kind: timer,
    data: z.unknown(),
    isLong: true,
    handle: async (tx, { key: jobId, attempts }) => {
      const job = await lockJob(tx, jobId)
      if (job === null) return forget(tx, kinds, jobId, again)
      const kind = known.get(job.kind)
      // Written by another release: it is tried again later, by whoever knows it.
      if (kind === undefined) throw new Error(`There is no kind of job "${job.kind}" here.`)
      if (job.endedAt !== null) return tidy(tx, kind, { ...job, endedAt: job.endedAt }, again)
      const next = await carryOn(tx, kind, job, { isLastTry: attempts + 1 >= MOST_TRIES, logger })
      await saveJob(tx, next)
      await again(tx, jobId, tx.serverNow)
    },
  }
}

/** Lets a job have its next turn, by the timer that it has. */
type Again = typeof setTurn

interface Trying {
  readonly isLastTry: boolean
  readonly logger: Logger
}

async function carryOn(tx: Tx, kind: JobKind, job: Job, { isLastTry, logger }: Trying): Promise<Job> {
  try {
    const { done, counts, data, isLast } = await tx.savepoint(() => kind.step(tx, job))
    const state = isLast ? 'succeeded' : 'running'
    return { ...job, done, counts: counts ?? job.counts, data, state, endedAt: isLast ? tx.serverNow : null }
  } catch (error) {
    const isRefused = error instanceof AppError
    // It says nothing about the job, however often it comes: somebody may hold a lock for an hour.
    if (isPassing(error) || classifyError(error, undefined).kind === 'unavailable') throw error
    if (!isRefused && !isLastTry) throw error
    if (!isRefused)
      logger.error(
        { event: 'job.failed', jobId: job.jobId, kind: job.kind, ...traceInLog(tx.origin), err: error },
        'a job failed',
      )
    const reason = isRefused
      ? { code: error.code, detail: error.message }
      : { code: 'internal', detail: 'Something went wrong on our side.' }
    return { ...job, state: 'failed', error: reason, endedAt: tx.serverNow }
  }
}

/** Removes what a job that has ended did not come to, and the job itself once it has been kept for long enough. */
async function tidy(tx: Tx, kind: JobKind, job: Job & { readonly endedAt: Date }, again: Again): Promise<void> {
  const until = new Date(job.endedAt.getTime() + KEPT_MS)
  const isOld = until <= tx.serverNow
  const isMore = (await kind.remove?.(tx, job.jobId, isOld ? 'all' : 'rest')) ?? false
  if (isMore || !isOld) await again(tx, job.jobId, isMore ? tx.serverNow : until)
  else await removeJob(tx, job.jobId)
}

/** Removes what is left of a job that never came to be, such as an upload that broke off. */
async function forget(tx: Tx, kinds: readonly JobKind[], jobId: string, again: Again): Promise<void> {
  for (const remove of new Set(kinds.flatMap((kind) => kind.remove ?? [])))
    if (await remove(tx, jobId, 'all')) {
      await again(tx, jobId, tx.serverNow)
      return
    }
}
