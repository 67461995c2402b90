import { type ServiceName } from '@polyphon/values'
import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import { Id, jsonObject, list, Timestamp } from '../values.js'
import { anna, people, thread } from './example-values.js'

const topic = topicNames.facts('profile')
const requestId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a90'
const Request = z.object({ requestId: Id, profileId: Id })
const request = { requestId, profileId: anna }
const key = (data: { readonly profileId: string }): string => data.profileId

export const erasureRequested = defineEvent({
  type: 'profile.erasure_requested.v1',
  topic,
  // Behind the last snapshot of the person, in its place for ever: a copy that is made anew hears it, too.
  alsoIn: [topicNames.people],
  summary: 'All services are to forget a person, or to keep what happened without them.',
  data: Request.extend({
    absorbedIds: list(Id).describe('The ids that the person had before.'),
    mode: z.enum(['erase', 'anonymise']),
    identifierHashes: list(z.string()).describe(
      'HMACs of the identifiers under the key of the workspace; none where it is told again.',
    ),
  }),
  personal: [],
  key,
  example: { ...request, absorbedIds: [people.absorbed], mode: 'erase', identifierHashes: ['4f1c'] },
})

export const restrictionChanged = defineEvent({
  type: 'profile.restriction_changed.v1',
  topic,
  summary: 'Data of a person may be kept and not used, or may be used again.',
  data: Request.extend({ restricted: z.boolean() }),
  personal: [],
  key,
  example: { ...request, restricted: true },
})

export const exportRequested = defineEvent({
  type: 'profile.export_requested.v1',
  // All services read it, and nothing else of profile. By the request, as a person's key would replace their state.
  topic: topicNames.workspaces,
  summary:
    'All services are to say what they know of a person. Forgotten once they have, or once nobody waits any more.',
  data: Request.extend({
    absorbedIds: list(Id).describe('The ids that the person had before.'),
    revision: z.int().describe('The state of the person that a copy has to have read before it answers.'),
    endsAt: Timestamp.describe('From then on nobody waits for it.'),
  }),
  personal: [],
  key: (data) => `export:${data.requestId}`,
  example: { ...request, absorbedIds: [people.absorbed], revision: 7, endsAt: thread.tomorrow },
})

const confirmations = <S extends ServiceName>(service: S) => ({
  erased: defineEvent({
    type: `${service}.erasure_confirmed.v1`,
    topic: topicNames.facts(service),
    summary: 'This service has forgotten the person.',
    data: Request.extend({
      at: Timestamp.optional().describe('When nothing of the person was left.'),
      counts: jsonObject('How many rows, by table.'),
      logUntil: Timestamp.describe('Until when facts of the person may still stand in the log.'),
    }),
    personal: [],
    key,
    example: { ...request, at: thread.yesterday, counts: { interaction: 12 }, logUntil: thread.tomorrow },
  }),
  restricted: defineEvent({
    type: `${service}.restriction_confirmed.v1`,
    topic: topicNames.facts(service),
    summary: 'This service obeys the restriction, or its end.',
    data: Request.extend({ restricted: z.boolean() }),
    personal: [],
    key,
    example: { ...request, restricted: true },
  }),
  exported: defineEvent({
    type: `${service}.export_prepared.v1`,
    topic: topicNames.facts(service),
    summary: 'What this service knows of the person lies in the blob store, for profile to put together.',
    data: z.object({
      requestId: Id,
      part: z.string().min(1).describe('The folder of its blobs.'),
      pieces: z.int().describe('In how many blobs its rows lie, in order.'),
      counts: jsonObject('How many rows, by table.'),
      isBehind: z.boolean().describe('The copy of people had not read everything in time: rows may be missing.'),
      failure: z.string().nullable().describe('The code of what kept it from writing its part.'),
    }),
    personal: [],
    key: (data) => data.requestId,
    example: {
      requestId,
      part: `${requestId}/${service}`,
      pieces: 1,
      counts: { outbox: 2 },
      isBehind: false,
      failure: null,
    },
  }),
})

/** What each service answers to requests about the data of a person. */
export const privacy = {
  profile: confirmations('profile'),
  journey: confirmations('journey'),
  messaging: confirmations('messaging'),
  feedback: confirmations('feedback'),
  analytics: confirmations('analytics'),
} as const

/** Whether an event is between the services about the rights of a person: it stays true of whoever is erased, and says nothing else of them. */
export const isOfRights = (type: string): boolean => OF_RIGHTS.has(type)
const OF_RIGHTS: ReadonlySet<string> = new Set(
  [erasureRequested, restrictionChanged, exportRequested, ...Object.values(privacy).flatMap(Object.values)].map(
    ({ type }) => type,
  ),
)
