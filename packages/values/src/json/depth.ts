import { inexactText } from './parse.js'

/** The deepest nesting of JSON that is taken anywhere: a reader that calls itself for each level must not be overrun. */
export const DEEPEST_JSON = 64

/** Whether a JSON text is nested deeper than `levels`, found without parsing it. */
export function isDeeperText(levels: number, text: string): boolean {
  // Each level takes two characters.
  if (text.length <= 2 * levels) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > levels) return true
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return false
}

/** Whether a JSON text holds more than `most` values, an empty bracket counted as two; found without parsing it. */
export function hasMoreValues(most: number, text: string): boolean {
  // Each value but the first has a comma or a bracket before it.
  if (text.length < most) return false
  let count = 1
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x2c || code === 0x7b || code === 0x5b) {
      count += 1
      if (count > most) return true
    }
  }
  return false
}

/** Whether a parsed value is nested deeper than `levels`. */
export function isDeeperValue(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  // A number that is held apart is no level.
  if (levels === 0) return inexactText(value) === null
  for (const member of Object.values(value)) if (isDeeperValue(levels - 1, member)) return true
  return false
}
