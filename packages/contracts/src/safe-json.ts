const maxDepth = 64
const quote = 34
const backslash = 92

function isDeeperThan(limit: number, text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === backslash) at += 1
      else if (code === quote) inString = false
    } else if (code === quote) inString = true
    else if (code === 123 || code === 91) {
      depth += 1
      if (depth > limit) return true
    } else if (code === 125 || code === 93) depth -= 1
  }
  return false
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }

/** Parses JSON of unknown origin: too deep nesting is refused, a key `__proto__` is left out. It never throws. */
export function parseJsonSafely(text: string): JsonResult {
  // Each level takes two characters, so a short text cannot be too deep.
  if (text.length > 2 * maxDepth && isDeeperThan(maxDepth, text)) {
    return { ok: false, reason: `the JSON is nested deeper than ${maxDepth} levels` }
  }
  // An escaped underscore spells the same key, so every text with escapes takes the careful way.
  const suspicious = text.includes('__proto__') || text.includes('\\u')
  try {
    return { ok: true, value: suspicious ? JSON.parse(text, withoutProto) : JSON.parse(text) }
  } catch {
    // The message of the parser quotes the text, which may hold personal data.
    return { ok: false, reason: 'the value is not valid JSON' }
  }
}
