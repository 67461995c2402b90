import { isObject } from '@polyphon/values'
import { readJsonBody } from '../../http/json-body.js'
import { AppError } from '../../values/errors.js'
import { type FileRow, faultsOfRefusal, LARGEST_ROW_BYTES, rejected } from './file-row.js'

const NEWLINE = 0x0a

/** The rows of a file of JSON objects, one in each line. Lines of white space alone are none; of a line that is too long only the beginning is ever held. */
export async function* readNdjson(bytes: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  let line = 1
  let parts: Buffer[] = []
  let held = 0
  const take = (part: Buffer): void => {
    held += part.length
    if (held <= LARGEST_ROW_BYTES) parts.push(part)
    else parts = []
  }
  function end(): FileRow | null {
    const row = held > LARGEST_ROW_BYTES ? rejected(line, TOO_LARGE) : rowOf(line, Buffer.concat(parts))
    line += 1
    parts = []
    held = 0
    return row
  }
  for await (const chunk of bytes) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at))
      from = at + 1
      const row = end()
      if (row !== null) yield row
    }
    take(chunk.subarray(from))
  }
  const last = end()
  if (last !== null) yield last
}

const TOO_LARGE = { pointer: '', code: 'row_too_large', detail: `A row has at most ${LARGEST_ROW_BYTES} bytes.` }
const NOT_AN_OBJECT = { pointer: '', code: 'invalid_type', detail: 'A row is a JSON object.' }

function rowOf(line: number, bytes: Buffer): FileRow | null {
  if (isBlank(bytes)) return null
  try {
    const value = readJsonBody(bytes, undefined)
    return isObject(value) ? { line, bytes: bytes.length, content: { value } } : rejected(line, NOT_AN_OBJECT)
  } catch (error) {
    if (error instanceof AppError) return rejected(line, ...faultsOfRefusal(error))
    throw error
  }
}

// Space, tab and carriage return: all that JSON calls white space, but for the newline.
const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
