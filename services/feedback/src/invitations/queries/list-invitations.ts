import { AppError, type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import { hasSurvey } from '../../surveys/store/surveys.js'
import type { Invitation } from '../domain/invitation.js'
import { type InvitationPosition, readInvitations } from '../store/invitations.js'

export interface InvitationQuestion {
  readonly survey: string
  readonly profileId: string | undefined
  readonly after: InvitationPosition | null
  readonly count: number
}

/**
 * Every decision whether to ask, newest first. A survey that does not exist has decisions too: those that say so, for
 * orders that named it. Without any it is unknown.
 */
export async function listInvitations(tx: Tx, question: InvitationQuestion): Promise<readonly Invitation[]> {
  const { survey, after, count } = question
  const profileId = question.profileId === undefined ? null : await followAlias(tx, question.profileId)
  const found = await readInvitations(tx, { survey, profileId }, { after, count })
  if (found.length === 0 && after === null && !(await hasSurvey(tx, survey)))
    throw new AppError('missing', 'survey_unknown', 'There is no such survey.')
  return found
}
