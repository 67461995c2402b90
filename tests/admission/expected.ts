import type { Operation } from '../api/operations.js'

/** What a caller brings, as far as it decides who is let in. */
export type Bringing =
  | { readonly kind: 'nothing' }
  /** What is no credential that is known, or no more. */
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly code: string; readonly isStaffToken?: true }
  | { readonly kind: 'secret' }
  | { readonly kind: 'page' }
  | { readonly kind: 'person' }
  /** With a token of their own, or spoken for by a key. */
  | { readonly kind: 'staff'; readonly roles: readonly string[]; readonly isSpokenFor: boolean }
  | { readonly kind: 'admin' }

export type Expected = { readonly status: number; readonly code: string } | 'admitted'

const refuse = (status: number, code: string): Expected => ({ status, code })

/** What an operation answers to whoever brings this, by its document; null for one of which nothing says it. */
export function expectedOf(operation: Operation, bringing: Bringing): Expected | null {
  if (operation.who === 'anyone') return OPEN[operation.operationId]?.(bringing) ?? null
  if (bringing.kind === 'nothing') return refuse(401, 'credential_missing')
  if (bringing.kind === 'refused') return refuse(bringing.status, bringing.code)
  if (operation.who === 'admin') return bringing.kind === 'admin' ? 'admitted' : refuse(403, 'admin_required')
  return withKey(operation, bringing)
}

const SHOWS_ONESELF: ReadonlySet<string> = new Set(['getContext', 'getMyData'])

type Known = Exclude<Bringing, { readonly kind: 'nothing' | 'refused' }>

function withKey(operation: Operation, bringing: Known): Expected {
  switch (bringing.kind) {
    case 'secret':
      // It shows somebody themselves, and a key is nobody.
      return SHOWS_ONESELF.has(operation.operationId) ? refuse(403, 'person_token_required') : 'admitted'
    case 'admin':
      return operation.adminToo ? 'admitted' : refuse(403, 'key_required')
    case 'page':
      return operation.publishable === 'alone' ? 'admitted' : refuse(403, REFUSED_TO_PAGES[operation.publishable])
    case 'person':
      return operation.publishable === 'never' ? refuse(403, 'secret_key_required') : 'admitted'
    case 'staff':
      return bringing.roles.some((role) => operation.staff?.includes(role)) ? 'admitted' : refuse(403, 'role_missing')
  }
}

const REFUSED_TO_PAGES = { never: 'secret_key_required', with_person: 'person_token_required' } as const

const UNKNOWN = refuse(401, 'credential_unknown')

/** Tracking looks for a key of the firm, wherever it stands; tokens of staff and the operator are none. */
const tracking = (bringing: Bringing): Expected => {
  switch (bringing.kind) {
    case 'nothing':
      return refuse(401, 'credential_missing')
    case 'refused':
      return bringing.isStaffToken === true ? UNKNOWN : refuse(bringing.status, bringing.code)
    case 'admin':
      return UNKNOWN
    case 'staff':
      return bringing.isSpokenFor ? refuse(400, 'on_behalf_of_misplaced') : UNKNOWN
    case 'secret':
    case 'page':
    case 'person':
      return 'admitted'
  }
}

/** What the address says is all that counts: the key, the token or the signature; credentials beside it are passed over. */
const whatever = (): Expected => 'admitted'

/** The operations that ask for no credential of their document: what is expected of each is said here. */
const OPEN: Readonly<Record<string, (bringing: Bringing) => Expected>> = {
  collectAlias: tracking,
  collectBatch: tracking,
  collectGroup: tracking,
  collectIdentify: tracking,
  collectPage: tracking,
  collectScreen: tracking,
  collectTrack: tracking,
  getSourceSettings: whatever,
  recordProviderCallback: () => refuse(401, 'signature_invalid'),
  showUnsubscribe: whatever,
  unsubscribe: whatever,
  openInvitation: whatever,
  answerInvitation: whatever,
  answerInvitationPage: whatever,
}
