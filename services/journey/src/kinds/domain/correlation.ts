/**
 * Whether two values of a correlation key are the same. A number equals its text, as one source sends `42` and another
 * `"42"`; lists and objects are equal if everything in them is, whatever the order of the names.
 */
export function isSameKey(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left === 'number' && typeof right === 'string') return String(left) === right
  if (typeof left === 'string' && typeof right === 'number') return left === String(right)
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  return canonical(left) === canonical(right)
}

// With names in order, equal values have equal JSON; inside of it a number does not equal its text.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  )
