/** JSON with the fields of every object in one order, so that equal values are equal texts. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value))

/** Whether two values say the same, whatever the order of their fields. */
export const isSameJson = (left: unknown, right: unknown): boolean => canonicalJson(left) === canonicalJson(right)

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  // A list of pairs, as an object puts names that look like numbers first and takes `__proto__` for something else.
  return { fields: entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]) }
}
