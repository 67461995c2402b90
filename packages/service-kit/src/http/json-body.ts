import { type Fault, pointerTo } from '@polyphon/values'
import { AppError } from '../errors.js'
import { invalidInput } from './problem.js'

const DEEPEST = 64
const SLASH_U = '\\u'

/**
 * Parses a JSON body and refuses what could not be stored or would overwhelm a reader: NUL characters, halves of
 * surrogate pairs, `__proto__`, nesting deeper than 64.
 */
export function parseJsonBody(text: string): unknown {
  if (depthOf(text) > DEEPEST)
    throw fault('/body', 'nested_too_deep', `At most ${DEEPEST} levels of nesting are taken.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', 'json_invalid', 'The body is not valid JSON.', {
      cause: error,
      faults: [{ pointer: '/body', code: 'json_invalid', detail: 'The body is not valid JSON.' }],
    })
  }
  // Only an escape can bring such characters in, and only the literal name a prototype: most bodies have neither.
  if (text.includes(SLASH_U) || text.includes('__proto__')) {
    const found = findUnstorable(value)
    if (found !== null) throw invalidInput([{ ...found, pointer: `/body${found.pointer}` }])
  }
  return value
}

const fault = (pointer: string, code: string, detail: string): AppError => invalidInput([{ pointer, code, detail }])

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i)
    if (inString) {
      if (char === 0x5c) i += 1
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (char === 0x7d || char === 0x5d) depth -= 1
  }
  return deepest
}

/** The first value that PostgreSQL or a reader could not take, with a pointer to it; null when all is well. */
export function findUnstorable(value: unknown, pointer = ''): Fault | null {
  if (typeof value === 'string') return findInText(value, pointer)
  if (typeof value !== 'object' || value === null) return null
  for (const [name, member] of Object.entries(value)) {
    const inner = pointerTo(pointer, name)
    if (name === '__proto__') return { pointer, code: 'name_not_allowed', detail: 'The name __proto__ is not allowed.' }
    const found = findInText(name, pointer) ?? findUnstorable(member, inner)
    if (found !== null) return found
  }
  return null
}

function findInText(text: string, pointer: string): Fault | null {
  if (text.includes('\0')) return { pointer, code: 'nul_character', detail: 'Text must not hold a NUL character.' }
  if (!text.isWellFormed())
    return { pointer, code: 'text_malformed', detail: 'Text must not hold half of a surrogate pair.' }
  return null
}
