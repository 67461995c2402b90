import { AppError } from '../values/errors.js'
import { sqlStateOf } from '../values/unavailable.js'

// Values that a schema let through and PostgreSQL cannot hold: text with NUL, dates and numbers out of range, index rows
// that are too large. The schemas should have refused them; the caller still deserves a 400, not a 500.
const NOT_STORABLE = new Set(['22021', '22P05', '22P02', '22008', '22003', '22007', '54000'])

/** Recognises a failure that the request's own values caused; null for everything else. */
export function asRequestProblem(error: unknown): AppError | null {
  if (!NOT_STORABLE.has(sqlStateOf(error))) return null
  return new AppError('invalid', 'value_not_storable', 'A value of the request is out of range or malformed.', {
    cause: error,
  })
}
