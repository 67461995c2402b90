// Connection failures (class 08, 53, 57P0x), a statement that took too long, a lock that somebody else holds.
const STATES = /^(08|53|57P0|57014|55P03)/
const SYSTEM =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN)$/
const WORDS =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|encountered a connection error/

/** The code of a system error or the SQLSTATE of PostgreSQL; empty for everything else. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Whether this, or what caused it, says that the server does not answer at the moment: waiting may mend it. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = sqlStateOf(error)
  return STATES.test(code) || SYSTEM.test(code) || WORDS.test(error.message) || isAway(error.cause)
}
