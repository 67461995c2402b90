import { AppError } from './errors.js'

// Connection failures (class 08, 53, 57P0x), a statement that took too long, a lock that somebody else holds.
const STATES = /^(08|53|57P0|57014|55P03)/
const SYSTEM =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN)$/
const WORDS =
  /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|encountered a connection error/

/** The code of a system error or the SQLSTATE of PostgreSQL; empty for everything else. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Whether the values of an event or a row are to blame: data exceptions, violated constraints and program limits. */
export const isDataError = (error: unknown): boolean => /^(22|23|54)/.test(sqlStateOf(error))

/** Whether the moment is to blame and not the work: a deadlock, a lock that somebody holds, a full disk, a server that is gone. */
export const isPassing = (error: unknown): boolean => /^(08|40|53|55P03|57P0)/.test(sqlStateOf(error))

/** Whether this, or what caused it, says that the server does not answer at the moment: waiting may mend it. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = sqlStateOf(error)
  return STATES.test(code) || SYSTEM.test(code) || WORDS.test(error.message) || isUnavailable(error.cause)
}

/** What is fatal has ended the session: the server is stopping, starting, or lets nobody in. */
export const isFatal = (error: Error): boolean => 'severity' in error && error.severity === 'FATAL'

// It answers: a statement took too long, or a lock was not to be had.
const BUSY = /^(57014|55P03)$/

/** Whether the server is away, or lets nobody in: of one transaction as of all others. */
export const isAway = (error: unknown): error is Error =>
  error instanceof Error && !BUSY.test(sqlStateOf(error)) && (isFatal(error) || isUnavailable(error))

/** Whether this is how a `Database` says so, which has told it then. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'database_unavailable' && isAway(error.cause)

/** How long an answer may take: longer than the server lets any statement run, so that only one that froze is meant. */
export const READ_TIMEOUT_MS = 17_000

/** Whether the server has said nothing at all for that long. */
export function isReadTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout'
}
