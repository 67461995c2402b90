import { type JsonObject, jsonObject, QuestionKind } from '@polyphon/contracts'
import { Channel } from '@polyphon/service-kit'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'

const text = z.string().min(1).max(2_000)

/** A text of a survey. */
export const LocalText = z
  .union([text, z.record(z.string().max(35), text)])
  .describe('One text, or one per language tag; the first language is the last resort')

export const QuestionId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'must start with a letter and hold only letters, digits, _ and -, at most 63')

export const ScaleShape = z.strictObject({ min: z.number(), max: z.number() })

export const Channels = z.array(Channel).min(1).max(10)

/** A moment in an answer. */
export const Moment = z.string().meta({ format: 'date-time' })

/** A position in a list that is sorted by time. */
export const TimePosition = z.tuple([Timestamp, z.uuid()])

/** A question as an answer shows it; its condition is a free object there. */
export function showQuestion<Q extends { readonly showIf?: object | undefined }>({
  showIf,
  ...question
}: Q): Omit<Q, 'showIf'> & { readonly showIf?: JsonObject } {
  return { ...question, ...(showIf === undefined ? {} : { showIf: { ...showIf } }) }
}

export const ShownQuestion = z.object({
  id: z.string(),
  kind: QuestionKind,
  scale: z.object({ min: z.number(), max: z.number() }).optional(),
  required: z.boolean(),
  showIf: jsonObject('The question is asked only while this condition over `answer` holds.').optional(),
})
