import { z } from 'zod'
import { DATE_TIME_FORM } from '../words.js'
import { isUsualMoment, readTimestamp } from './moment.js'

/** A moment in RFC 3339, within what calendars and databases take for granted; becomes UTC. Finer than a millisecond is cut off. */
export const Timestamp = z
  .string()
  .transform((text, context) => {
    const at = readTimestamp(text)
    if (at !== undefined && isUsualMoment(at)) return at
    const message = at === undefined ? DATE_TIME_FORM : 'must lie between 1900 and 2199'
    context.addIssue({ code: 'custom', message, input: text })
    return z.NEVER
  })
  .meta({ type: 'string', format: 'date-time' })

/** A moment as it is answered and published: RFC 3339, printed in UTC with milliseconds (`toISOString`). */
export const Moment = z
  .string()
  .refine((text) => readTimestamp(text) !== undefined, DATE_TIME_FORM)
  .meta({ format: 'date-time' })
