import { createHash } from 'node:crypto'
import type { Database } from '../../db/database.js'
import { encodingInvalid } from '../../http/json-body.js'
import { AppError } from '../../values/errors.js'
import { type FileRow, MOST_ROWS } from './file-row.js'
import { insertRows, removeRows } from './rows-store.js'

/** Bytes of a file as they arrive, counted. */
export interface FileBytes {
  readonly bytes: AsyncIterable<Buffer>
  /** SHA-256 of everything that has arrived. */
  digest(): string
}

const tooLarge = (code: string, detail: string): AppError =>
  new AppError('too_large', code, 'The file is larger than an import takes.', {
    faults: [{ pointer: '/body', code, detail }],
  })

export const fileTooLarge = (mostBytes: number): AppError =>
  tooLarge('import_too_large', `A file has at most ${mostBytes} bytes here; send the rest as another one.`)

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** Counts and digests a file, at most so many bytes of it, and takes the mark of UTF-8 away from its beginning. */
export function countBytes(given: AsyncIterable<Buffer>, mostBytes: number): FileBytes {
  const hash = createHash('sha256')
  async function* counted(): AsyncGenerator<Buffer> {
    let count = 0
    let first: Buffer | null = Buffer.alloc(0)
    for await (const chunk of given) {
      count += chunk.length
      if (count > mostBytes) throw fileTooLarge(mostBytes)
      hash.update(chunk)
      if (first === null) yield chunk
      else {
        first = Buffer.concat([first, chunk])
        if (first.length < BOM.length) continue
        yield withoutMark(first)
        first = null
      }
    }
    if (first !== null && first.length > 0) yield withoutMark(first)
  }
  return { bytes: counted(), digest: () => hash.digest('hex') }
}

function withoutMark(start: Buffer): Buffer {
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
  if (isUtf16) throw encodingInvalid('/body', 'The file is UTF-16; send UTF-8.')
  return start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start
}

interface Received {
  readonly rows: number
  readonly parts: number
}

/** How many rows are applied in one transaction at most. */
export const ROWS_OF_A_PART = 100
const BYTES_OF_A_PART = 1_048_576

/** Keeps rows in parts as they arrive, each part in a transaction of its own, so that no connection is held by a slow sender. */
export async function keepRows(
  db: Database,
  { workspaceId, jobId }: { readonly workspaceId: string; readonly jobId: string },
  rows: AsyncIterable<FileRow>,
): Promise<Received> {
  let held: FileRow[] = []
  let bytes = 0
  const counted = countRows(rows)
  let part = 0
  const flush = async (): Promise<void> => {
    if (held.length === 0) return
    const given = { jobId, part, rows: held }
    await db.transact(workspaceId, (tx) => insertRows(tx, given))
    part += 1
    held = []
    bytes = 0
  }
  for await (const row of counted.rows) {
    held.push(row)
    bytes += row.bytes
    if (held.length >= ROWS_OF_A_PART || bytes >= BYTES_OF_A_PART) await flush()
  }
  await flush()
  return { rows: counted.count(), parts: part }
}

/** Counts rows as they pass, at most so many. */
export function countRows(given: AsyncIterable<FileRow>): { readonly rows: AsyncIterable<FileRow>; count(): number } {
  let count = 0
  async function* counted(): AsyncGenerator<FileRow> {
    for await (const row of given) {
      count += 1
      if (count > MOST_ROWS) throw tooLarge('import_too_many_rows', `A file has at most ${MOST_ROWS} rows.`)
      yield row
    }
  }
  return { rows: counted(), count: () => count }
}

/** Removes what was kept of a file that was not taken after all. */
export async function dropRows(db: Database, workspaceId: string, jobId: string): Promise<void> {
  for (let isMore = true; isMore; ) isMore = await db.transact(workspaceId, (tx) => removeRows(tx, jobId, 'all'))
}
