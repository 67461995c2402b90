import { type Condition, leavesOf, NotInSql, parseCondition, unclearMoments } from '@polyphon/conditions'
import { AppError } from '@polyphon/service-kit'
import { composed, type Fault, type PhoneNormaliser, Purpose } from '@polyphon/values'
import { conditionSql } from '../store/segment-sql.js'

/** Reads the condition of a segment; whatever it cannot mean for many people at once is refused with its pointer. */
export function checkCondition(value: unknown, normalisePhone: PhoneNormaliser): Condition {
  // What people did and said is kept composed, so it is looked for in the same form.
  const parsed = parseCondition(composed(value), normalisePhone)
  const issues = parsed.ok ? [...unclearMoments(parsed.condition), ...misfits(parsed.condition)] : parsed.issues
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

/** What the language knows and segments cannot ask for: purposes that nobody can decide about, and what another service holds. */
const misfits = (condition: Condition): readonly Fault[] =>
  leavesOf(condition).flatMap(({ node, pointer }) => {
    if ('permission' in node) {
      const detail = 'What somebody may be sent is held by messaging: ask for it in a journey.'
      return [{ pointer, code: 'not_known_of_people', detail }]
    }
    if ('message' in node && node.state === 'replied')
      return [
        { pointer: `${pointer}/state`, code: 'not_known_of_people', detail: 'Replies to messages are not known yet.' },
      ]
    if (!('consent' in node) || Purpose.safeParse(node.consent.purpose).success) return []
    const detail = 'A purpose is a small word such as profiling.'
    return [{ pointer: `${pointer}/consent/purpose`, code: 'bad_format', detail }]
  })

export const conditionInvalid = (faults: readonly Fault[]): AppError =>
  new AppError('unprocessable', 'condition_invalid', 'The condition is not one that a segment can have.', { faults })
