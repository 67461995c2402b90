import { AppError, type Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import type { Answers } from '../../answers/domain/answers.js'
import { chooseText } from '../../kinds/domain/local-text.js'
import { chooseTexts, type Question, type Survey } from '../../surveys/domain/survey.js'
import { stateOf } from '../domain/invitation.js'
import { readByToken } from '../store/invitations.js'

/** A survey as one person sees it. It says nothing about that person but the language. */
export interface ShownSurvey {
  readonly survey: {
    readonly key: string
    readonly version: number
    readonly locale: string | null
    readonly title: string
    readonly questions: readonly Question[]
    readonly ending: string | null
  }
  readonly answers: Answers
  readonly expiresAt: Date
}

/** What is behind the link of an invitation: the version that it was made for, in the person's language. */
export async function openInvitation(tx: Tx, token: string): Promise<ShownSurvey> {
  const opened = await readByToken(tx, hashLinkToken(token))
  const state = opened === null ? 'not_asked' : stateOf(opened.invitation, tx.now)
  if (opened === null || state === 'not_asked')
    throw new AppError('missing', 'invitation_unknown', 'There is nothing behind this link.')
  if (state === 'used') throw new AppError('gone', 'invitation_used', 'This invitation has been answered.')
  if (state === 'expired') throw new AppError('gone', 'invitation_expired', 'This invitation has expired.')
  const { invitation, survey, personLocale, workspaceLocale } = opened
  return {
    survey: show(survey, [personLocale, invitation.locale, workspaceLocale]),
    answers: invitation.answers,
    expiresAt: invitation.expiresAt,
  }
}

function show(survey: Survey, wishes: readonly (string | null)[]): ShownSurvey['survey'] {
  const title = chooseText(survey.title, wishes)
  return {
    key: survey.key,
    version: survey.version,
    locale: title.locale,
    title: title.text,
    questions: survey.questions.map((question) => chooseTexts(question, (text) => chooseText(text, wishes).text)),
    ending: survey.ending === null ? null : chooseText(survey.ending, wishes).text,
  }
}
