/**
 * Whether two values name the same thing: a number and the text of it do, as one source sends `42` and the other `"42"`;
 * lists and objects do if all in them is the same, whatever the order of the names.
 */
export function isSameKey(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left === 'number' && typeof right === 'string') return String(left) === right
  if (typeof left === 'string' && typeof right === 'number') return left === String(right)
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  return canonical(left) === canonical(right)
}

// Order of names apart, JSON says the same of the same; inside of it nothing is taken for something of another type.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
