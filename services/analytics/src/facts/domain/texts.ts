import { isLonger, nfc } from '@polyphon/values'

/** Values as text, by name. */
export type Texts = Readonly<Record<string, string>>

/** Longer texts are prose, nothing to tell groups apart by. Characters are counted, as everywhere else. */
const LONGEST_VALUE = 512
export const LONGEST_NAME = 200

export const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * The plain values of an object as text: `true`, `12.5`, `Köln`. Lists, objects, nulls and long texts are left out.
 * Umlauts that were sent in two parts become one letter, so that they group with the others.
 */
export function textsOf(value: unknown): Texts {
  if (typeof value !== 'object' || value === null) return {}
  const texts: [string, string][] = []
  for (const [name, member] of Object.entries(value)) {
    const text = textOf(member)
    if (text === null || isLonger(name, LONGEST_NAME) || isLonger(text, LONGEST_VALUE)) continue
    texts.push([nfc(name), nfc(text)])
  }
  return Object.fromEntries(texts)
}

function textOf(value: unknown): string | null {
  if (isText(value)) return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}
