import { nfc } from '../nfc.js'

/** Whether JSON may hold text that is not composed: some of it is not in NFC, or hidden in an escape. */
export const isComposedJson = (text: string): boolean => !text.includes('\\u') && nfc(text) === text

/** A value with all of its text in NFC, names included. Of two names that become one the first stays. */
export function composed(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
export function composed(value: unknown): unknown
export function composed(value: unknown): unknown {
  if (typeof value === 'string') return nfc(value)
  if (Array.isArray(value)) return value.map(composed)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  const members = new Map<string, unknown>()
  for (const [name, member] of Object.entries(value)) {
    const known = nfc(name)
    if (known === name || !members.has(known)) members.set(known, composed(member))
  }
  return Object.fromEntries(members)
}
