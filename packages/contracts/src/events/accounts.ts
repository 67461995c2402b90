import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import { Id, Identifier, jsonObject, Key, list, Timestamp } from '../values.js'
import { anna, people, thread } from './example-values.js'

const topic = topicNames.facts('profile')
const Because = z.string().min(1).describe('What has led to it.')

export const profileSplit = defineEvent({
  type: 'profile.split.v1',
  topic,
  summary: 'What was taken for one person is two.',
  data: z.object({
    survivorId: Id,
    newId: Id.describe('The absorbed id, where one existed.'),
    identifiers: list(Identifier).describe('Those that go with the new one.'),
    because: Because,
    occurredAt: Timestamp.optional(),
  }),
  personal: ['identifiers'],
  key: (data) => data.survivorId,
  example: {
    survivorId: anna,
    newId: people.absorbed,
    identifiers: people.anna.identifiers,
    because: 'a shared address',
  },
})

export const interactionsMoved = defineEvent({
  type: 'profile.interactions_moved.v1',
  topic,
  summary: 'What happened to a person belongs to another one; at most 1,000 of them in one event.',
  data: z.object({
    from: Id,
    to: Id,
    messageIds: list(z.string().min(1), 1),
    between: z.array(Timestamp).length(2).optional().describe('When the first and the last of them happened.'),
  }),
  personal: [],
  key: (data) => data.from,
  example: {
    from: anna,
    to: people.absorbed,
    messageIds: ['shop-50314-delivered'],
    between: [thread.yesterday, thread.yesterday],
  },
})

export const interactionDeleted = defineEvent({
  type: 'profile.interaction_deleted.v1',
  topic,
  summary: 'Something that a person did was taken out of their history, and counts no more.',
  data: z.object({
    messageId: z.string().min(1).max(128),
    profileId: Id,
    kind: z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias']),
    name: z.string().nullable().describe('The name of the event, page or screen.'),
    occurredAt: Timestamp.describe('When it had happened.'),
    recordedAs: Id.optional().describe('The id under which it was kept, where the person has another one by now.'),
  }),
  personal: [],
  // Behind the event that it takes away.
  key: (data) => data.recordedAs ?? data.profileId,
  example: {
    messageId: 'shop-50314-delivered',
    profileId: anna,
    kind: 'track',
    name: 'Order Delivered',
    occurredAt: thread.yesterday,
  },
})

export const accountChanged = defineEvent({
  type: 'profile.account_changed.v1',
  topic,
  summary: 'A household, a company or another group of people, as it is now.',
  data: z.object({ accountKey: Key, traits: jsonObject('What is known of it.'), parent: Key.optional() }),
  personal: ['traits'],
  key: (data) => data.accountKey,
  example: { accountKey: 'weiss-gmbh', traits: { name: 'Weiß GmbH', seats: 12 } },
})

export const membershipChanged = defineEvent({
  type: 'profile.membership_changed.v1',
  topic,
  summary: 'What somebody is in an account now, or was in it until they have left, and from when to when.',
  data: z.object({
    accountKey: Key,
    profileId: Id,
    roles: list(Key),
    validFrom: Timestamp,
    validTo: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { accountKey: 'weiss-gmbh', profileId: anna, roles: ['lead'], validFrom: thread.yesterday },
})

export const experienceChanged = defineEvent({
  type: 'profile.experience_changed.v1',
  topic,
  planned: true,
  summary: 'How somebody fares with the firm has changed.',
  data: z.object({
    profileId: Id,
    unresolved: list(
      z.object({ since: Timestamp, kind: Key, evidence: z.string().optional(), link: z.string().optional() }),
    ),
    strikes: z.int().min(0),
    trend: z.string().min(1),
    lastHumanAnswerAt: Timestamp.nullable(),
    because: Because,
  }),
  personal: [],
  key: (data) => data.profileId,
  example: {
    profileId: anna,
    unresolved: [{ since: thread.yesterday, kind: 'case' }],
    strikes: 1,
    trend: 'falling',
    lastHumanAnswerAt: null,
    because: 'a case was opened',
  },
})

export const intentChanged = defineEvent({
  type: 'profile.intent_changed.v1',
  topic,
  planned: true,
  summary: 'What somebody means to do, as far as it is known.',
  data: z.object({
    profileId: Id,
    intent: Key,
    probability: z.number().min(0).max(1),
    stated: z.boolean().describe('The person has said so.'),
    expiresAt: Timestamp.nullable(),
    because: Because,
  }),
  personal: [],
  key: (data) => data.profileId,
  example: {
    profileId: anna,
    intent: 'cancel',
    probability: 0.7,
    stated: false,
    expiresAt: thread.tomorrow,
    because: 'a visit',
  },
})
