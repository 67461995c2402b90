import type { Tx } from '@polyphon/service-kit'
import type { Survey } from '../domain/survey.js'
import { readSurveys } from '../store/surveys.js'

/** The newest version of each survey, by key. */
export function listSurveys(tx: Tx, after: string | null, count: number): Promise<readonly Survey[]> {
  return readSurveys(tx, after, count)
}
