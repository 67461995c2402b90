import type { Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import { warnSurvey } from '../domain/warn-survey.js'
import { isAnythingGranted } from '../store/permissions.js'

/** Why no invitation to any survey can go out yet. */
export const findSurveyWarnings = async (tx: Tx): Promise<readonly Fault[]> => warnSurvey(await isAnythingGranted(tx))
