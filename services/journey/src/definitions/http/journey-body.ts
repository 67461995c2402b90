import { z } from 'zod'
import { JourneyShape } from '../domain/definition.js'
import { checkForm } from '../domain/read-journey.js'

/**
 * The body of a journey: its form is checked and described, and it is handed on exactly as it came, so that it can be
 * answered as it was put.
 */
export const JourneyBody = asGiven()

function asGiven(): z.ZodType<Readonly<Record<string, unknown>>> {
  const schema = z.lazy(() => JourneyShape)
  // zod keeps the order of its own shape and fills in defaults; there is no other place to keep the input itself.
  /* oxlint-disable no-underscore-dangle -- zod offers its hooks under this name */
  schema._zod.run = (payload) => {
    const checked = checkForm(payload.value)
    if (!checked.success) payload.issues.push(...checked.error.issues.map((issue) => ({ ...issue, input: undefined })))
    return payload
  }
  /* oxlint-enable no-underscore-dangle */
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what passes is an object, in the form of its own
  return schema
}
