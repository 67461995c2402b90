import type { Tx } from '../../db/tx.js'
import { AppError } from '../../values/errors.js'

/**
 * How many imports of a workspace are under way at once: files that arrive (in this process) and files whose rows are not
 * all applied. The rows of all of them are kept, and read while they arrive: more would be felt by others.
 */
export const MOST_AT_ONCE = 10
const RETRY_AFTER_SECONDS = 10

/** A file among those that arrive. */
export interface Arrival {
  /** The ids that the jobs of these files will have: of those that were there, and of this one. */
  readonly arriving: readonly string[]
  end(): void
}

/** The files that arrive in this process. What a process held that died is free. */
export interface Arrivals {
  /** Refused where as many files of this workspace arrive already. */
  begin(workspaceId: string, jobId: string): Arrival
}

export function openArrivals(): Arrivals {
  const byWorkspace = new Map<string, Set<string>>()
  return {
    begin: (workspaceId, jobId) => {
      const here = byWorkspace.get(workspaceId) ?? new Set()
      if (here.size >= MOST_AT_ONCE) throw tooMany()
      byWorkspace.set(workspaceId, here.add(jobId))
      const end = (): void => {
        here.delete(jobId)
        if (here.size === 0) byWorkspace.delete(workspaceId)
      }
      return { arriving: [...here], end }
    },
  }
}

/** Refuses one more file where those that arrive, it included, and those that are not applied are too many. */
export async function requireRoom(tx: Tx, arriving: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from job
      where workspace_id = $1 and ended_at is null and kind like 'import.%' and job_id <> all ($2::uuid[])`,
    [tx.workspaceId, arriving],
  )
  if ((rows[0]?.count ?? 0) + arriving.length > MOST_AT_ONCE) throw tooMany()
}

const tooMany = (): AppError =>
  new AppError(
    'limited',
    'imports_too_many',
    `At most ${MOST_AT_ONCE} imports of a workspace are under way at once; send this one when another has ended.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  )
