import type { Logger } from 'pino'
import { z } from 'zod'
import { blobsUnavailable } from '../../blobs/blob-failure.js'
import type { Blobs } from '../../blobs/blobs.js'
import { type JobKind, jobKind } from '../job.js'
import { applyRows } from './apply-rows.js'
import { fileName, readStretch } from './file-lines.js'
import type { AnyImportKind } from './import-kind.js'
import { addResults, type RowResult, readPart, removeRows, saveResults } from './rows-store.js'

/** How the job of an import is called. */
export const jobKindOf = (kind: string): string => `import.${kind}`

const ofTable = z.object({
  /** The part whose turn it is, of so many. */
  part: z.int(),
  parts: z.int(),
  correlationId: z.string(),
})
export type RowsProgress = z.output<typeof ofTable>

const ofFile = z.object({
  /** How many steps were done. */
  part: z.int(),
  /** The byte of the blob at which the next row begins, of so many. */
  from: z.int(),
  bytes: z.int(),
  correlationId: z.string(),
})
export type FileProgress = z.output<typeof ofFile>

/** An import whose rows lie in the database, as a job: each step applies one part of them. */
export const importJob = (kind: AnyImportKind, logger: Logger): JobKind =>
  jobKind<RowsProgress>({
    kind: jobKindOf(kind.kind),
    data: ofTable,
    remove: removeRows,
    step: async (outside, { jobId, data, done, total, counts }) => {
      const { part, parts, correlationId } = data
      const tx = await outside.enter(outside.workspaceId, { correlationId })
      const rows = await readPart(tx, jobId, part)
      const results = await applyRows(tx, kind, { jobId, rows, logger })
      if (results.length > 0) await saveResults(tx, { jobId, part, results })
      const isLast = part + 1 >= parts
      return {
        // Rows that an erasure took are done as well.
        done: isLast ? (total ?? done) : done + rows.length,
        counts: countedIn(counts ?? {}, results),
        data: { ...data, part: part + 1 },
        isLast,
      }
    },
  })

/**
 * An import whose rows lie in a blob, as a job: each step applies the next of them. How far it has come is true together with
 * what was applied; the blob goes when the job has ended.
 */
export const fileJob = (kind: AnyImportKind, logger: Logger, blobs: Blobs | null): JobKind =>
  jobKind<FileProgress>({
    kind: jobKindOf(kind.kind),
    data: ofFile,
    remove: async (tx, jobId, what) => {
      await required(blobs).of(tx.workspaceId).remove(fileName(jobId))
      return removeRows(tx, jobId, what)
    },
    step: async (outside, { jobId, data, done, counts }) => {
      const { part, bytes, correlationId } = data
      const { rows, next } = await readStretch(required(blobs).of(outside.workspaceId), jobId, data)
      const tx = await outside.enter(outside.workspaceId, { correlationId })
      const results = await applyRows(tx, kind, { jobId, rows, logger })
      if (results.length > 0) await addResults(tx, { jobId, part, results })
      return {
        done: done + rows.length,
        counts: countedIn(counts ?? {}, results),
        data: { ...data, part: part + 1, from: next },
        isLast: next >= bytes,
      }
    },
  })

/** Whoever took the setting away finds its jobs waiting, and not failed. */
function required(blobs: Blobs | null): Blobs {
  if (blobs === null) throw blobsUnavailable(new Error('BLOB_STORE is not set.'))
  return blobs
}

function countedIn(before: Readonly<Record<string, number>>, results: readonly RowResult[]) {
  const counts: Record<string, number> = { applied: 0, unchanged: 0, rejected: 0, ...before }
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
