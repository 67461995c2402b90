import { type DataOf, type feedbackRequested, invitationTemplate, type messagePlanned } from '@polyphon/contracts'
import { channelName, topicName } from '@polyphon/values'
import type { PlannedMessage } from './message.js'

const COMMON = { toAddress: null, templateVersion: null, wantedLocale: null, sendAt: null }

/** The message that a journey orders. */
export function messageOfOrder(messageId: string, order: DataOf<typeof messagePlanned>): PlannedMessage {
  return {
    ...COMMON,
    messageId,
    naturalKey: `order:${order.orderId}`,
    profileId: order.profileId,
    orderId: order.orderId,
    runId: order.runId,
    invitationId: null,
    touchpoint: order.touchpoint ?? null,
    profileRevision: order.profileRevision,
    channels: order.channels.map(channelName),
    class: order.class,
    topic: topicName(order.topic),
    priority: order.priority,
    templateKey: order.template,
    data: order.data,
    url: null,
    expiresAt: new Date(order.expiresAt),
  }
}

/** The message that invites somebody to answer; always of class `research`. */
export function messageOfInvitation(messageId: string, invitation: DataOf<typeof feedbackRequested>): PlannedMessage {
  return {
    ...COMMON,
    messageId,
    naturalKey: `invitation:${invitation.invitationId}`,
    profileId: invitation.profileId,
    orderId: invitation.orderId ?? null,
    runId: invitation.runId ?? null,
    invitationId: invitation.invitationId,
    touchpoint: invitation.touchpoint ?? null,
    profileRevision: invitation.profileRevision,
    channels: invitation.channels.map(channelName),
    class: 'research',
    topic: topicName(invitation.topic),
    priority: 50,
    templateKey: invitation.template ?? invitationTemplate,
    data: invitation.properties ?? {},
    url: invitation.url,
    expiresAt: invitation.expiresAt === null ? null : new Date(invitation.expiresAt),
  }
}
