import { isUnavailable, sqlStateOf } from '../values/unavailable.js'

/** What is wrong, in a word that stays the same while it does, and in a sentence. */
export interface Failure {
  readonly reason: string
  readonly detail: string
  /** What the log shows more of: where nobody expected it. */
  readonly error?: unknown
}

export const UNTRUSTED = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/
const LOGIN = /^28/
const REDIS_LOGIN = /^(NOAUTH|WRONGPASS)\b/
const FULL: Readonly<Record<string, string>> = { '53100': 'disk_full', '53300': 'too_many_connections' }
// How the clients of Kafka and Redis say that nobody is there, where no system error says it.
const GONE =
  /has not confirmed|did not confirm|Connection is closed|isn't writeable|Command timed out|no connection to|max retries per request/
const LONGEST_DETAIL = 300

/** An error and what caused it, the outermost first. */
function* chainOf(error: unknown): Generator<Error> {
  for (let link = error; link instanceof Error; link = causeOf(link)) yield link
}

// A host with several addresses fails once for each, and says nothing itself.
const causeOf = (error: Error): unknown =>
  error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined)

/** Names what is wrong: `away`, `login`, `certificate`, `disk_full` …, or what the error calls itself. */
export function failureOf(error: unknown): Failure {
  const links = [...chainOf(error)]
  const detail = (links.findLast(({ message }) => message !== '')?.message ?? String(error)).slice(0, LONGEST_DETAIL)
  for (const link of links.toReversed()) {
    const reason = serverReason(link)
    if (reason !== null) return { reason, detail }
  }
  const innermost = links.at(-1)
  return { reason: innermost === undefined ? 'unknown' : nameOf(innermost), detail, error }
}

/** Whether the server that was asked is to blame, and not what it was asked for. */
export const isServerFailure = (error: unknown): boolean =>
  [...chainOf(error)].some((link) => serverReason(link) !== null)

function serverReason(error: Error): string | null {
  const code = sqlStateOf(error)
  if (UNTRUSTED.test(code)) return 'certificate'
  if (LOGIN.test(code) || error.name === 'KafkaJSSASLAuthenticationError' || REDIS_LOGIN.test(error.message))
    return 'login'
  const full = FULL[code]
  if (full !== undefined) return full
  if (isRefusalOfRecord(error)) return null
  const isRetriable = 'retriable' in error && error.retriable === true
  return isRetriable || isUnavailable(error) || GONE.test(error.message) ? 'away' : null
}

/** Whether Kafka answers and does not take what it is given. That there is no such topic it calls passing, and it is not. */
function isRefusalOfRecord(error: Error): boolean {
  if (!('type' in error) || typeof error.type !== 'string') return false
  const isRetriable = 'retriable' in error && error.retriable === true
  return !isRetriable || error.type === 'UNKNOWN_TOPIC_OR_PARTITION'
}

function nameOf(error: Error): string {
  if ('type' in error && typeof error.type === 'string') return error.type
  const code = sqlStateOf(error)
  return code === '' ? error.name : code
}
