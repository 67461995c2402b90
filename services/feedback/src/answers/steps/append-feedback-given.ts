import { feedbackGiven } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Answer } from '../domain/answer.js'

/** What an answer to an invitation takes over from it. */
export interface InvitationContext {
  readonly orderId: string | null
  readonly touchpoint: string | null
  readonly channel: string | null
}

/** Appends that somebody has answered. Whoever calls this holds the lock of the answer, or has just made it. */
export function appendFeedbackGiven(tx: Tx, answer: Answer, invitation: InvitationContext | null): void {
  outbox.append(tx, feedbackGiven, {
    answerId: answer.id,
    ...(answer.invitationId === null ? {} : { invitationId: answer.invitationId }),
    ...(answer.runId === null ? {} : { runId: answer.runId }),
    ...(typeof invitation?.orderId === 'string' ? { orderId: invitation.orderId } : {}),
    ...(typeof invitation?.touchpoint === 'string' ? { touchpoint: invitation.touchpoint } : {}),
    profileId: answer.profileId,
    survey: answer.survey,
    version: answer.version,
    scores: answer.scores,
    texts: answer.texts,
    choices: answer.choices,
    properties: answer.properties,
    complete: answer.complete,
    occurredAt: answer.occurredAt.toISOString(),
    channel: invitation?.channel ?? null,
    locale: answer.locale,
  })
}
