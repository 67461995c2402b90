import type { Fault } from '@polyphon/values'
import { BlobMissing } from '../../blobs/blob-store.js'
import type { WorkspaceBlobs } from '../../blobs/blobs.js'
import { firstFaults } from '../../http/problem.js'
import { AppError } from '../../values/errors.js'
import type { FileRow } from './file-row.js'
import { ROWS_OF_A_PART } from './receive-file.js'
import type { StoredRow } from './rows-store.js'

/** The blob with the rows of a file, from its arrival until its job has ended. */
export const fileName = (jobId: string): string => `imports/${jobId}`

const NEWLINE = 0x0a
const BYTES_AT_ONCE = 65_536

/** A row as it lies in the blob, in a line of its own: what it says, or what was wrong with it when the file was read. */
type Line = { readonly line: number } & ({ readonly body: unknown } | { readonly faults: readonly Fault[] })

const lineOf = ({ line, content }: FileRow): Line =>
  'value' in content ? { line, body: content.value } : { line, faults: firstFaults(content.faults) }

/** Rows as bytes, in chunks that are worth a write. */
export async function* linesOf(rows: AsyncIterable<FileRow>): AsyncGenerator<Buffer> {
  let held: string[] = []
  let size = 0
  for await (const row of rows) {
    const text = `${JSON.stringify(lineOf(row))}\n`
    held.push(text)
    size += text.length
    if (size < BYTES_AT_ONCE) continue
    yield Buffer.from(held.join(''))
    held = []
    size = 0
  }
  if (held.length > 0) yield Buffer.from(held.join(''))
}

/** Rows that one step applies, and the byte at which the next ones begin. */
export interface Stretch {
  readonly rows: readonly StoredRow[]
  readonly next: number
}

const BYTES_OF_A_STEP = 1_048_576
// Shorter than a transaction may rest while it waits.
const PATIENCE_MS = 15_000

/** The next rows of a blob of so many bytes: a hundred, or what a megabyte holds, and one at least. */
export async function readStretch(
  blobs: WorkspaceBlobs,
  jobId: string,
  { from, bytes }: { readonly from: number; readonly bytes: number },
): Promise<Stretch> {
  for (let length = BYTES_OF_A_STEP; from < bytes; length *= 4) {
    const read = await readBytes(blobs, fileName(jobId), { from, length: Math.min(length, bytes - from) })
    const found = stretchOf(read, from)
    if (found.rows.length > 0) return found
    if (from + read.length >= bytes || read.length < length) throw fileDamaged('It ends within a row.')
  }
  return { rows: [], next: from }
}

async function readBytes(
  blobs: WorkspaceBlobs,
  name: string,
  range: { readonly from: number; readonly length: number },
): Promise<Buffer> {
  const parts: Buffer[] = []
  try {
    for await (const part of blobs.open(name, { ...range, signal: AbortSignal.timeout(PATIENCE_MS) })) parts.push(part)
  } catch (error) {
    throw error instanceof BlobMissing ? fileMissing(error) : error
  }
  return Buffer.concat(parts)
}

function stretchOf(read: Buffer, from: number): Stretch {
  const rows: StoredRow[] = []
  let start = 0
  for (let at = read.indexOf(NEWLINE); at >= 0 && rows.length < ROWS_OF_A_PART; at = read.indexOf(NEWLINE, start)) {
    rows.push(rowOf(readLine(read.toString('utf8', start, at))))
    start = at + 1
  }
  return { rows, next: from + start }
}

function readLine(text: string): Line {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `linesOf`
    return JSON.parse(text) as Line
  } catch (error) {
    throw fileDamaged('It holds a line that was not written so.', error)
  }
}

const rowOf = (line: Line): StoredRow =>
  'body' in line
    ? { line: line.line, body: line.body, faults: null }
    : { line: line.line, body: null, faults: line.faults }

const fileMissing = (cause: unknown): AppError =>
  new AppError('gone', 'import_file_missing', 'The file of this import is gone from where it was kept.', { cause })

const fileDamaged = (how: string, cause?: unknown): AppError =>
  new AppError('gone', 'import_file_damaged', `The file of this import is not as it was kept. ${how}`, { cause })
