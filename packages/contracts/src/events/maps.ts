import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Id, jsonObject, Key, list, Timestamp, Version } from '../values.js'
import { anna, at, thread } from './example-values.js'
import { owner, staffId } from './owner-example.js'

const topic = topicNames.facts('journey')
const planned = true
const id = '01930f6e-0c00-7a10-8f00-3f6c1d2b4aa0'
const Published = z.object({
  key: Key,
  version: Version,
  name: z.string().optional(),
  definition: jsonObject('The whole definition.').optional(),
  publishedAt: Timestamp,
})

function published<const Type extends string>(
  type: Type,
  of: string,
  summary: string,
): EventDefinition<Type, typeof Published> {
  return defineEvent({
    type,
    topic: topicNames.definitions('journey'),
    planned,
    summary,
    data: Published,
    personal: [],
    key: (data) => `${of}:${data.key}`,
    example: { key: 'delivery', version: 1, publishedAt: thread.yesterday },
  })
}

export const mapPublished = published('journey.map_published.v1', 'map', 'A map has a new version.')
export const strategyPublished = published('journey.strategy_published.v1', 'strategy', 'A strategy has a new version.')
export const targetPublished = published('journey.target_published.v1', 'target', 'A target has a new version.')
export const actionPublished = published('journey.action_published.v1', 'action', 'An action has a new version.')

const Reached = z.object({ profileId: Id, map: Key, version: Version, touchpoint: Key, messageId: z.string().min(1) })
const reached = {
  profileId: anna,
  map: 'delivery',
  version: 1,
  touchpoint: 'arrival',
  messageId: 'shop-50314-delivered',
}

export const touchpointReached = defineEvent({
  type: 'journey.touchpoint_reached.v1',
  topic,
  planned,
  summary: 'A person has come to a touchpoint of a map.',
  data: Reached.extend({ occurredAt: Timestamp.optional() }),
  personal: [],
  key: (data) => data.profileId,
  example: reached,
})

export const deviationFound = defineEvent({
  type: 'journey.deviation_found.v1',
  topic,
  planned,
  summary: 'Somebody’s way is not the one that a map foresees.',
  data: z.object({
    profileId: Id.optional(),
    map: Key.optional(),
    version: Version.optional(),
    kind: z.string().min(1),
    touchpoint: Key,
    owner: Owner,
    because: z.string().min(1),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId ?? data.touchpoint,
  example: {
    profileId: anna,
    map: 'delivery',
    version: 1,
    kind: 'left_out',
    touchpoint: 'arrival',
    owner,
    because: 'no scan',
  },
})

export const decisionMade = defineEvent({
  type: 'journey.decision_made.v1',
  topic,
  planned,
  summary: 'What is done for somebody at a touchpoint was decided.',
  data: z.object({
    decisionId: Id,
    profileId: Id,
    touchpoint: Key,
    chosen: Key.nullable(),
    rejected: list(z.object({ action: Key, because: z.string() })),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { decisionId: id, profileId: anna, touchpoint: 'arrival', chosen: 'thank', rejected: [] },
})

export const decisionOutcome = defineEvent({
  type: 'journey.decision_outcome.v1',
  topic,
  planned,
  summary: 'What came of a decision.',
  data: z.object({ decisionId: Id, profileId: Id.optional(), outcome: Key, occurredAt: Timestamp.optional() }),
  personal: [],
  key: (data) => data.profileId ?? data.decisionId,
  example: { decisionId: id, profileId: anna, outcome: 'accepted' },
})

export const experimentExposed = defineEvent({
  type: 'journey.experiment_exposed.v1',
  topic,
  planned,
  summary: 'A run has come to an arm of an experiment.',
  data: z.object({
    runId: Id,
    profileId: Id,
    journey: Key,
    version: Version,
    step: Key,
    arm: Key,
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { runId: thread.runId, profileId: anna, journey: 'after-delivery', version: 1, step: 'split', arm: 'a' },
})

export const changeRequested = defineEvent({
  type: 'journey.change_requested.v1',
  topic,
  planned,
  summary: 'A journey is to change in a way that others have to agree to.',
  data: z.object({
    requestId: Id,
    journey: Key,
    unit: Key,
    overlaps: list(Key),
    conflicts: list(Key),
    peopleReached: z.int().min(0),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.requestId,
  example: {
    requestId: id,
    journey: 'after-delivery',
    unit: 'service',
    overlaps: [],
    conflicts: [],
    peopleReached: 1200,
  },
})

export const changeDecided = defineEvent({
  type: 'journey.change_decided.v1',
  topic,
  planned,
  summary: 'A change of a journey was decided on.',
  data: z.object({
    requestId: Id,
    decision: z.string().min(1),
    by: z.string().min(1),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.requestId,
  example: { requestId: id, decision: 'accepted', by: staffId, occurredAt: at },
})

export const guardrailRefused = defineEvent({
  type: 'journey.guardrail_refused.v1',
  topic,
  planned,
  summary: 'Something was not done because a rule forbids it.',
  data: z.object({
    touchpoint: Key,
    actor: z.string().min(1),
    rule: Key,
    profileId: Id.optional(),
    because: z.string().min(1),
    occurredAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => data.profileId ?? data.touchpoint,
  example: { touchpoint: 'arrival', actor: 'journey', rule: 'quiet_hours', profileId: anna, because: 'it is night' },
})
