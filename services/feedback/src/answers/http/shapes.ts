import { z } from 'zod'
import { GivenAnswer } from '../../kinds/domain/registry.js'
import { LONGEST_TEXT } from '../../kinds/domain/text.js'
import { LONGEST_PROPERTY, LONGEST_PROPERTY_NAME, MOST_PROPERTIES } from '../domain/properties.js'

/** Answers by question, as they are sent. */
export const GivenAnswers = z
  .record(z.string().max(100), GivenAnswer)
  .describe(
    `By question id a whole number, a text of at most ${LONGEST_TEXT} characters, the id of an option, a list of them, or \`{ values, other }\`; null takes an earlier answer back`,
  )

/** What an answer is told apart by. */
export const Properties = z
  .record(
    z.string().min(1).max(LONGEST_PROPERTY_NAME),
    z.union([z.string().max(LONGEST_PROPERTY), z.number(), z.boolean()]),
  )
  .refine((value) => Object.keys(value).length <= MOST_PROPERTIES, `must have at most ${MOST_PROPERTIES} properties`)
  .describe('What the answer is told apart by; each becomes a dimension of the metrics')
