import type { z } from 'zod'
import type { Tx } from '../db/tx.js'

export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'canceled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** How many of its parts came to what. */
export type JobCounts = Readonly<Record<string, number>>

/** Long work of a workspace, as it stands between two steps. */
export interface Job<Data = unknown> {
  readonly jobId: string
  readonly kind: string
  readonly state: JobState
  readonly done: number
  /** How much there is to do, where that is known. */
  readonly total: number | null
  readonly counts: JobCounts | null
  /** Why it failed. */
  readonly error: { readonly code: string; readonly detail: string } | null
  /** What the next step has to know; nothing personal. */
  readonly data: Data
  readonly startedAt: Date
  readonly endedAt: Date | null
}

/** How far a step has brought a job. */
export interface Step<Data> {
  readonly done: number
  readonly counts?: JobCounts
  readonly data: Data
  /** Nothing is left to do: it has succeeded. */
  readonly isLast: boolean
}

/** One kind of long work. */
export interface JobKind<Data = unknown> {
  readonly kind: string
  readonly data: z.ZodType<Data>
  /**
   * Does the next part of it, bounded, in a transaction of its own: what it changes, what it publishes and how far it has
   * come are true together or not at all, so nothing is done twice. An `AppError` ends the job as `failed` with its code,
   * unless something is unavailable; anything else is tried again a few times.
   */
  step(tx: Tx, job: Job<Data>): Promise<Step<Data>>
  /**
   * Removes, bounded, what is kept of a job in tables of the kind: what it has not come to, once it has ended (`rest`), or
   * everything (`all`). Answers whether something is left.
   */
  remove?(tx: Tx, jobId: string, what: 'rest' | 'all'): Promise<boolean>
}

/** A kind of job with its data checked whenever it is read. */
export const jobKind = <Data>(kind: JobKind<Data>): JobKind => ({
  ...kind,
  step: (tx, job) => kind.step(tx, { ...job, data: kind.data.parse(job.data) }),
})
