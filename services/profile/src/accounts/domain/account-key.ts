import { type Fault, isLonger } from '@polyphon/values'
import { isBlocked } from '../../people/domain/identity-rules.js'

/** The most characters of a key. */
export const LONGEST_ACCOUNT_KEY = 200

/** Whether a path can name it, as clients shorten paths with dots. */
export const isAddressable = (key: string): boolean =>
  key.trim() !== '' && !/\p{Cc}/u.test(key) && key !== '.' && key !== '..'

/**
 * The key of the account that a group call names, or why it is none: too long, not to be named in a path, or what programs send
 * that have none at hand (`undefined`), by which strangers would be of one account. A number may be one.
 */
export function readAccountKey(groupId: string): { readonly key: string } | { readonly fault: Fault } {
  const key = groupId.normalize()
  if (isLonger(key, LONGEST_ACCOUNT_KEY))
    return refused('account_key_too_long', `has at most ${LONGEST_ACCOUNT_KEY} characters`)
  if (!isAddressable(key))
    return refused('account_key_invalid', 'holds no control characters, and is not blank or dots')
  if (!/^\d+$/u.test(key) && isBlocked({ type: 'account', value: key }))
    return refused('account_key_blocked', 'is not what stands where there is none')
  return { key }
}

const refused = (code: string, what: string): { readonly fault: Fault } => ({
  fault: {
    pointer: '/groupId',
    code,
    detail: `The key of an account ${what}: the event is kept, and no account was made.`,
  },
})
