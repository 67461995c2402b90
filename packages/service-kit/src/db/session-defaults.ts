/** How a session of a service behaves: settings of PostgreSQL, by name. */
export const SESSION_DEFAULTS: Readonly<Record<string, string>> = {
  // Whoever waits for a lock for so long is better asked to come again than kept with a connection that others need.
  lock_timeout: '5000',
  idle_in_transaction_session_timeout: '30000',
  statement_timeout: '15000',
  timezone: 'UTC',
}

/** The same as options of a connection; `others` count more. */
export const sessionOptions = (others: Readonly<Record<string, string>> = {}): string =>
  Object.entries({ ...SESSION_DEFAULTS, ...others })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
