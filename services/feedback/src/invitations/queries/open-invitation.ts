import { AppError, type Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import type { Answers } from '../../answers/domain/answers.js'
import { stateOf } from '../domain/invitation.js'
import { invitationUnknown } from '../steps/invitation-unknown.js'
import { type ShownSurvey, showSurvey } from '../steps/show-survey.js'
import { readByToken } from '../store/invitations.js'

/** What is behind an invitation. It says nothing about the person but the language. */
interface ShownInvitation {
  readonly survey: ShownSurvey
  readonly answers: Answers
  readonly expiresAt: Date
}

/** What is behind the link of an invitation: the version that it was made for, in the person's language. */
export async function openInvitation(tx: Tx, token: string): Promise<ShownInvitation> {
  const opened = await readByToken(tx, hashLinkToken(token))
  const state = opened === null ? 'not_asked' : stateOf(opened.invitation, tx.now)
  if (opened === null || state === 'not_asked') throw invitationUnknown()
  if (state === 'used') throw new AppError('gone', 'invitation_used', 'This invitation has been answered.')
  if (state === 'expired') throw new AppError('gone', 'invitation_expired', 'This invitation has expired.')
  const { invitation, survey, personLocale, workspaceLocale } = opened
  return {
    survey: showSurvey(survey, [personLocale, invitation.locale, workspaceLocale]),
    answers: invitation.answers,
    expiresAt: invitation.expiresAt,
  }
}
