import { type Fault, pointerTo } from '../fault.js'
import { inexactText } from './parse.js'

const MOST_FAULTS = 20

export const NAME_NOT_ALLOWED = { code: 'name_not_allowed', detail: 'The name __proto__ is not allowed.' }
export const NUMBER_NOT_EXACT = {
  code: 'number_not_exact',
  detail: 'A number lies within ±(2^53−1); write what is longer as a text.',
}

/** Whether the text may hold what only an escape can bring into JSON, or the name of a prototype. */
export const isSuspiciousJson = (text: string): boolean => text.includes('\\u') || text.includes('__proto__')

/** What PostgreSQL or a reader could not take as it is: the first 20 values, each with a pointer to it. */
export function findUnstorable(value: unknown): readonly Fault[] {
  const faults: Fault[] = []
  search(value, '', faults)
  return faults
}

function search(value: unknown, pointer: string, faults: Fault[]): void {
  if (faults.length >= MOST_FAULTS) return
  const wrong = typeof value === 'string' ? faultOfText(value) : inexactText(value) === null ? null : NUMBER_NOT_EXACT
  if (wrong !== null) faults.push({ pointer, ...wrong })
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      const inner = pointerTo(pointer, name)
      const wrongName = name === '__proto__' ? NAME_NOT_ALLOWED : faultOfText(name)
      if (wrongName === null) search(member, inner, faults)
      else faults.push({ pointer, ...wrongName })
    }
}

/** What is wrong with a text: a NUL, which PostgreSQL cannot hold, or half a surrogate pair, which is no Unicode. */
export function faultOfText(text: string): Omit<Fault, 'pointer'> | null {
  if (text.includes('\0')) return { code: 'nul_character', detail: 'Text must not hold a NUL character.' }
  if (!text.isWellFormed()) return { code: 'text_malformed', detail: 'Text must not hold half of a surrogate pair.' }
  return null
}

/** The text with U+FFFD for each NUL and each half of a surrogate pair. Not for what distinguishes people or events. */
export const replaceUnstorable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
