import { AppError, invalidInput, type Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import { decideAnswers, type GivenAnswers } from '../../answers/domain/answers.js'
import { appendFeedbackGiven } from '../../answers/steps/append-feedback-given.js'
import { chooseText } from '../../kinds/domain/local-text.js'
import { stateOf } from '../domain/invitation.js'
import { invitationUnknown } from '../steps/invitation-unknown.js'
import { savePart } from '../store/answer-parts.js'
import { lockByToken, type OpenedInvitation } from '../store/invitations.js'

export interface GivenPart {
  readonly token: string
  readonly answers: GivenAnswers
  readonly complete: boolean
  /** When the answers were really given; undefined for now. */
  readonly occurredAt: Date | undefined
}

export interface AnsweredInvitation {
  readonly id: string
  readonly complete: boolean
  readonly ending: string | null
  /** This is the first part. */
  readonly isNew: boolean
}

/**
 * Takes a part of an answer, or all of it, and uses the token up once it is complete. The invitation is locked from the
 * first statement on: of many who complete it at the same time, one succeeds.
 */
export async function answerInvitation(tx: Tx, part: GivenPart): Promise<AnsweredInvitation> {
  const opened = await lockByToken(tx, hashLinkToken(part.token))
  if (opened === null) throw invitationUnknown()
  const { invitation, survey } = opened
  checkOpen(opened, tx.now)
  const decision = decideAnswers(survey.questions, tx.now, {
    before: invitation.answers,
    given: part.answers,
    complete: part.complete,
  })
  if (decision.outcome === 'refused') throw invalidInput(decision.faults)
  const wishes = [opened.personLocale, invitation.locale, opened.workspaceLocale]
  const answer = {
    id: invitation.answerId,
    survey: survey.key,
    version: survey.version,
    profileId: invitation.profileId,
    identifier: null,
    invitationId: invitation.id,
    runId: invitation.runId,
    scores: decision.scores,
    texts: decision.texts,
    choices: decision.choices,
    properties: invitation.properties,
    complete: part.complete,
    locale: opened.personLocale ?? invitation.locale,
    occurredAt: part.occurredAt ?? tx.now,
    receivedAt: tx.now,
  }
  await savePart(tx, answer, decision.answers)
  appendFeedbackGiven(tx, answer, {
    orderId: invitation.orderId,
    touchpoint: invitation.touchpoint,
    channel: invitation.channels[0] ?? null,
  })
  return {
    id: answer.id,
    complete: part.complete,
    ending: survey.ending === null ? null : chooseText(survey.ending, wishes).text,
    isNew: invitation.startedAt === null,
  }
}

function checkOpen({ invitation }: OpenedInvitation, now: Date): void {
  const state = stateOf(invitation, now)
  if (state === 'used') throw new AppError('gone', 'invitation_used', 'This invitation has been answered.')
  if (state === 'expired') throw new AppError('gone', 'invitation_expired', 'This invitation has expired.')
  if (state === 'not_asked') throw invitationUnknown()
}
