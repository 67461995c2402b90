import {
  charsetOf,
  DEEPEST_JSON,
  decodeUtf8,
  type Fault,
  findUnstorable,
  hasMoreValues,
  isDeeperText,
  isSuspiciousJson,
  isUtf8Label,
  isUtf8Url,
  parseJson,
} from '@polyphon/values'
import { AppError } from '../values/errors.js'
import { invalidInput } from './problem.js'

/**
 * Reads the bytes of a JSON body. UTF-8 only, with or without its mark; what PostgreSQL or a reader could not take is
 * refused with its place: NUL characters, halves of surrogate pairs, `__proto__`, numbers that are not exact, nesting
 * deeper than 64, more than 20,000 values.
 */
export function readJsonBody(bytes: Uint8Array, contentType: string | undefined): unknown {
  if (!isUtf8Label(charsetOf(contentType)))
    throw new AppError('unsupported', 'charset_unsupported', 'Send JSON in UTF-8.', {
      faults: [{ pointer: '/headers/content-type', code: 'charset_unsupported', detail: 'The charset is utf-8.' }],
    })
  const text = decodeUtf8(bytes)
  if (text === null) throw encodingInvalid('/body', 'The body is not UTF-8.')
  return text === '' ? undefined : parseJsonBody(text)
}

/** Bytes that are not what they are said to be; each of them would have become U+FFFD. */
export function encodingInvalid(pointer: string, detail: string): AppError {
  return new AppError('invalid', 'encoding_invalid', 'The request holds bytes that are not in its encoding.', {
    faults: [{ pointer, code: 'encoding_invalid', detail }],
  })
}

export const jsonInvalid = (): AppError =>
  new AppError('invalid', 'json_invalid', 'The body is not valid JSON.', {
    faults: [{ pointer: '/body', code: 'json_invalid', detail: 'The body is not valid JSON.' }],
  })

function parseJsonBody(text: string): unknown {
  if (isDeeperText(DEEPEST_JSON, text)) throw tooDeep()
  if (hasMoreValues(MOST_VALUES, text)) throw tooManyValues()
  const parsed = parseJson(text)
  if (!parsed.ok) throw parsed.code === 'json_invalid' ? jsonInvalid() : tooDeep()
  // Most bodies hold nothing of the kind, and need no look at each value.
  if (parsed.isExact && !isSuspiciousJson(text)) return parsed.value
  const faults = findUnstorable(parsed.value)
  if (faults.length === 0) return parsed.value
  throw unstorable(faults.map((found) => ({ ...found, pointer: `/body${found.pointer}` })))
}

function unstorable(faults: readonly Fault[]): AppError {
  if (faults.some(({ code }) => code !== 'number_not_exact')) return invalidInput(faults)
  return new AppError('invalid', 'number_not_exact', 'A number is too long to be kept exactly; write it as a text.', {
    faults,
  })
}

// A schema looks at each of them, for some ten microseconds, while everybody else in this process waits.
const MOST_VALUES = 20_000

const tooManyValues = (): AppError =>
  invalidInput([{ pointer: '/body', code: 'too_many_values', detail: `A body holds at most ${MOST_VALUES} values.` }])

const tooDeep = (): AppError =>
  invalidInput([
    { pointer: '/body', code: 'nested_too_deep', detail: `At most ${DEEPEST_JSON} levels of nesting are taken.` },
  ])

/** What is wrong with the bytes of a request line; null when nothing is. */
export function urlProblem(url: string): AppError | null {
  if (!isUtf8Url(url)) {
    const [path = ''] = url.split('?', 1)
    return encodingInvalid(isUtf8Url(path) ? '/query' : '/path', 'Escape UTF-8 by percent signs.')
  }
  if (!url.includes('%00')) return null
  return invalidInput([{ pointer: '/path', code: 'nul_character', detail: 'The URL must not hold a NUL character.' }])
}
