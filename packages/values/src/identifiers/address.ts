import { isLonger } from '../characters.js'
import { identifierTypeOf } from './channel.js'
import { LONGEST_EMAIL, normaliseEmail } from './email.js'
import { normaliseId } from './identifier.js'
import type { PhoneNormaliser } from './phone.js'

/** The longest address of any channel. */
export const LONGEST_ADDRESS = LONGEST_EMAIL

/** The one form in which an address of a channel is compared and kept; null for what cannot be one. */
export function normaliseAddress(channel: string, text: string, normalisePhone: PhoneNormaliser): string | null {
  const type = identifierTypeOf(channel)
  if (type === 'email') return normaliseEmail(text)
  if (type === 'phone') return normalisePhone(text)
  const address = normaliseId(text)?.trim() ?? null
  return address === null || isLonger(address, LONGEST_ADDRESS) || /\p{Cc}/u.test(address) ? null : address
}
