import { type Condition, NotInSql, parseCondition, unclearMoments } from '@polyphon/conditions'
import { AppError } from '@polyphon/service-kit'
import { composed, type Fault, type PhoneNormaliser } from '@polyphon/values'
import { conditionSql } from '../store/segment-sql.js'

/** Reads the condition of a segment; whatever it cannot mean for many people at once is refused with its pointer. */
export function checkCondition(value: unknown, normalisePhone: PhoneNormaliser): Condition {
  // What people did and said is kept composed, so it is looked for in the same form.
  const parsed = parseCondition(composed(value), normalisePhone)
  const issues = parsed.ok ? unclearMoments(parsed.condition) : parsed.issues
  if (!parsed.ok || issues.length > 0)
    throw conditionInvalid(
      issues.map(({ pointer, code, detail }) => ({ pointer: `/body/condition${pointer}`, code, detail })),
    )
  try {
    conditionSql(parsed.condition)
  } catch (error) {
    if (!(error instanceof NotInSql)) throw error
    throw conditionInvalid([
      { pointer: `/body/condition${error.pointer}`, code: 'not_known_of_people', detail: error.message },
    ])
  }
  return parsed.condition
}

export const conditionInvalid = (faults: readonly Fault[]): AppError =>
  new AppError('unprocessable', 'condition_invalid', 'The condition is not one that a segment can have.', { faults })
