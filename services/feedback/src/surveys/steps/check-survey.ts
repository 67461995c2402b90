import { AppError } from '@polyphon/service-kit'
import { decideSurvey, type SurveyDefinition, type SurveyDraft } from '../domain/survey.js'

/** Reads a survey as somebody wrote it down; what has no sense is refused with all its faults. */
export function checkSurvey(draft: SurveyDraft): SurveyDefinition {
  const decision = decideSurvey(draft)
  if (decision.outcome === 'accepted') return decision.definition
  throw new AppError('unprocessable', 'survey_wrong', 'The survey cannot be published as it is.', {
    faults: decision.faults,
  })
}
