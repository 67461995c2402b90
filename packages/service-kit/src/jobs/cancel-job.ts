import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import type { Job } from './job.js'
import { jobUnknown, lockJob, saveJob } from './store.js'

/**
 * Ends a job as `canceled` once the step that is under way has ended; what was done stays. One that was canceled before
 * stays as it is. Its timer is left alone: the next turn finds the job over and removes what it has not come to.
 */
export async function cancelJob(tx: Tx, jobId: string): Promise<Job> {
  const job = await lockJob(tx, jobId)
  if (job === null) throw jobUnknown()
  if (job.state === 'canceled') return job
  if (job.endedAt !== null) throw new AppError('conflict', 'job_ended', 'The job is over.')
  const canceled: Job = { ...job, state: 'canceled', endedAt: tx.serverNow }
  await saveJob(tx, canceled)
  return canceled
}
