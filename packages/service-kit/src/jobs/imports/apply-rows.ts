import type { Fault } from '@polyphon/values'
import type { Logger } from 'pino'
import type { Tx } from '../../db/tx.js'
import { faultsOfZod, firstFaults } from '../../http/problem.js'
import { refuseErased } from '../../http/refuse-erased.js'
import { asRequestProblem } from '../../http/storable.js'
import { AppError } from '../../values/errors.js'
import { derivedUuid, momentOfUuid } from '../../values/ids.js'
import { isDataError, sqlStateOf } from '../../values/unavailable.js'
import { faultsOfRefusal } from './file-row.js'
import type { AnyImportKind, ImportedRow, Outcome } from './import-kind.js'
import type { RowResult, StoredRow } from './rows-store.js'

/** Rows of a file, and whose they are. */
interface Applying {
  readonly jobId: string
  readonly rows: readonly StoredRow[]
  readonly logger: Logger
}

/** Applies rows of a file, each as the single operation does it; answers what each has come to, in their order. */
export async function applyRows(
  tx: Tx,
  kind: AnyImportKind,
  { jobId, rows, logger }: Applying,
): Promise<readonly RowResult[]> {
  const read = rows.map((row) => readRow(kind, jobId, row))
  const readable = read.filter((row) => 'because' in row)
  const together = kind.applyAll === undefined ? null : await applyTogether(tx, kind.applyAll, readable)
  const results: RowResult[] = []
  for (const row of read) {
    if (!('because' in row)) results.push(row)
    else results.push(together?.get(row.line) ?? (await applyRow(tx, kind, { jobId, row, logger })))
  }
  return results
}

type ReadRow = ImportedRow & { readonly line: number }

function readRow(kind: AnyImportKind, jobId: string, { line, body, faults }: StoredRow): ReadRow | RowResult {
  if (faults !== null) return refused(line, faults)
  const read = kind.row.safeParse(body)
  if (!read.success) return refused(line, faultsOfZod(read.error, ''))
  return { line, row: read.data, because: derivedUuid(momentOfUuid(jobId), [jobId, line]) }
}

const refused = (line: number, faults: readonly Fault[]): RowResult => ({
  line,
  outcome: 'rejected',
  faults: firstFaults(faults),
})

/** Applies all of them at once; null where one of them stands in the way, which is found by doing each by itself. */
async function applyTogether(
  tx: Tx,
  applyAll: NonNullable<AnyImportKind['applyAll']>,
  rows: readonly ReadRow[],
): Promise<ReadonlyMap<number, RowResult> | null> {
  try {
    const outcomes = await tx.savepoint(() => applyAll(tx, rows))
    return new Map(rows.map(({ line }, index) => [line, resultOf(line, outcomes[index])]))
  } catch (error) {
    // Throws what concerns more than a row.
    if (!isCollision(error)) faultsOfRow(error)
    return null
  }
}

function resultOf(line: number, outcome: Outcome | AppError | undefined): RowResult {
  if (outcome === undefined) throw new Error('Each row comes to something.')
  return outcome instanceof AppError ? refused(line, faultsOfRow(outcome)) : { line, outcome, faults: [] }
}

async function applyRow(
  tx: Tx,
  kind: AnyImportKind,
  { jobId, row: { line, row, because }, logger }: Pick<Applying, 'jobId' | 'logger'> & { readonly row: ReadRow },
): Promise<RowResult> {
  for (let attempt = 1; ; attempt += 1)
    try {
      const outcome = await tx.savepoint(async () => {
        await refuseErased(tx, row)
        return kind.apply(tx, row, because, jobId)
      })
      return { line, outcome, faults: [] }
    } catch (error) {
      if (attempt === 1 && isCollision(error)) continue
      const faults = faultsOfRow(error)
      if (faults === OURS)
        logger.error({ event: 'import.row_failed', jobId, kind: kind.kind, line, err: error }, 'a row failed')
      return refused(line, faults)
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
