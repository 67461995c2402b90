import type { Fault } from '@polyphon/values'
import type { Logger } from 'pino'
import { z } from 'zod'
import { blobsUnavailable } from '../../blobs/blob-failure.js'
import type { Blobs } from '../../blobs/blobs.js'
import type { Tx } from '../../db/tx.js'
import { faultsOfZod, firstFaults } from '../../http/problem.js'
import { refuseErased } from '../../http/refuse-erased.js'
import { asRequestProblem } from '../../http/storable.js'
import { AppError } from '../../values/errors.js'
import { derivedUuid, momentOfUuid } from '../../values/ids.js'
import { isDataError, sqlStateOf } from '../../values/unavailable.js'
import { type JobKind, jobKind } from '../job.js'
import { fileName, readStretch } from './file-lines.js'
import { faultsOfRefusal } from './file-row.js'
import type { AnyImportKind } from './import-kind.js'
import { addResults, type RowResult, readPart, removeRows, type StoredRow, saveResults } from './rows-store.js'

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

async function applyRows(
  tx: Tx,
  kind: AnyImportKind,
  { rows, ...around }: { readonly jobId: string; readonly rows: readonly StoredRow[]; readonly logger: Logger },
): Promise<readonly RowResult[]> {
  const results: RowResult[] = []
  for (const row of rows) results.push(await applyRow(tx, kind, { ...around, row }))
  return results
}

function countedIn(before: Readonly<Record<string, number>>, results: readonly RowResult[]) {
  const counts: Record<string, number> = { applied: 0, unchanged: 0, rejected: 0, ...before }
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

interface Applying {
  readonly jobId: string
  readonly row: StoredRow
  readonly logger: Logger
}

async function applyRow(tx: Tx, kind: AnyImportKind, { jobId, row, logger }: Applying): Promise<RowResult> {
  const { line } = row
  const refuse = (faults: readonly Fault[]): RowResult => ({ line, outcome: 'rejected', faults: firstFaults(faults) })
  if (row.faults !== null) return refuse(row.faults)
  const read = kind.row.safeParse(row.body)
  if (!read.success) return refuse(faultsOfZod(read.error, ''))
  const because = derivedUuid(momentOfUuid(jobId), [jobId, line])
  for (let attempt = 1; ; attempt += 1)
    try {
      const outcome = await tx.savepoint(async () => {
        await refuseErased(tx, read.data)
        return kind.apply(tx, read.data, because)
      })
      return { line, outcome, faults: [] }
    } catch (error) {
      if (attempt === 1 && isCollision(error)) continue
      const faults = faultsOfRow(error)
      if (faults === OURS)
        logger.error({ event: 'import.row_failed', jobId, kind: kind.kind, line, err: error }, 'a row failed')
      return refuse(faults)
    }
}

/** Somebody else has written the same just now, which the row did not see and sees the next time. */
const isCollision = (error: unknown): boolean => /^23(505|P01)$/.test(sqlStateOf(error))

const OURS: readonly Fault[] = [{ pointer: '', code: 'internal', detail: 'Something went wrong on our side.' }]

/**
 * What is said of a row that could not be applied, by the same words as of the single operation; where that would say that
 * it is a bug, so does this, and the other rows go on. Throws what concerns more than this row.
 */
function faultsOfRow(error: unknown): readonly Fault[] {
  if (error instanceof AppError && error.kind !== 'unavailable') return faultsOfRefusal(error)
  const problem = asRequestProblem(error)
  if (problem !== null) return [{ pointer: '', code: problem.code, detail: 'A value is out of range or malformed.' }]
  if (isDataError(error)) return OURS
  throw error
}
