import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { topicNames } from '../topics.js'
import {
  ArchivedAt,
  Channel,
  Id,
  Key,
  Locale,
  list,
  MessageClass,
  PermissionState,
  Timestamp,
  Verdict,
  Version,
} from '../values.js'
import { anna, at, thread } from './example-values.js'

const topic = topicNames.facts('messaging')

/** What a message comes to one after the other; each includes those before it. */
export const messageStates = ['queued', 'accepted', 'sent', 'delivered', 'read', 'clicked'] as const
export type MessageState = (typeof messageStates)[number]

const Reached = z.object({
  queued: Timestamp.optional(),
  accepted: Timestamp.optional(),
  sent: Timestamp.optional(),
  delivered: Timestamp.optional(),
  read: Timestamp.optional(),
  clicked: Timestamp.optional(),
} satisfies Record<MessageState, unknown>)

const Message = z.object({
  messageId: Id,
  orderId: z.string().min(1).optional().describe('The order of a journey that the message carries out.'),
  runId: Id.optional(),
  invitationId: Id.optional(),
  profileId: Id.nullable().describe('Null if the message goes to a bare address.'),
  channel: Channel,
  class: MessageClass,
  topic: Key,
  template: Key.describe('Key of the template, a built-in one included.'),
  templateVersion: Version.optional(),
  locale: Locale.optional(),
  touchpoint: Key.optional(),
  reason: z.string().optional().describe('Why, as a code: `permission_missing`, `suppressed`, `template_missing`, …'),
  verdicts: list(Verdict).optional(),
  reached: Reached.optional().describe(
    'When the message came to states before this one that became true together with it; these have no event of their own.',
  ),
  occurredAt: Timestamp,
})
export type MessageFact = z.output<typeof Message>

const example: MessageFact = {
  messageId: thread.messageId,
  orderId: thread.orderId,
  runId: thread.runId,
  invitationId: thread.invitationId,
  profileId: anna,
  channel: 'email',
  class: 'research',
  topic: 'orders',
  template: 'ask-after-delivery',
  templateVersion: 3,
  locale: 'de',
  occurredAt: at,
}

function messageFact<const Type extends string>(
  type: Type,
  summary: string,
  more: Partial<MessageFact> = {},
  planned?: true,
): EventDefinition<Type, typeof Message> {
  const key = (data: MessageFact): string => data.profileId ?? data.messageId
  return defineEvent({
    type,
    topic,
    ...(planned === true && { planned }),
    summary,
    data: Message,
    personal: [],
    key,
    example: { ...example, ...more },
  })
}

export const messageQueued = messageFact('messaging.message_queued.v1', 'A message has been accepted for sending.')
export const messageDeferred = messageFact('messaging.message_deferred.v1', 'A message waits for a better moment.', {
  reason: 'person_not_yet_known',
  verdicts: [{ rule: 'order', verdict: 'deferred', reason: 'person_not_yet_known', until: thread.tomorrow }],
})
export const messageAccepted = messageFact('messaging.message_accepted.v1', 'The provider has taken the message.')
export const messageSent = messageFact('messaging.message_sent.v1', 'The message is on its way to the person.')
export const messageDelivered = messageFact('messaging.message_delivered.v1', 'The message has reached the person.')
export const messageRead = messageFact('messaging.message_read.v1', 'The message has been opened.')
export const messageClicked = messageFact('messaging.message_clicked.v1', 'A link in the message has been followed.')
export const messageFailed = messageFact('messaging.message_failed.v1', 'The message could not be sent.', {
  reason: 'provider_refused',
})
export const messageBounced = messageFact('messaging.message_bounced.v1', 'The address did not take the message.', {
  reason: 'mailbox_unknown',
})
export const messageDropped = messageFact('messaging.message_dropped.v1', 'A rule decided against the message.', {
  reason: 'permission_missing',
  verdicts: [{ rule: 'permission', verdict: 'denied', reason: 'permission_missing' }],
})
export const messageUncertain = messageFact(
  'messaging.message_uncertain.v1',
  'Nobody can say whether the message went out; it is not sent again by itself.',
  { reason: 'provider_timeout' },
)

export const messageComplained = messageFact(
  'messaging.message_complained.v1',
  'The person has complained of the message to their provider.',
  {},
  true,
)

/** Everything that is published about a message, by what became of it. */
export const messageFacts = {
  queued: messageQueued,
  deferred: messageDeferred,
  accepted: messageAccepted,
  sent: messageSent,
  delivered: messageDelivered,
  read: messageRead,
  clicked: messageClicked,
  failed: messageFailed,
  bounced: messageBounced,
  dropped: messageDropped,
  uncertain: messageUncertain,
} as const

export const permissionChanged = defineEvent({
  type: 'messaging.permission_changed.v1',
  topic,
  summary: 'A person allows, or no longer allows, messages of a topic on a channel.',
  data: z.object({
    profileId: Id,
    channel: Channel,
    topic: Key,
    state: PermissionState,
    occurredAt: Timestamp,
    undecided: z
      .literal(true)
      .optional()
      .describe(
        "After a split: what held was somebody else's, and this person has decided nothing. `state` is `withdrawn` for whoever does not look here.",
      ),
  }),
  personal: [],
  forPerson: true,
  key: (data) => data.profileId,
  example: { profileId: anna, channel: 'email', topic: 'orders', state: 'granted', occurredAt: at },
})

export const templatePublished = defineEvent({
  type: 'messaging.template_published.v1',
  topic: topicNames.definitions('messaging'),
  summary: 'A template has a new version.',
  data: z.object({
    key: Key,
    version: Version,
    channel: Channel,
    channels: list(Channel).optional().describe('All that it has texts for. Absent in older events.'),
    locales: list(Locale),
    fallbackLocale: Locale.optional(),
    variables: list(z.string()).describe('Names of the variables that the template needs.'),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
  }),
  personal: [],
  key: (data) => `template:${data.key}`,
  example: {
    key: 'ask-after-delivery',
    version: 3,
    channel: 'email',
    channels: ['email', 'sms'],
    locales: ['de', 'en'],
    fallbackLocale: 'en',
    variables: ['orderNumber'],
    publishedAt: thread.yesterday,
  },
})
