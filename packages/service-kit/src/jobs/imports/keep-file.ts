import type { Blobs } from '../../blobs/blobs.js'
import type { Database } from '../../db/database.js'
import { FILE_JOB, JOB } from '../run-job.js'
import type { FileProgress, RowsProgress } from './apply-import.js'
import { fileName, linesOf } from './file-lines.js'
import type { FileRow } from './file-row.js'
import { countRows, dropRows, keepRows } from './receive-file.js'

/** What lies of a file once all of it has arrived: how many rows, and from where its job goes on. */
export interface Kept {
  readonly rows: number
  readonly progress: Omit<FileProgress, 'correlationId'> | Omit<RowsProgress, 'correlationId'>
}

/** Where the rows of a file lie from their arrival until they are applied. */
export interface Keeping {
  /** The kind of the timer that carries such a job forward. */
  readonly timer: string
  keep(rows: AsyncIterable<FileRow>): Promise<Kept>
  /** Removes what was kept of a file that was not taken after all. */
  drop(): Promise<void>
}

interface Whose {
  readonly workspaceId: string
  readonly jobId: string
}

/** In the blob store, where there is one; else in the database, part by part. */
export function keepingOf(
  { db, blobs }: { readonly db: Database; readonly blobs: Blobs | null },
  whose: Whose,
): Keeping {
  if (blobs === null) return inRows(db, whose)
  const { workspaceId, jobId } = whose
  const theirs = blobs.of(workspaceId)
  return {
    timer: FILE_JOB,
    keep: async (given) => {
      const counted = countRows(given)
      const bytes = await theirs.put(fileName(jobId), linesOf(counted.rows))
      return { rows: counted.count(), progress: { part: 0, from: 0, bytes } }
    },
    drop: () => theirs.remove(fileName(jobId)),
  }
}

const inRows = (db: Database, whose: Whose): Keeping => ({
  timer: JOB,
  keep: async (rows) => {
    const received = await keepRows(db, whose, rows)
    return { rows: received.rows, progress: { part: 0, parts: received.parts } }
  },
  drop: () => dropRows(db, whose.workspaceId, whose.jobId),
})
