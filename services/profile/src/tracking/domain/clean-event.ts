import {
  faultOfText,
  inexactText,
  NAME_NOT_ALLOWED,
  NUMBER_NOT_EXACT,
  pointerTo,
  replaceUnstorable,
} from '@polyphon/values'
import { type EventWarning, MOST_WARNINGS } from './event-warning.js'

type Path = readonly string[]

/** A value without what could not be stored, and what was done about it. */
export interface Cleaned {
  readonly value: unknown
  readonly warnings: readonly EventWarning[]
}

/**
 * Takes out of an event what PostgreSQL or a reader could not take: a NUL and half a surrogate pair become U+FFFD, a
 * number that is not exact the text that it was written with. What tells people or events apart is left out instead: two
 * of them must not become one.
 */
export function cleanEvent(event: unknown): Cleaned {
  const warnings: EventWarning[] = []
  const value = clean(event, [], warnings)
  return { value: value === LEFT_OUT ? null : value, warnings }
}

const LEFT_OUT = Symbol('left out')
const UNNAMED: EventWarning = { pointer: '', code: 'more_warnings', detail: 'More was not taken as it was sent.' }

// Thousands of values below one long name would have thousands of long pointers, of which nobody is shown more than a few.
function warn(warnings: EventWarning[], path: Path, code: string, detail: string): void {
  warnings.push(warnings.length < MOST_WARNINGS ? { pointer: pointerTo('', ...path), code, detail } : UNNAMED)
}

function clean(value: unknown, path: Path, warnings: EventWarning[]): unknown {
  if (typeof value === 'string') return cleanText(value, path, warnings)
  if (typeof value !== 'object' || value === null) return value
  const written = inexactText(value)
  if (written !== null) {
    warn(warnings, path, NUMBER_NOT_EXACT.code, `${NUMBER_NOT_EXACT.detail} It was taken for one.`)
    return written
  }
  if (Array.isArray(value))
    return value.map((member, index) => orNull(clean(member, [...path, String(index)], warnings)))
  return cleanMembers(Object.entries(value), path, warnings)
}

const orNull = (value: unknown): unknown => (value === LEFT_OUT ? null : value)

function cleanText(text: string, path: Path, warnings: EventWarning[]): unknown {
  const fault = faultOfText(text)
  if (fault === null) return text
  const isKept = !isIdentity(path)
  const done = isKept ? 'It was replaced by U+FFFD.' : 'The value was left out, as it tells people or events apart.'
  warn(warnings, path, fault.code, `${fault.detail} ${done}`)
  return isKept ? replaceUnstorable(text) : LEFT_OUT
}

function cleanMembers(members: readonly (readonly [string, unknown])[], path: Path, warnings: EventWarning[]): unknown {
  const cleaned = new Map<string, unknown>()
  const names = new Set(members.map(([name]) => name))
  for (const [name, member] of members) {
    const known = nameOf(name, names, (code, detail) => warn(warnings, path, code, detail))
    if (known === null) continue
    const value = clean(member, [...path, known], warnings)
    if (value !== LEFT_OUT) cleaned.set(known, value)
  }
  return Object.fromEntries(cleaned)
}

function nameOf(name: string, names: Set<string>, warnOf: (code: string, detail: string) => void): string | null {
  if (name === '__proto__') {
    warnOf(NAME_NOT_ALLOWED.code, `${NAME_NOT_ALLOWED.detail} It was left out.`)
    return null
  }
  const fault = faultOfText(name)
  if (fault === null) return name
  const replaced = replaceUnstorable(name)
  const isTaken = names.has(replaced)
  const done = isTaken ? 'The name was left out, as there is one like it.' : 'In the name it was replaced by U+FFFD.'
  warnOf(fault.code, `${fault.detail} ${done}`)
  names.add(replaced)
  return isTaken ? null : replaced
}

const IDS = new Set(['userId', 'anonymousId', 'groupId', 'previousId', 'messageId'])
const LONGEST_NAME = 'externalIds'.length
const ADDRESSES =
  /^(?:context\/)?traits\/(?:email|phone)$|^context\/device\/id$|^context\/externalIds?\/\d+\/(?:id|type)$/

function isIdentity(path: Path): boolean {
  const [first = ''] = path
  if (path.length === 1) return IDS.has(first)
  return path.every(({ length }) => length <= LONGEST_NAME) && ADDRESSES.test(path.join('/'))
}
