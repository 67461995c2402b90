import { feedbackDropped, feedbackRequested } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { makeLinkToken } from '@polyphon/service-kit/access'
import type { Properties } from '../../answers/domain/properties.js'
import type { Invitation, InvitationDecision } from '../domain/invitation.js'
import { insertInvitation } from '../store/invitations.js'

/** Whom to ask what, and how. */
export interface InvitationDraft {
  readonly profileId: string
  /** The revision of the person's snapshot that this was decided on; 0 for somebody not seen yet. */
  readonly profileRevision: number
  readonly survey: string
  readonly version: number | null
  readonly orderId: string | null
  readonly runId: string | null
  readonly touchpoint: string | null
  readonly properties: Properties
  readonly template: string | null
  readonly topic: string
  readonly channels: readonly string[]
  readonly locale: string | null
  readonly expiresAt: Date
}

export interface RecordedInvitation {
  readonly invitation: Invitation
  /** The link for the person; null for somebody who is not asked. Only its hash is stored. */
  readonly url: string | null
}

/**
 * Keeps a decision and appends its event: the request that messaging sends or, for an order, that it was dropped. Null
 * when the same order has been decided on before.
 */
export async function recordInvitation(
  tx: Tx,
  draft: InvitationDraft,
  decision: InvitationDecision,
  publicUrl: string,
): Promise<RecordedInvitation | null> {
  const { profileRevision, ...rest } = draft
  const invitation: Invitation = {
    ...rest,
    ...decision,
    id: tx.newId(),
    answerId: tx.newId(),
    createdAt: tx.now,
    answers: {},
    startedAt: null,
    usedAt: null,
  }
  const link = decision.decision === 'asked' ? makeLinkToken(tx.workspaceId) : null
  if (!(await insertInvitation(tx, invitation, link?.hash ?? null))) return null
  if (link === null || invitation.version === null) {
    appendFeedbackDropped(tx, invitation)
    return { invitation, url: null }
  }
  const url = `${publicUrl}/v1/invitations/${link.token}`
  outbox.append(tx, feedbackRequested, {
    invitationId: invitation.id,
    ...(invitation.orderId === null ? {} : { orderId: invitation.orderId }),
    ...(invitation.runId === null ? {} : { runId: invitation.runId }),
    ...(invitation.touchpoint === null ? {} : { touchpoint: invitation.touchpoint }),
    ...(invitation.template === null ? {} : { template: invitation.template }),
    profileId: invitation.profileId,
    profileRevision,
    survey: invitation.survey,
    version: invitation.version,
    url,
    topic: invitation.topic,
    channels: invitation.channels,
    expiresAt: invitation.expiresAt.toISOString(),
    properties: invitation.properties,
  })
  return { invitation, url }
}

/** Appends for a journey that its order was dropped, so that the run goes on. */
function appendFeedbackDropped(
  tx: Tx,
  { id, orderId, runId, profileId, survey, reason, touchpoint }: Invitation,
): void {
  if (orderId === null || reason === null) return
  outbox.append(tx, feedbackDropped, {
    invitationId: id,
    orderId,
    ...(runId === null ? {} : { runId }),
    profileId,
    survey,
    reason,
    ...(touchpoint === null ? {} : { touchpoint }),
    occurredAt: tx.now.toISOString(),
  })
}
