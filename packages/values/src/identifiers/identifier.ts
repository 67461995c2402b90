import { isLonger } from '../characters.js'
import { nfc } from '../nfc.js'
import { normaliseEmail } from './email.js'
import { withoutInvisible } from './invisible.js'
import type { PhoneNormaliser } from './phone.js'

/** What somebody is known by: a kind of name, and the name. */
export interface Identifier {
  readonly type: string
  readonly value: string
}

/** The longest value that is taken for an identifier, in characters. */
export const LONGEST_VALUE = 512

const TYPE = /^[A-Za-z][\w.-]{0,62}$/
const PRINTABLE_ASCII = /^[ -~]*$/
// Types that Polyphon gives a meaning, by how they look without case and separators.
const BUILT_IN_TYPES: ReadonlyMap<string, string> = new Map(
  ['user_id', 'anonymous_id', 'device_id', 'email', 'phone'].map((type) => [type.replaceAll('_', ''), type]),
)
const ALSO: ReadonlyMap<string, string> = new Map([
  ['emailaddress', 'email'],
  ['phonenumber', 'phone'],
])
const KNOWN: ReadonlySet<string> = new Set(BUILT_IN_TYPES.values())

/** The key of an identifier in maps; a type never holds a NUL character. */
export const keyOf = ({ type, value }: Identifier): string => `${type}\0${value}`

/** The identifier of such a key. */
export function identifierOf(key: string): Identifier {
  const [type = '', value = ''] = key.split('\0', 2)
  return { type, value }
}

/**
 * The one form of a type of identifier; null for what is none. `E-Mail`, `Email` and `userId` are the types of those
 * names; a customer's own types are taken exactly.
 */
export function normaliseType(text: string): string | null {
  if (KNOWN.has(text)) return text
  const type = text.length > 200 ? text : withoutInvisible(text.normalize('NFKC')).trim()
  const folded = type.toLowerCase().replaceAll(/[\s._-]/g, '')
  return BUILT_IN_TYPES.get(folded) ?? ALSO.get(folded) ?? (TYPE.test(type) ? type : null)
}

/**
 * The one form of what a customer's own systems use as a name, such as a user id; null for what names nobody. It is taken
 * exactly, upper and lower case and blanks included, but in NFC and without what nobody sees.
 */
export function normaliseId(text: string): string | null {
  if (!PRINTABLE_ASCII.test(text)) return normaliseUnicode(text)
  return isLonger(text, LONGEST_VALUE) || text.trim() === '' ? null : text
}

function normaliseUnicode(text: string): string | null {
  // PostgreSQL holds neither, and what would stand for them made two people one.
  if (!text.isWellFormed() || text.includes('\0')) return null
  const id = withoutInvisible(nfc(text))
  return isLonger(id, LONGEST_VALUE) || id.trim() === '' ? null : id
}

/** Writes an identifier in its one form, so that two spellings of the same meet; null when it cannot be one. */
export function normaliseIdentifier(raw: Identifier, normalisePhone: PhoneNormaliser): Identifier | null {
  const type = normaliseType(raw.type)
  if (type === null) return null
  const value = normaliseValue(type, raw.value, normalisePhone)
  return value === null ? null : { type, value }
}

function normaliseValue(type: string, text: string, normalisePhone: PhoneNormaliser): string | null {
  if (type === 'email') return normaliseEmail(text)
  if (type === 'phone') return normalisePhone(text)
  return normaliseId(text)
}
