import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Id, Key, Locale, list, Timestamp } from '../values.js'
import { anna, at, thread } from './example-values.js'
import { owner } from './owner-example.js'

const topic = topicNames.facts('feedback')
const planned = true
const id = '01930f6e-0c00-7a10-8f00-3f6c1d2b4ae0'
const Person = Id.nullable().optional().describe('Null or absent if nobody knows who it is.')
const Share = z.number().min(0).max(1)

export const textUnderstood = defineEvent({
  type: 'feedback.text_understood.v1',
  topic,
  planned,
  summary: 'What a text means, as far as a model can say; the text itself does not travel.',
  data: z.object({
    textId: Id,
    source: z.enum(['answer', 'message', 'mention', 'call']),
    sourceId: z.string().min(1),
    conversationId: Id.optional(),
    profileId: Person,
    language: Locale,
    sentiment: z.object({ label: z.string().min(1), probability: Share }),
    topics: list(Key),
    intent: Key.optional(),
    urgency: z.string().min(1),
    model: z.object({ version: z.string().min(1), sensitivity: Share, specificity: Share }),
    occurredAt: Timestamp,
  }),
  personal: [],
  key: (data) => data.profileId ?? data.textId,
  example: {
    textId: id,
    source: 'answer',
    sourceId: thread.answerId,
    profileId: anna,
    language: 'de',
    sentiment: { label: 'negative', probability: 0.91 },
    topics: ['packaging'],
    urgency: 'low',
    model: { version: 'de-3', sensitivity: 0.8, specificity: 0.9 },
    occurredAt: at,
  },
})

export const feedbackAbandoned = defineEvent({
  type: 'feedback.feedback_abandoned.v1',
  topic,
  planned,
  summary: 'Somebody has begun to answer and not finished.',
  data: z.object({
    invitationId: Id.optional(),
    answerId: Id,
    profileId: Person,
    survey: Key,
    answered: list(Key).describe('The questions that have an answer.'),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId ?? data.answerId,
  example: {
    invitationId: thread.invitationId,
    answerId: thread.answerId,
    profileId: anna,
    survey: 'delivery',
    answered: ['satisfaction'],
  },
})

export const mentionReceived = defineEvent({
  type: 'feedback.mention_received.v1',
  topic,
  planned,
  summary: 'Somebody has written about the firm elsewhere.',
  data: z.object({
    mentionId: Id,
    source: Key,
    profileId: Person,
    author: z.string().optional(),
    text: z.string(),
    rating: z.number().optional(),
    occurredAt: Timestamp,
  }),
  personal: ['author', 'text'],
  key: (data) => data.profileId ?? data.mentionId,
  example: { mentionId: id, source: 'reviews', author: 'Änne W.', text: 'Passt!', rating: 5, occurredAt: at },
})

const Display = z.object({ survey: Key, place: Key, profileId: Person, occurredAt: Timestamp })

function displayFact<const Type extends string>(type: Type, summary: string): EventDefinition<Type, typeof Display> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Display,
    personal: [],
    key: (data) => data.profileId ?? `survey:${data.survey}`,
    example: { survey: 'delivery', place: 'order-page', profileId: anna, occurredAt: at },
  })
}

export const surveyShown = displayFact('feedback.survey_shown.v1', 'A survey was shown to somebody.')
export const surveyDismissed = displayFact('feedback.survey_dismissed.v1', 'Somebody does not want to answer it.')
export const surveyStarted = displayFact('feedback.survey_started.v1', 'Somebody has begun to answer it.')

const Case = z.object({
  caseId: Id,
  profileId: Person,
  answerId: Id.optional(),
  textId: Id.optional(),
  owner: Owner,
  reason: z.string().min(1),
  cause: Key.optional(),
  dueAt: Timestamp,
  firstResponseSeconds: z.number().min(0).optional(),
  before: z.number().optional().describe('The score that has led to it.'),
  after: z.number().optional().describe('The score after it was closed.'),
  occurredAt: Timestamp.optional(),
})

function caseFact<const Type extends string>(type: Type, summary: string): EventDefinition<Type, typeof Case> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Case,
    personal: [],
    key: (data) => data.profileId ?? data.caseId,
    example: {
      caseId: id,
      profileId: anna,
      answerId: thread.answerId,
      owner,
      reason: 'a low score',
      dueAt: thread.tomorrow,
      before: 2,
    },
  })
}

export const caseOpened = caseFact('feedback.case_opened.v1', 'Somebody is to be helped.')
export const caseAcknowledged = caseFact('feedback.case_acknowledged.v1', 'Somebody has taken it on.')
export const caseContacted = caseFact('feedback.case_contacted.v1', 'The person was written to or called.')
export const caseClosed = caseFact('feedback.case_closed.v1', 'It is closed, with its cause.')
export const caseReopened = caseFact('feedback.case_reopened.v1', 'It was not over.')
export const caseRecovered = caseFact('feedback.case_recovered.v1', 'The person says that it is well now.')

const Improvement = z.object({
  improvement: Key,
  state: z.string().min(1),
  owner: Owner,
  linked: z.int().min(0).describe('How many answers have led to it.'),
  announcedTo: z.int().min(0).describe('How many people have heard of it.'),
  occurredAt: Timestamp.optional(),
})

function improvementFact<const Type extends string>(
  type: Type,
  summary: string,
): EventDefinition<Type, typeof Improvement> {
  return defineEvent({
    type,
    topic,
    planned,
    summary,
    data: Improvement,
    personal: [],
    key: (data) => `improvement:${data.improvement}`,
    example: { improvement: 'dry-boxes', state: 'done', owner, linked: 40, announcedTo: 31 },
  })
}

export const improvementChanged = improvementFact('feedback.improvement_changed.v1', 'An improvement has got further.')
export const improvementAnnounced = improvementFact(
  'feedback.improvement_announced.v1',
  'Those who had asked for it have heard of it.',
)
