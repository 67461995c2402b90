import { containsText } from './contains-text.js'
import { parseInstant, parseReference } from './instant.js'
import type { Comparison, Op, Scalar } from './schema.js'
import { always, type Truth } from './truth.js'

/** Orders text by code point, as PostgreSQL's collation "C" does; JavaScript's `<` orders by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

// Surrogates (U+D800…) stand for code points above U+FFFF, so they come after the rest of the units.
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

function order(actual: unknown, expected: Scalar): number | undefined {
  if (typeof actual === 'string' && typeof expected === 'string') return compareText(actual, expected)
  if (typeof actual === 'number' && typeof expected === 'number') return actual - expected
  if (typeof actual === 'boolean' && typeof expected === 'boolean') return Number(actual) - Number(expected)
  return undefined
}

const ORDERED: Partial<Record<Op, (difference: number) => boolean>> = {
  lt: (difference) => difference < 0,
  lte: (difference) => difference <= 0,
  gt: (difference) => difference > 0,
  gte: (difference) => difference >= 0,
}

function contains(actual: unknown, expected: Scalar): boolean {
  if (Array.isArray(actual)) return actual.includes(expected)
  return typeof actual === 'string' && typeof expected === 'string' && containsText(actual, expected)
}

function compareTime(op: 'before' | 'after', actual: unknown, expected: Scalar, now: number): Truth {
  const at = typeof actual === 'string' ? parseInstant(actual) : undefined
  const reference = typeof expected === 'string' ? parseReference(expected) : undefined
  if (at === undefined || reference === undefined) return always(false)
  if ('at' in reference) return always(op === 'before' ? at < reference.at : at > reference.at)
  const turnsAt = at - reference.fromNowMs
  // The moment itself is neither before nor after: `before` turns true one millisecond (the clock's grain) later.
  if (op === 'before') return turnsAt < now ? always(true) : { holds: false, until: turnsAt + 1 }
  return turnsAt > now ? { holds: true, until: turnsAt } : always(false)
}

/** Compares by type, never by coercion: text with text, numbers with numbers. What is missing fulfils only `ne` and `exists: false`. */
export function compare(comparison: Omit<Comparison, 'path'>, actual: unknown, now: number): Truth {
  const { op, value } = comparison
  if (op === 'exists') return always((actual !== undefined && actual !== null) === (value !== false))
  if (op === 'in') return always(Array.isArray(value) && value.includes(actual))
  if (value === undefined || isList(value)) return always(false)
  if (op === 'ne') return always(actual !== value)
  return compareWithScalar(op, actual, value, now)
}

function compareWithScalar(op: Op, actual: unknown, expected: Scalar, now: number): Truth {
  if (op === 'eq') return always(actual === expected)
  if (op === 'contains') return always(contains(actual, expected))
  if (op === 'before' || op === 'after') return compareTime(op, actual, expected, now)
  const difference = order(actual, expected)
  return always(difference !== undefined && ORDERED[op]?.(difference) === true)
}

function isList(value: Scalar | readonly Scalar[]): value is readonly Scalar[] {
  return Array.isArray(value)
}
