import { decodeUtf8 } from '@polyphon/values'
import { CsvError, parse } from 'csv-parse'
import { invalidInput } from '../../http/problem.js'
import { AppError } from '../../values/errors.js'
import { type Column, DELIMITERS, readHeader, rowOf } from './columns.js'
import { ENCODING_INVALID, type FileRow, LARGEST_ROW_BYTES, rejected } from './file-row.js'

interface RawRecord {
  readonly line: number
  readonly cells: readonly Buffer[]
}

export interface CsvForm {
  readonly delimiter: keyof typeof DELIMITERS
  /** The fields of a row. */
  readonly known: readonly string[]
}

/**
 * The rows of a CSV (RFC 4180) with a header. What has quotes in the wrong places, or a row that is too large, is refused
 * as a whole: nobody knows where the next row begins.
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>, form: CsvForm): AsyncGenerator<FileRow> {
  let columns: readonly Column[] | undefined
  for await (const record of recordsOf(bytes, DELIMITERS[form.delimiter])) {
    const cells = record.cells.map((cell) => decodeUtf8(cell))
    const texts = cells.filter((cell) => cell !== null)
    if (columns !== undefined) yield readRecord(record, columns, cells)
    else if (texts.length < cells.length) throw invalidInput([{ pointer: '/body', ...ENCODING_INVALID }])
    else columns = readHeader(texts, form.known)
  }
  if (columns === undefined)
    throw invalidInput([
      { pointer: '/body', code: 'header_missing', detail: 'A CSV begins with a line that names its columns.' },
    ])
}

function readRecord(record: RawRecord, columns: readonly Column[], cells: readonly (string | null)[]): FileRow {
  const { line } = record
  if (cells.length !== columns.length)
    return rejected(line, {
      pointer: '',
      code: 'cells_wrong',
      detail: `The header names ${columns.length} columns, and here are ${cells.length} cells.`,
    })
  const texts = cells.filter((cell) => cell !== null)
  if (texts.length < cells.length) return rejected(line, { pointer: '', ...ENCODING_INVALID })
  const bytes = record.cells.reduce((sum, cell) => sum + cell.length, 0)
  return { line, bytes, content: rowOf(columns, texts) }
}

// Each cell costs far more than its bytes, and the parser has no limit of its own. Counted without a look at quotes.
const MOST_DELIMITERS = 100_000

/** The records of a CSV with the line at which each begins, as they become complete. */
async function* recordsOf(bytes: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<RawRecord> {
  const found: RawRecord[] = []
  let countedTwice = 0
  const parser = parse({
    // Bytes stay bytes, so that each row says itself when it is not UTF-8.
    encoding: null,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW_BYTES,
    on_record: (record: unknown, { lines }) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without an encoding, cells are buffers
      const cells = record as readonly Buffer[]
      // The parser counts a CRLF within quotes as two lines.
      countedTwice += count(cells, /\r\n/g)
      found.push({ cells, line: lines - countedTwice - count(cells, /\r\n|\n|\r/g) })
      return null
    },
  })
  let broken: Error | undefined
  parser.on('error', (error) => {
    broken = error
  })
  // Nothing is ever to be read from it: `on_record` takes everything.
  parser.resume()
  let delimiters = 0
  for await (const chunk of bytes) {
    await new Promise<void>((written) => {
      parser.write(chunk, () => written())
    })
    // Of the record that has begun and is not complete yet.
    delimiters =
      found.length > 0
        ? delimitersIn(chunk, delimiter, lastLineOf(chunk))
        : delimiters + delimitersIn(chunk, delimiter, 0)
    yield* found.splice(0)
    if (broken !== undefined) throw refusalOf(broken)
    if (delimiters > MOST_DELIMITERS) throw tooManyCells()
  }
  await new Promise<void>((ended) => {
    parser.once('close', ended).end()
  })
  yield* found.splice(0)
  if (broken !== undefined) throw refusalOf(broken)
}

const count = (cells: readonly Buffer[], pattern: RegExp): number =>
  cells.reduce((sum, cell) => sum + (cell.toString('latin1').match(pattern)?.length ?? 0), 0)

const lastLineOf = (chunk: Buffer): number => Math.max(chunk.lastIndexOf(0x0a), chunk.lastIndexOf(0x0d)) + 1

function delimitersIn(chunk: Buffer, delimiter: string, from: number): number {
  let found = 0
  for (let at = chunk.indexOf(delimiter, from); at >= 0; at = chunk.indexOf(delimiter, at + 1)) found += 1
  return found
}

const tooManyCells = (): AppError =>
  invalidInput([
    {
      pointer: '/body',
      code: 'too_many_cells',
      detail: `A row has at most ${MOST_DELIMITERS} delimiters, also within quotes; a quote may not have been closed.`,
    },
  ])

function refusalOf(error: Error): Error {
  if (!(error instanceof CsvError)) return error
  const line = 'lines' in error ? ` (line ${String(error['lines'])})` : ''
  const isTooLarge = error.code === 'CSV_MAX_RECORD_SIZE'
  const code = isTooLarge ? 'row_too_large' : 'csv_invalid'
  const detail = isTooLarge
    ? `A row has at most ${LARGEST_ROW_BYTES} bytes${line}; a quote may not have been closed.`
    : `A quote stands where none may, or is not closed${line}.`
  return new AppError('invalid', code, 'The file cannot be read as CSV.', {
    cause: error,
    faults: [{ pointer: '/body', code, detail }],
  })
}
