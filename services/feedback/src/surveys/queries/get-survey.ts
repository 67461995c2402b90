import { AppError, type Tx } from '@polyphon/service-kit'
import type { Survey } from '../domain/survey.js'
import { readSurvey, readSurveyVersion } from '../store/surveys.js'

/** The newest version of a survey, or the one that is asked for. */
export async function getSurvey(tx: Tx, key: string, version: number | undefined): Promise<Survey> {
  const survey = version === undefined ? await readSurvey(tx, key) : await readSurveyVersion(tx, key, version)
  if (survey === null) throw new AppError('missing', 'survey_unknown', 'There is no such survey.')
  return survey
}
