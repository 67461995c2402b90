import { isVerified, type PersonIdentifier } from '@polyphon/contracts'
import type { PhoneNormaliser } from '@polyphon/values'
import { identifierOf, reachedAddress } from './channels.js'

/** What the rules and the content see of a person. */
export interface Recipient {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly PersonIdentifier[]
  readonly locale: string | null
  readonly timeZone: string | null
}

/**
 * The address of a person on a channel: the address among their traits, else the newest of their identifiers. The trait need
 * not identify them: `info@` and the mailbox of a family are addresses too. An unverified address is never used.
 */
export function addressOf(person: Recipient, channel: string, normalisePhone: PhoneNormaliser): string | null {
  const type = identifierOf(channel)
  if (type === null) return null
  const read = (value: string): readonly string[] => {
    const address = reachedAddress(channel, value, normalisePhone)
    return address === null ? [] : [address]
  }
  const identifiers = person.identifiers.filter((identifier) => identifier.type === type)
  const doubted = new Set(
    identifiers.filter((identifier) => !isVerified(identifier)).flatMap(({ value }) => read(value)),
  )
  const trait = textOf(person.traits[type])
  const [preferred] = trait === null ? [] : read(trait)
  if (preferred !== undefined && !doubted.has(preferred)) return preferred
  return identifiers.filter(isVerified).flatMap(({ value }) => read(value))[0] ?? null
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

const LONGEST_NAME = 200
const letters = new Intl.Segmenter('en')

/** The beginning of a name, which ends behind a whole letter: an emoji has several units. */
function cut(name: string): string {
  if (name.length <= LONGEST_NAME) return name
  const end = letters.segment(name.slice(0, 2 * LONGEST_NAME)).containing(LONGEST_NAME)?.index ?? LONGEST_NAME
  // What claims to be one letter and is longer than the name may be is cut behind a whole character.
  return end > 0 ? name.slice(0, end) : name.slice(0, LONGEST_NAME).replace(/[\uD800-\uDBFF]$/, '')
}

/** The name to write beside the address; null when the traits hold none. */
export function nameOf(person: Recipient): string | null {
  const text = (name: string): string => {
    const value = person.traits[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const name = text('name') || [text('firstName'), text('lastName')].filter((part) => part !== '').join(' ')
  return name === '' ? null : cut(name)
}
