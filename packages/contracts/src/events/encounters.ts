import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Channel, Id, jsonObject, Key, Locale, list, Timestamp } from '../values.js'
import { anna, at, thread } from './example-values.js'
import { owner, staffId } from './owner-example.js'

const topic = topicNames.facts('messaging')
const planned = true
const id = '01930f6e-0c00-7a10-8f00-3f6c1d2b4ad0'
const conversationId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4ab0'
const Person = Id.nullable().optional().describe('Null or absent if nobody knows who it is.')

const Call = z.object({
  callId: z.string().min(1),
  conversationId: Id,
  profileId: Person,
  queue: Key,
  staffId: Id.optional(),
  waitedSeconds: z.number().min(0),
  seconds: z.number().min(0).optional(),
  transcript: z.string().optional(),
  occurredAt: Timestamp.optional(),
})

function callFact<const Type extends string>(type: Type, summary: string): EventDefinition<Type, typeof Call> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Call,
    personal: ['transcript'],
    key: (data) => data.profileId ?? data.conversationId,
    example: {
      callId: 'call-7',
      conversationId,
      profileId: anna,
      queue: 'service',
      staffId,
      waitedSeconds: 42,
      seconds: 180,
    },
  })
}

export const callQueued = callFact('messaging.call_queued.v1', 'Somebody has called and waits.')
export const callAnswered = callFact('messaging.call_answered.v1', 'Somebody has taken the call.')
export const callAbandoned = callFact('messaging.call_abandoned.v1', 'The caller has given up.')
export const callEnded = callFact('messaging.call_ended.v1', 'The call is over.')

export const visitRecorded = defineEvent({
  type: 'messaging.visit_recorded.v1',
  topic,
  planned,
  summary: 'Somebody was there.',
  data: z.object({
    visitId: Id,
    profileId: Person,
    place: Key,
    receiptNumber: z.string().optional(),
    note: z.string().optional(),
    occurredAt: Timestamp,
  }),
  personal: ['receiptNumber', 'note'],
  key: (data) => data.profileId ?? data.visitId,
  example: { visitId: id, profileId: anna, place: 'berlin', receiptNumber: '4711', occurredAt: at },
})

export const actionChosen = defineEvent({
  type: 'messaging.action_chosen.v1',
  topic,
  planned,
  summary: 'Somebody has chosen what a message offers.',
  data: z.object({
    messageId: Id,
    conversationId: Id,
    profileId: Person,
    kind: Key,
    key: Key,
    value: z.string(),
    occurredAt: Timestamp,
  }),
  personal: [],
  key: (data) => data.profileId ?? data.conversationId,
  example: {
    messageId: thread.messageId,
    conversationId,
    profileId: anna,
    kind: 'button',
    key: 'day',
    value: 'monday',
    occurredAt: at,
  },
})

const Promised = z.object({
  promiseId: Id,
  profileId: Id,
  conversationId: Id.optional(),
  text: z.string(),
  dueAt: Timestamp,
  owner: Owner,
  occurredAt: Timestamp.optional(),
})

function promiseFact<const Type extends string>(type: Type, summary: string): EventDefinition<Type, typeof Promised> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Promised,
    personal: ['text'],
    key: (data) => data.profileId,
    example: {
      promiseId: id,
      profileId: anna,
      conversationId,
      text: 'Wir rufen zurück.',
      dueAt: thread.tomorrow,
      owner,
    },
  })
}

export const promiseMade = promiseFact('messaging.promise_made.v1', 'A person was promised something.')
export const promiseKept = promiseFact('messaging.promise_kept.v1', 'It was kept.')
export const promiseBroken = promiseFact('messaging.promise_broken.v1', 'It was not kept in time.')

const Broadcast = z.object({
  broadcast: Key,
  audience: jsonObject('Whom it is for.'),
  counts: jsonObject('How many people, by state and reason.'),
  occurredAt: Timestamp.optional(),
})

function broadcastFact<const Type extends string>(
  type: Type,
  summary: string,
): EventDefinition<Type, typeof Broadcast> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Broadcast,
    personal: [],
    key: (data) => `broadcast:${data.broadcast}`,
    example: { broadcast: 'spring', audience: { segment: 'walkers' }, counts: { planned: 1200 } },
  })
}

export const broadcastStarted = broadcastFact('messaging.broadcast_started.v1', 'A broadcast has begun.')
export const broadcastEnded = broadcastFact('messaging.broadcast_ended.v1', 'A broadcast is over.')

export const preferencesChanged = defineEvent({
  type: 'messaging.preferences_changed.v1',
  topic,
  planned,
  summary: 'A person has said how they want to be written to.',
  data: z.object({
    profileId: Id,
    channels: list(Channel),
    topics: list(Key),
    locale: Locale.optional(),
    pausedUntil: Timestamp.nullable().optional(),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { profileId: anna, channels: ['email'], topics: ['orders'], locale: 'de', pausedUntil: null },
})
