import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Channel, Id, Key, list, Timestamp } from '../values.js'
import { anna, at, thread } from './example-values.js'
import { owner, staffId } from './owner-example.js'

const topic = topicNames.facts('messaging')
const planned = true
const conversationId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4ab0'
const clockId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4ac0'
const Person = Id.nullable().optional().describe('Null or absent if nobody knows who it is.')

export const messageReceived = defineEvent({
  type: 'messaging.message_received.v1',
  topic,
  planned,
  summary: 'Somebody has written.',
  data: z.object({
    messageId: Id,
    conversationId: Id,
    profileId: Person,
    channel: Channel,
    from: z.string().describe('The address of the sender.'),
    text: z.string(),
    attachments: list(z.object({ name: z.string(), type: z.string(), size: z.int().min(0) })),
    inReplyTo: z.string().optional(),
    automatic: z.boolean().describe('Written by a machine, such as a note of absence.'),
    occurredAt: Timestamp,
  }),
  personal: ['from', 'text', 'attachments'],
  key: (data) => data.profileId ?? data.conversationId,
  example: {
    messageId: thread.messageId,
    conversationId,
    profileId: anna,
    channel: 'email',
    from: 'aenne.weiss@example.org',
    text: 'Wo bleibt mein Päckchen?',
    attachments: [{ name: 'foto.jpg', type: 'image/jpeg', size: 20_480 }],
    automatic: false,
    occurredAt: at,
  },
})

export const messageReplied = defineEvent({
  type: 'messaging.message_replied.v1',
  topic,
  planned,
  summary: 'Somebody was answered.',
  data: z.object({
    messageId: Id,
    conversationId: Id,
    profileId: Person,
    channel: Channel,
    by: z.enum(['staff', 'bot']),
    staffId: Id.optional(),
    text: z.string(),
    occurredAt: Timestamp,
  }),
  personal: ['text'],
  key: (data) => data.profileId ?? data.conversationId,
  example: {
    messageId: thread.messageId,
    conversationId,
    profileId: anna,
    channel: 'email',
    by: 'staff',
    staffId,
    text: 'Es ist morgen früh bei Ihnen.',
    occurredAt: at,
  },
})

const Conversation = z.object({
  conversationId: Id,
  profileId: Person,
  channel: Channel,
  owner: Owner,
  stage: z.enum(['before', 'during', 'after']),
  labels: list(Key),
  because: z.string().min(1),
  occurredAt: Timestamp.optional(),
})

function conversationFact<const Type extends string>(
  type: Type,
  summary: string,
): EventDefinition<Type, typeof Conversation> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Conversation,
    personal: [],
    key: (data) => data.profileId ?? data.conversationId,
    example: {
      conversationId,
      profileId: anna,
      channel: 'email',
      owner,
      stage: 'after',
      labels: ['parcel'],
      because: 'a mail',
    },
  })
}

export const conversationOpened = conversationFact('messaging.conversation_opened.v1', 'A conversation has begun.')
export const conversationAssigned = conversationFact('messaging.conversation_assigned.v1', 'It has an owner.')
export const conversationResolved = conversationFact('messaging.conversation_resolved.v1', 'It is over.')
export const conversationReopened = conversationFact('messaging.conversation_reopened.v1', 'It goes on.')
export const conversationMerged = conversationFact('messaging.conversation_merged.v1', 'It is part of another one.')

const Clock = z.object({
  clockId: Id,
  clock: Key.describe('The policy that it runs by.'),
  conversationId: Id.optional(),
  messageId: Id.optional(),
  profileId: Person,
  owner: Owner,
  startedAt: Timestamp,
  dueAt: Timestamp,
  elapsed: z.string().describe('ISO 8601 duration since the start.'),
  businessElapsed: z.string().describe('ISO 8601 duration, counting the hours of the calendar only.'),
  occurredAt: Timestamp.optional(),
})

function clockFact<const Type extends string>(type: Type, summary: string): EventDefinition<Type, typeof Clock> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Clock,
    personal: [],
    key: (data) => data.profileId ?? data.conversationId ?? data.clockId,
    example: {
      clockId,
      clock: 'first-answer',
      conversationId,
      profileId: anna,
      owner,
      startedAt: at,
      dueAt: thread.tomorrow,
      elapsed: 'PT5H',
      businessElapsed: 'PT2H30M',
    },
  })
}

export const clockStarted = clockFact('messaging.clock_started.v1', 'Somebody waits for an answer.')
export const clockWarned = clockFact('messaging.clock_warned.v1', 'A part of the time is over.')
export const clockBreached = clockFact('messaging.clock_breached.v1', 'The time is over without an answer.')
export const clockMet = clockFact('messaging.clock_met.v1', 'The answer came in time.')
export const clockVoided = clockFact('messaging.clock_voided.v1', 'Nobody waits any more.')

export const readUnanswered = defineEvent({
  type: 'messaging.read_unanswered.v1',
  topic,
  planned,
  summary: 'A message was read and not answered.',
  data: z.object({
    by: z.enum(['customer', 'us']),
    conversationId: Id,
    messageId: Id,
    profileId: Person,
    readAt: Timestamp,
    owner: Owner.optional(),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId ?? data.conversationId,
  example: { by: 'us', conversationId, messageId: thread.messageId, profileId: anna, readAt: at, owner },
})

export const dialogueReached = defineEvent({
  type: 'messaging.dialogue_reached.v1',
  topic,
  planned,
  summary: 'Both sides have written to each other.',
  data: z.object({
    conversationId: Id,
    profileId: Person,
    channel: Channel,
    seconds: z.number().min(0).describe('From the first message to the answer of somebody.'),
    staffId: Id.optional(),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId ?? data.conversationId,
  example: { conversationId, profileId: anna, channel: 'email', seconds: 540, staffId },
})
