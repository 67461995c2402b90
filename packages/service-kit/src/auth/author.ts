import type { Caller } from './caller.js'
import type { StaffMember } from './staff-token.js'

/** Who does something, by the credential alone; what a body says of it is never asked. */
export type Author =
  | {
      readonly kind: 'staff'
      readonly staffId: string
      /** The secret key that spoke for them; absent where they came with a token of their own. */
      readonly keyId?: string
    }
  | { readonly kind: 'key'; readonly keyId: string }
  | { readonly kind: 'operator' }
  /** Whoever has a link, or comes without a credential. */
  | { readonly kind: 'anyone' }

/** Somebody of the firm who acts, with a token of their own or spoken for by a key; null where nobody of them does. */
export function staffBehind(caller: Caller): StaffMember | null {
  if (caller.kind === 'staff') return caller
  return caller.kind === 'secret' ? caller.onBehalfOf : null
}

/** Who acts, as it is recorded: both where a key spoke for somebody. */
export function authorOf(caller: Caller): Author {
  switch (caller.kind) {
    case 'staff':
      return { kind: 'staff', staffId: caller.staffId }
    case 'secret':
      return caller.onBehalfOf === null
        ? { kind: 'key', keyId: caller.keyId }
        : { kind: 'staff', staffId: caller.onBehalfOf.staffId, keyId: caller.keyId }
    case 'publishable':
      return { kind: 'key', keyId: caller.keyId }
    case 'admin':
      return { kind: 'operator' }
    case 'link':
    case 'anyone':
      return { kind: 'anyone' }
  }
}
