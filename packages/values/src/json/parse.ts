import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json'

export type ParsedJson =
  | {
      readonly ok: true
      /** Numbers that are not exact are held apart, see `inexactText`, unless `isExact`. */
      readonly value: unknown
      readonly isExact: boolean
    }
  | { readonly ok: false; readonly code: 'json_invalid' | 'nested_too_deep' }

// A number with 16 digits before its point, an exponent, or so many zeros that it may vanish. A number stands at the
// beginning or behind one of these characters; a text that looks like one only costs the slower way.
const MAY_BE_INEXACT = /(?:^|[[:,\s])-?(?:\d{16}|\d+(?:\.\d+)?[eE]|0\.0{300})/

/**
 * Parses JSON (RFC 8259) without rounding an integer in silence. A number beyond ±(2⁵³−1) or none at all as a double
 * (`1e400`, `1e-400`) is kept as it was written; decimals are IEEE 754 doubles. Of names that repeat the last one counts,
 * as in ECMA-262.
 */
export function parseJson(text: string): ParsedJson {
  if (!MAY_BE_INEXACT.test(text)) return parsePlain(text)
  // What is valid is decided in one function; the lossless parser only reads the same text once more.
  const plain = parsePlain(text)
  if (!plain.ok) return plain
  let isExact = true
  const parseNumber = (written: string): unknown => {
    const value = Number(written)
    if (isExactNumber(value, written)) return value
    isExact = false
    return new LosslessNumber(written)
  }
  try {
    const value = parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue })
    return isExact ? plain : { ok: true, value, isExact }
  } catch (error) {
    // Its recursion ends before that of the runtime.
    if (error instanceof RangeError) return { ok: false, code: 'nested_too_deep' }
    return { ok: false, code: 'json_invalid' }
  }
}

/** Writes an object of which `parseJson` has read the parts: a number that it kept is written as it was. */
export const writeJson = (value: object): string => stringify(value) ?? '{}'

function parsePlain(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text), isExact: true }
  } catch {
    // The message of the parser quotes the text, which may hold personal data.
    return { ok: false, code: 'json_invalid' }
  }
}

function isExactNumber(value: number, written: string): boolean {
  if (value === 0) return /^-?[0.]+(?:e|$)/i.test(written)
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER
}

/** The text of a number that `parseJson` could not take exactly; null for every other value. */
export function inexactText(value: unknown): string | null {
  return isLosslessNumber(value) ? value.value : null
}
