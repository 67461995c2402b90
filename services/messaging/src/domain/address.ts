import { isVerified, type PersonIdentifier } from '@polyphon/contracts'

/** What the rules and the content see of a person. */
export interface Recipient {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly PersonIdentifier[]
  readonly locale: string | null
  readonly timeZone: string | null
}

// Something before and after one @, no white space, no brackets or control characters: the rest is the server's to judge.
const EMAIL = /^(?!-)[^\s\p{Cc}@<>"(),:;\\[\]]{1,64}@[^\s\p{Cc}@<>"(),:;\\[\]]{1,253}$/u
// The beginning of an encoded word, which a mail program would decode to something else.
const ENCODED = '=?'

/** The form in which an address is compared and kept; null for what cannot be one. */
export function normaliseAddress(channel: string, text: string): string | null {
  const address = text.trim().normalize('NFC')
  if (channel === 'email') return normaliseMailbox(address)
  return address === '' || address.length > 320 ? null : address
}

function normaliseMailbox(address: string): string | null {
  if (!EMAIL.test(address) || address.includes(ENCODED)) return null
  const at = address.indexOf('@')
  const host = asciiHost(address.slice(at + 1))
  return host === null ? null : `${address.slice(0, at).toLowerCase()}@${host}`
}

// One host has many spellings: upper case, umlauts or punycode, full width, a dot at the end.
function asciiHost(text: string): string | null {
  const host = text.normalize('NFKC')
  // It must not smuggle a port, a path or credentials into the URL that reads it.
  if (/[/?#:@\\[\]%]/.test(host)) return null
  try {
    const ascii = new URL(`http://${host}`).hostname.replace(/\.$/, '')
    return ascii.split('.').includes('') ? null : ascii
  } catch {
    return null
  }
}

/** Whether an address may be somebody's at all; what else is wrong with it is said with the order. */
export function isPlausibleAddress(channel: string, text: string): boolean {
  if (/\p{Cc}/u.test(text)) return false
  return channel !== 'email' || !(/\s|^-/u.test(text.trim()) || text.includes(ENCODED))
}

const TYPE_OF_CHANNEL: Readonly<Record<string, string>> = { email: 'email', sms: 'phone', whatsapp: 'phone' }

/** What kind of identifier of a person the addresses of a channel are; null if none. */
export const identifierTypeOf = (channel: string): string | null => TYPE_OF_CHANNEL[channel] ?? null

/** Where a channel reaches somebody: the address among their traits if it is one of theirs, else the first identifier. */
export function addressOf(person: Recipient, channel: string): string | null {
  const type = TYPE_OF_CHANNEL[channel]
  if (type === undefined) return null
  const own = person.identifiers
    .filter((identifier) => identifier.type === type && isVerified(identifier))
    .flatMap(({ value }) => normaliseAddress(channel, value) ?? [])
  const trait = person.traits[type]
  const preferred = typeof trait === 'string' ? normaliseAddress(channel, trait) : null
  return own.find((address) => address === preferred) ?? own[0] ?? null
}

/** The name to write beside the address; null when the traits hold none. */
export function nameOf(person: Recipient): string | null {
  const text = (name: string): string => {
    const value = person.traits[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const name = text('name') || [text('firstName'), text('lastName')].filter((part) => part !== '').join(' ')
  return name === '' ? null : name.slice(0, 200)
}
