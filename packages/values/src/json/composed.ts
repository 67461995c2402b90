/** Whether JSON may hold text that is not composed: some of it is not in NFC, or hidden in an escape. */
export const isComposedJson = (text: string): boolean => !text.includes('\\u') && text.normalize('NFC') === text

/**
 * A value with all of its text in NFC (UAX #15), names included: `ü` is one character or two, and means the same. Of two
 * names that become one the first stays.
 */
export function composed(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC')
  if (Array.isArray(value)) return value.map(composed)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  const members = new Map<string, unknown>()
  for (const [name, member] of Object.entries(value)) {
    const known = name.normalize('NFC')
    if (known === name || !members.has(known)) members.set(known, composed(member))
  }
  return Object.fromEntries(members)
}
