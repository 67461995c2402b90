/** What is wrong with a mail server, or with how it is spoken to. */
export interface SmtpFailure {
  /** `smtp_certificate`, `smtp_tls`, `smtp_login`, `smtp_timeout`, `smtp_host_unknown`, `smtp_<code>` … */
  readonly reason: string
  /** What the server, or TLS, said of it. */
  readonly detail: string
}

const LONGEST_DETAIL = 300

// How Node.js and OpenSSL call what is wrong with a certificate; whatever else fails in TLS is no question of trust.
const CERTIFICATE =
  /CERT|^(?:UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)_|CRL_|HOSTNAME_MISMATCH$|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$)/
const TLS = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/

const textIn = (error: unknown, name: string): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : ''
  return typeof value === 'string' ? value : ''
}

/** The code that the server has replied; 0 if it has not. */
export function replyCodeOf(error: unknown): number {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : 0
  return typeof code === 'number' ? code : 0
}

/** Names an error of a connection. */
export function failureOf(error: unknown, otherwise: string): SmtpFailure {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_DETAIL)
  return { reason: reasonOf(error) ?? otherwise, detail }
}

function reasonOf(error: unknown): string | null {
  const [code, original] = [textIn(error, 'code'), textIn(error, 'originalCode')]
  const reply = replyCodeOf(error)
  // A server that is busy says so with 4xx at any command; the login may be right.
  if (code === 'EAUTH' && (reply === 0 || reply >= 500)) return 'smtp_login'
  if (CERTIFICATE.test(original) || CERTIFICATE.test(code)) return 'smtp_certificate'
  if (code === 'ETLS' || TLS.test(original)) return 'smtp_tls'
  if (reply > 0) return `smtp_${reply}`
  if (code === 'ETIMEDOUT') return 'smtp_timeout'
  return code === 'EDNS' ? 'smtp_host_unknown' : null
}
