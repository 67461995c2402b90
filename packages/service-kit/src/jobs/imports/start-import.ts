import { charsetOf, isUtf8Label } from '@polyphon/values'
import type { Audited } from '../../db/audited.js'
import type { Tx } from '../../db/tx.js'
import type { Deps } from '../../http/deps.js'
import { claimKey, isClaimed, type KeyedRequest, rememberAnswer, type StoredAnswer } from '../../http/idempotency.js'
import { cancelTimer } from '../../timers/timer.js'
import { AppError } from '../../values/errors.js'
import type { Job } from '../job.js'
import { setTurnOf } from '../run-job.js'
import { insertJob } from '../store.js'
import { jobKindOf } from './apply-import.js'
import { type Arrival, type Arrivals, requireRoom } from './arrivals.js'
import type { FileRow } from './file-row.js'
import type { AnyImportKind } from './import-kind.js'
import { type Keeping, type Kept, keepingOf } from './keep-file.js'
import { type CsvForm, readCsv } from './read-csv.js'
import { readNdjson } from './read-ndjson.js'
import { countBytes, fileTooLarge } from './receive-file.js'

export const MEDIA_TYPES = ['application/x-ndjson', 'text/csv'] as const

export interface File {
  readonly workspaceId: string
  readonly kind: AnyImportKind
  readonly bytes: AsyncIterable<Buffer>
  readonly contentType: string | undefined
  /** How long it says it is. */
  readonly length: number | null
  readonly delimiter: CsvForm['delimiter']
  readonly keyed: KeyedRequest
  readonly correlationId: string
  readonly audit: Audited | null
}

type Started = { readonly job: Job } | { readonly before: StoredAnswer }
export interface ImportSettings {
  readonly IMPORT_LARGEST_BYTES: number
}
type ImportDeps = Pick<Deps<ImportSettings>, 'db' | 'blobs' | 'newId' | 'settings' | 'logger'> & {
  readonly arrivals: Arrivals
}

// Longer than any upload may take: what is left of one whose process died is removed then.
const UPLOAD_MS = 3_600_000

/**
 * Takes a file and makes an import of it, once all of it has arrived; before, and if it breaks off, there is no job. The
 * same file under the same Idempotency-Key gives the same answer, another one is refused.
 */
export async function startImport(
  deps: ImportDeps,
  file: File,
  answerOf: (job: Job) => StoredAnswer,
): Promise<Started> {
  const mostBytes = deps.settings.IMPORT_LARGEST_BYTES
  const read = readerOf(file)
  if (file.length !== null && file.length > mostBytes) throw fileTooLarge(mostBytes)
  const jobId = deps.newId()
  const arrival = deps.arrivals.begin(file.workspaceId, jobId)
  try {
    return await receive(deps, file, { jobId, arrival, read, answerOf })
  } finally {
    arrival.end()
  }
}

interface Receiving {
  readonly jobId: string
  readonly arrival: Arrival
  readonly read: (bytes: AsyncIterable<Buffer>) => AsyncIterable<FileRow>
  readonly answerOf: (job: Job) => StoredAnswer
}

async function receive(deps: ImportDeps, file: File, { jobId, arrival, read, answerOf }: Receiving): Promise<Started> {
  const { db, settings } = deps
  const { workspaceId, keyed } = file
  const keeping = keepingOf(deps, { workspaceId, jobId })
  await db.transact(workspaceId, async (tx) => {
    // Who asks again for what was taken before gets the answer of then.
    if (!(await isClaimed(tx, keyed))) await requireRoom(tx, arrival.arriving)
    await setTurnOf(keeping.timer, tx, jobId, new Date(tx.serverNow.getTime() + UPLOAD_MS))
  })
  let isPerhapsThere = false
  try {
    const counted = countBytes(file.bytes, settings.IMPORT_LARGEST_BYTES)
    const kept = await keeping.keep(read(counted.bytes))
    const requestHash = `${keyed.requestHash} ${counted.digest()}`
    isPerhapsThere = true
    const started = await db.transact(
      workspaceId,
      (tx) => addJob(tx, { jobId, file, kept, timer: keeping.timer, keyed: { ...keyed, requestHash }, answerOf }),
      { audit: file.audit },
    )
    if ('before' in started) await drop(deps, keeping, { workspaceId, jobId })
    return started
  } catch (error) {
    await (isPerhapsThere && !isRefusal(error) ? lookAgain : drop)(deps, keeping, { workspaceId, jobId })
    throw error
  }
}

const isRefusal = (error: unknown): boolean => error instanceof AppError && error.kind !== 'unavailable'

interface Adding {
  readonly jobId: string
  readonly file: File
  readonly kept: Kept
  readonly timer: string
  readonly keyed: KeyedRequest
  readonly answerOf: (job: Job) => StoredAnswer
}

async function addJob(tx: Tx, { jobId, file, kept, timer, keyed, answerOf }: Adding): Promise<Started> {
  const before = await claimKey(tx, keyed)
  if (before !== null) {
    file.audit?.repeated()
    return { before }
  }
  const { correlationId, kind } = file
  const data = { ...kept.progress, correlationId }
  const job = await insertJob(tx, { jobId, kind: jobKindOf(kind.kind), total: kept.rows, data })
  await setTurnOf(timer, tx, jobId, tx.serverNow)
  await rememberAnswer(tx, keyed, answerOf(job))
  return { job }
}

type Ending = (
  deps: ImportDeps,
  keeping: Keeping,
  whose: { readonly workspaceId: string; readonly jobId: string },
) => Promise<void>

// What cannot be removed now is removed by the turn that was set before anything was kept.
const drop: Ending = async ({ db, logger }, keeping, { workspaceId, jobId }) => {
  try {
    await keeping.drop()
    await db.transact(workspaceId, (tx) => cancelTimer(tx, keeping.timer, jobId))
  } catch (err) {
    logger.warn({ event: 'import.not_dropped', jobId, err }, 'what came of an upload is removed later')
  }
}

// A commit whose answer was lost may have made the job true: its turn finds it, or removes what was kept for it. Where no
// turn can be set, the one of the job or the one from before comes.
const lookAgain: Ending = async ({ db, logger }, keeping, { workspaceId, jobId }) => {
  try {
    await db.transact(workspaceId, (tx) => setTurnOf(keeping.timer, tx, jobId, tx.serverNow))
  } catch (err) {
    logger.warn({ event: 'import.not_dropped', jobId, err }, 'what came of an upload is looked at later')
  }
}

/** How the rows of a file are read, by its media type. */
function readerOf({
  contentType = '',
  kind,
  delimiter,
}: File): (bytes: AsyncIterable<Buffer>) => AsyncIterable<FileRow> {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase()
  if (!isUtf8Label(charsetOf(contentType))) throw unsupported('charset_unsupported', 'Send UTF-8.')
  if (type === 'application/x-ndjson') return readNdjson
  if (type !== 'text/csv') throw unsupported('media_type_unsupported', `Send one of ${MEDIA_TYPES.join(', ')}.`)
  return (bytes) => fromColumns(kind, readCsv(bytes, { delimiter, known: Object.keys(kind.row.shape) }))
}

async function* fromColumns(kind: AnyImportKind, rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  for await (const row of rows)
    yield 'value' in row.content && kind.fromColumns !== undefined
      ? { ...row, content: { value: kind.fromColumns(row.content.value) } }
      : row
}

const unsupported = (code: string, detail: string): AppError =>
  new AppError('unsupported', code, 'An import does not take this media type.', {
    faults: [{ pointer: '/headers/content-type', code, detail }],
  })
