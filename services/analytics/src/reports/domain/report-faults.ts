import type { Fault } from '@polyphon/values'
import { decideQuestion } from '../../metrics/domain/question.js'
import { scoreMean } from '../../metrics/domain/scores.js'
import type { ReportText } from './report.js'

// The parts of a report are read on the clock of the workspace; whether they can be read depends on no clock.
const ANY_CLOCK = { timeZone: 'UTC', weekStart: 1 }

/** What is wrong with what is asked of a report, also where nobody has answered yet. */
export function findReportFaults(text: ReportText): readonly Fault[] {
  const decision = decideQuestion(text, scoreMean.dimensions, ANY_CLOCK)
  return decision.outcome === 'refused' ? decision.faults : []
}
