import { type JsonObject, jsonObject, QuestionKind } from '@polyphon/contracts'
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

/** A moment in a response. */
export const Moment = z.string().meta({ format: 'date-time' })

/** A question as a response shows it; its condition is a free object there. */
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
