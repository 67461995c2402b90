import { feedbackGiven } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Answer } from '../domain/answer.js'

/** What an answer to an invitation takes over from it. */
export interface InvitationOrigin {
  readonly orderId: string | null
  readonly touchpoint: string | null
  readonly channel: string | null
}

/** Tells that somebody has answered. Whoever calls this holds the lock of the answer, or has just made it. */
export function appendFeedbackGiven(tx: Tx, answer: Answer, asked: InvitationOrigin | null): void {
  outbox.append(tx, feedbackGiven, {
    answerId: answer.id,
    ...(answer.invitationId === null ? {} : { invitationId: answer.invitationId }),
    ...(answer.runId === null ? {} : { runId: answer.runId }),
    ...(typeof asked?.orderId === 'string' ? { orderId: asked.orderId } : {}),
    ...(typeof asked?.touchpoint === 'string' ? { touchpoint: asked.touchpoint } : {}),
    profileId: answer.profileId,
    survey: answer.survey,
    version: answer.version,
    scores: answer.scores,
    texts: answer.texts,
    properties: answer.properties,
    complete: answer.complete,
    occurredAt: answer.occurredAt.toISOString(),
    channel: asked?.channel ?? null,
    locale: answer.locale,
  })
}
