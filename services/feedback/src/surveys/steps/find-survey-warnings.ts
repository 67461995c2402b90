import type { Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import type { Question } from '../domain/survey.js'
import { warnSurvey } from '../domain/warn-survey.js'
import { isAnythingGranted } from '../store/permissions.js'

/** Why no invitation to a survey can go out yet, and what of its questions is hardly meant so. */
export const findSurveyWarnings = async (tx: Tx, questions: readonly Question[]): Promise<readonly Fault[]> =>
  warnSurvey(questions, await isAnythingGranted(tx))
