import type { Identifier } from '@polyphon/contracts'

export type { Identifier }

/** An identifier of a person with the first and last time that an event carried it. */
export interface IdentifierLink extends Identifier {
  /** False for an address that only a publishable key has named: it is kept, but neither written to nor matched. */
  readonly verified: boolean
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

/** Writes a phone number in E.164; null when it is none. The default region is already decided. */
export type PhoneNormaliser = (text: string) => string | null

/** The longest value that is taken for an identifier. */
export const LONGEST_VALUE = 512

const LONGEST_PHONE = 60
const TYPE = /^[A-Za-z][\w-]{0,62}$/
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,253}$/

/** The key of an identifier in maps; a type never holds a NUL character. */
export const keyOf = ({ type, value }: Identifier): string => `${type}\0${value}`

/** The identifier of such a key. */
export function identifierOf(key: string): Identifier {
  const [type = '', value = ''] = key.split('\0', 2)
  return { type, value }
}

/** Writes an identifier in its one form: two spellings of the same address meet. Null when it cannot be one. */
export function normaliseIdentifier(raw: Identifier, normalisePhone: PhoneNormaliser): Identifier | null {
  const type = raw.type.trim()
  if (!TYPE.test(type)) return null
  const value = normaliseValue(type, raw.value.normalize('NFC'), normalisePhone)
  return value === null || value === '' || value.length > LONGEST_VALUE ? null : { type, value }
}

function normaliseValue(type: string, text: string, normalisePhone: PhoneNormaliser): string | null {
  if (type === 'email') return normaliseEmail(text)
  // Longer text is no phone number, and reading it would take long.
  if (type === 'phone') return text.length > LONGEST_PHONE ? null : normalisePhone(text.trim())
  // What a customer's own systems use is taken exactly, upper and lower case included.
  return text.trim() === '' ? null : text
}

function normaliseEmail(text: string): string | null {
  const address = text.trim().toLowerCase()
  if (!EMAIL.test(address)) return null
  const at = address.lastIndexOf('@')
  const host = asciiHost(address.slice(at + 1))
  return host === null ? null : `${address.slice(0, at)}@${host}`
}

function asciiHost(host: string): string | null {
  // A host must not smuggle a port, a path or credentials into the URL that reads it.
  if (/[/?#:@\\[\]%]/.test(host)) return null
  try {
    const ascii = new URL(`http://${host}`).hostname
    return ascii === '' ? null : ascii
  } catch {
    return null
  }
}
