/**
 * Why nothing came of a call to an address that a user has named.
 * - `url_unusable`, `url_not_https`, `url_not_public`: it is not called at all
 * - `redirect_refused`: it leads elsewhere, and is not followed
 * - `timeout`: no whole answer in time
 * - `unreachable`: no such name, no connection, no valid certificate, or it broke off
 */
export type OutsideCode =
  | 'url_unusable'
  | 'url_not_https'
  | 'url_not_public'
  | 'redirect_refused'
  | 'timeout'
  | 'unreachable'

/** A call outside that failed; the message is a sentence for the user who named the address. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError'
  readonly code: OutsideCode

  constructor(code: OutsideCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

/** What `fetch` and sockets throw, as one of ours; a fault of our own stays what it is. */
export function outsideErrorOf(error: unknown): OutsideError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutsideError) return cause
    if (/^(TimeoutError|ConnectTimeoutError|HeadersTimeoutError|BodyTimeoutError)$/.test(cause.name))
      return new OutsideError('timeout', 'No whole answer came in time.', { cause: error })
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return new OutsideError('unreachable', `The address does not answer${code}.`, { cause: error })
}
