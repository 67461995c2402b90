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

/** The message that invites somebody to answer; of class `research`, whoever wanted it. */
export function messageOfInvitation(messageId: string, asked: DataOf<typeof feedbackRequested>): PlannedMessage {
  return {
    ...COMMON,
    messageId,
    naturalKey: `invitation:${asked.invitationId}`,
    profileId: asked.profileId,
    orderId: asked.orderId ?? null,
    runId: asked.runId ?? null,
    invitationId: asked.invitationId,
    touchpoint: asked.touchpoint ?? null,
    profileRevision: asked.profileRevision,
    channels: asked.channels.map(channelName),
    class: 'research',
    topic: topicName(asked.topic),
    priority: 50,
    templateKey: asked.template ?? invitationTemplate,
    data: asked.properties ?? {},
    url: asked.url,
    expiresAt: asked.expiresAt === null ? null : new Date(asked.expiresAt),
  }
}
