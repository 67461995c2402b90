import { LONGEST_VALUE } from '@polyphon/values'
import { z } from 'zod'

/** The name of a type of identifiers, and a value of it, in any spelling. */
export const identifierFields = {
  type: z.string().min(1).max(63),
  value: z.string().min(1).max(LONGEST_VALUE),
}

/** An identifier of somebody, as a body names it. */
export const Identifier = z.strictObject(identifierFields)
