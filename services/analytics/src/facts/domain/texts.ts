import { nfc } from '@polyphon/values'

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
    if (text === null || name.length > LONGEST_NAME || isLonger(LONGEST_VALUE, text)) continue
    texts.push([nfc(name), nfc(text)])
  }
  return Object.fromEntries(texts)
}

// A character has at most two units, so most texts need not be taken apart.
const isLonger = (characters: number, text: string): boolean =>
  text.length > characters && (text.length > 2 * characters || Array.from(text).length > characters)

function textOf(value: unknown): string | null {
  if (isText(value)) return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}
