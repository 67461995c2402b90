import { DEEPEST_JSON, inexactText, isDeeperText, isSuspiciousJson, parseJson } from '@polyphon/values'

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }

/**
 * Parses JSON of unknown origin: too deep nesting is refused, a key `__proto__` is left out, and a number that is not
 * exact becomes the text that it was written with. It never throws.
 */
export function parseJsonSafely(text: string): JsonResult {
  if (isDeeperText(DEEPEST_JSON, text)) return tooDeep
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed.code === 'json_invalid' ? { ok: false, reason: 'the value is not valid JSON' } : tooDeep
  // An escaped underscore spells the same key, so every text with escapes takes the careful way.
  const isPlain = parsed.isExact && !isSuspiciousJson(text)
  return { ok: true, value: isPlain ? parsed.value : careful(parsed.value) }
}

const tooDeep: JsonResult = { ok: false, reason: `the JSON is nested deeper than ${DEEPEST_JSON} levels` }

function careful(value: unknown): unknown {
  const written = inexactText(value)
  if (written !== null) return written
  if (Array.isArray(value)) return value.map(careful)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (name === '__proto__' ? [] : [[name, careful(member)]])),
  )
}
