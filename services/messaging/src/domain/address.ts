import type { Identifier } from '@polyphon/contracts'

/** What the rules and the content see of a person. */
export interface Recipient {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly Identifier[]
  readonly locale: string | null
  readonly timeZone: string | null
}

// Something before and after one @, no white space, no brackets or control characters: the rest is the server's to judge.
const EMAIL = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]{1,253}$/u

/** The form in which an address is compared and kept; null for what cannot be one. */
export function normaliseAddress(channel: string, text: string): string | null {
  const address = text.trim().normalize('NFC')
  if (channel === 'email') return EMAIL.test(address) ? address.toLowerCase() : null
  return address === '' || address.length > 320 ? null : address
}

const TYPE_OF_CHANNEL: Readonly<Record<string, string>> = { email: 'email', sms: 'phone', whatsapp: 'phone' }

/** Where a channel reaches somebody: the address among their traits if it is one of theirs, else the first identifier. */
export function addressOf(person: Recipient, channel: string): string | null {
  const type = TYPE_OF_CHANNEL[channel]
  if (type === undefined) return null
  const own = person.identifiers
    .filter((identifier) => identifier.type === type)
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
