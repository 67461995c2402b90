import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Id, jsonObject, Key, Timestamp, Version } from '../values.js'
import { thread } from './example-values.js'
import { owner } from './owner-example.js'

const planned = true

const Insight = z.object({
  insightId: Id,
  kind: z.enum(['change', 'conflict', 'driver', 'deviation', 'signature']),
  owner: Owner,
  evidence: jsonObject('The numbers that it rests on.'),
  metric: Key.optional(),
  before: z.number().optional(),
  after: z.number().optional(),
  expiresAt: Timestamp,
  occurredAt: Timestamp.optional(),
})

function insightFact<const Type extends string>(type: Type, summary: string): EventDefinition<Type, typeof Insight> {
  return defineEvent({
    type,
    topic: topicNames.facts('analytics'),
    planned,
    summary,
    data: Insight,
    personal: [],
    key: (data) => data.insightId,
    example: {
      insightId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4af0',
      kind: 'change',
      owner,
      evidence: { n: 812, interval: [3.9, 4.1] },
      metric: 'csat',
      before: 4.3,
      after: 4,
      expiresAt: thread.tomorrow,
    },
  })
}

export const insightFound = insightFact('analytics.insight_found.v1', 'Something is worth knowing.')
export const insightDelivered = insightFact('analytics.insight_delivered.v1', 'Its owner was given it.')
export const insightRead = insightFact('analytics.insight_read.v1', 'Its owner has read it.')
export const insightActed = insightFact('analytics.insight_acted.v1', 'Something was done about it.')
export const insightEscalated = insightFact(
  'analytics.insight_escalated.v1',
  'It was handed up, as nobody has read it.',
)
export const insightExpired = insightFact('analytics.insight_expired.v1', 'It is too old to act on.')

export const metricPublished = defineEvent({
  type: 'analytics.metric_published.v1',
  topic: topicNames.definitions('analytics'),
  planned,
  summary: 'A metric of the workspace has a new version.',
  data: z.object({
    key: Key,
    version: Version,
    name: z.string().optional(),
    definition: jsonObject('The whole definition.').optional(),
    publishedAt: Timestamp,
  }),
  personal: [],
  key: (data) => `metric:${data.key}`,
  example: { key: 'wait-days', version: 1, publishedAt: thread.yesterday },
})
