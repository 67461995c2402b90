import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import {
  ArchivedAt,
  Channel,
  Id,
  jsonObject,
  Key,
  Locale,
  LocalizedText,
  list,
  QuestionKind,
  Revision,
  Scale,
  ScoreKind,
  Timestamp,
  Version,
} from '../values.js'
import { anna, at, thread } from './example-values.js'

const topic = topicNames.facts('feedback')
const OrderId = z.string().min(1)

export const feedbackRequested = defineEvent({
  type: 'feedback.feedback_requested.v1',
  topic,
  alsoIn: [topicNames.orders('feedback')],
  summary: 'A person is to be asked; messaging sends the invitation in class `research`.',
  data: z.object({
    invitationId: Id,
    orderId: OrderId.optional(),
    runId: Id.optional(),
    profileId: Id,
    profileRevision: Revision,
    survey: Key,
    version: Version,
    url: z.string().min(1).describe('Holds a single-use token and is never logged.'),
    template: Key.optional(),
    topic: Key,
    channels: list(Channel, 1),
    expiresAt: Timestamp.nullable(),
    properties: jsonObject('What the answer is to be distinguished by.').optional(),
    touchpoint: Key.optional(),
  }),
  personal: ['url'],
  key: (data) => data.profileId,
  example: {
    invitationId: thread.invitationId,
    orderId: thread.orderId,
    runId: thread.runId,
    profileId: anna,
    profileRevision: 5,
    survey: 'delivery',
    version: 1,
    url: 'https://feedback.example/v1/invitations/a-single-use-token',
    template: 'ask-after-delivery',
    topic: 'orders',
    channels: ['email'],
    expiresAt: thread.tomorrow,
    properties: { late: false },
  },
})

export const feedbackDropped = defineEvent({
  type: 'feedback.feedback_dropped.v1',
  topic,
  summary: 'Nobody is asked although a journey has ordered it: what the order names is missing, or it came too late.',
  data: z.object({
    invitationId: Id,
    orderId: OrderId,
    runId: Id.optional(),
    profileId: Id,
    survey: Key,
    reason: z.string().min(1),
    touchpoint: Key.optional(),
    occurredAt: Timestamp,
  }),
  personal: [],
  key: (data) => data.profileId,
  example: {
    invitationId: thread.invitationId,
    orderId: thread.orderId,
    runId: thread.runId,
    profileId: anna,
    survey: 'delivery',
    reason: 'survey_missing',
    occurredAt: at,
  },
})

export const feedbackGiven = defineEvent({
  type: 'feedback.feedback_given.v1',
  topic,
  summary: 'Somebody has answered a survey.',
  data: z.object({
    answerId: Id,
    invitationId: Id.optional(),
    orderId: OrderId.optional(),
    runId: Id.optional(),
    profileId: Id.nullable().optional().describe('Null or absent if nobody knows who answered.'),
    survey: Key,
    version: Version,
    scores: list(z.object({ question: Key, kind: ScoreKind, value: z.number(), scale: Scale })),
    texts: list(z.object({ question: Key, text: z.string() })),
    choices: list(z.object({ question: Key, values: list(Key), other: z.string().optional() }))
      .optional()
      .describe('Ids of the options that were chosen, and what was written instead of one. Absent in older events.'),
    properties: jsonObject('What the answer is distinguished by.'),
    touchpoint: Key.optional(),
    complete: z.boolean(),
    occurredAt: Timestamp,
    channel: Channel.nullable().optional(),
    locale: Locale.nullable().optional(),
  }),
  personal: ['texts', 'choices'],
  key: (data) => data.profileId ?? data.answerId,
  example: {
    answerId: thread.answerId,
    invitationId: thread.invitationId,
    runId: thread.runId,
    profileId: anna,
    survey: 'delivery',
    version: 1,
    scores: [{ question: 'satisfaction', kind: 'csat', value: 5, scale: { min: 1, max: 5 } }],
    texts: [{ question: 'why', text: 'Größe passt, Lieferung über Nacht – danke!' }],
    choices: [{ question: 'reasons', values: ['packaging'], other: 'Der Karton war nass.' }],
    properties: { late: false },
    complete: true,
    occurredAt: at,
    channel: 'email',
    locale: 'de',
  },
})

export const surveyPublished = defineEvent({
  type: 'feedback.survey_published.v1',
  topic: topicNames.definitions('feedback'),
  summary: 'A survey has a new version.',
  data: z.object({
    key: Key,
    version: Version,
    title: LocalizedText,
    questions: list(
      z.object({
        id: Key,
        kind: QuestionKind,
        text: LocalizedText,
        scale: Scale.optional(),
        options: list(z.object({ id: Key, text: LocalizedText })).optional(),
        other: z.boolean().optional().describe('Something else can be answered in words.'),
        required: z.boolean().optional(),
        showIf: jsonObject('A condition, see the condition language.').optional(),
      }),
    ),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
  }),
  personal: [],
  key: (data) => `survey:${data.key}`,
  example: {
    key: 'delivery',
    version: 1,
    title: { de: 'Ihre Lieferung', en: 'Your delivery' },
    questions: [
      {
        id: 'satisfaction',
        kind: 'csat',
        text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
        scale: { min: 1, max: 5 },
        required: true,
      },
      {
        id: 'reasons',
        kind: 'multi',
        text: { de: 'Woran lag es?', en: 'What was the reason?' },
        options: [
          { id: 'time', text: { de: 'Dauer', en: 'Time' } },
          { id: 'packaging', text: { de: 'Verpackung', en: 'Packaging' } },
        ],
        other: true,
        required: false,
      },
      { id: 'why', kind: 'text', text: { de: 'Warum?', en: 'Why?' }, required: false },
    ],
    publishedAt: thread.yesterday,
  },
})
