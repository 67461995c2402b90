import { listOf, type Route, route, Warnings } from '@polyphon/service-kit'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { LONGEST_ORDER_ID } from '../domain/call-fields.js'
import { getEventTrace } from '../queries/get-event-trace.js'
import { listRejectedEvents, rejectionList } from '../queries/list-rejected-events.js'

const Trace = z
  .object({
    messageId: z.string(),
    accepted: z.boolean(),
    receivedAt: Moment,
    occurredAt: Moment.nullable(),
    originalTimestamp: Moment.nullable().describe('What the client said, where that was corrected'),
    skewMs: z.int().describe('By how much the clock of the client was corrected'),
    identifiers: z.array(
      z.object({
        type: z.string(),
        value: z.string(),
        verdict: z.enum(['matched', 'linked', 'created', 'blocked', 'over_limit', 'ambiguous', 'unverified']),
      }),
    ),
    profileId: z.string().nullable().describe('The id that this person has now'),
    segmentsEntered: z.array(z.string()),
    segmentsLeft: z.array(z.string()),
    warnings: Warnings.describe('What could not be taken as it was sent, at most 20'),
    code: z.string().nullable().describe('Why the event was refused'),
    detail: z.string().nullable(),
  })
  .meta({ id: 'EventTrace' })

const RejectedEvent = z
  .object({
    id: z.string(),
    messageId: z.string().nullable().describe('Null where none could be read, or a whole request was refused'),
    receivedAt: Moment,
    pointer: z.string().describe('The field to blame, within the event'),
    code: z.string(),
    detail: z.string(),
    keyId: z.string().nullable().describe('The key that it was sent with'),
  })
  .meta({ id: 'RejectedEvent' })

export const eventRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getEventTrace',
    method: 'get',
    path: '/v1/events/:messageId/trace',
    summary: 'What became of a collected event',
    tag: 'collect',
    access: { who: 'key', scope: 'profile:read', staff: 'people' },
    params: z.object({ messageId: z.string().min(1).max(LONGEST_ORDER_ID) }),
    responses: { 200: Trace },
    handle: async (tx, { params }) => {
      const report = await getEventTrace(tx, params.messageId)
      return {
        status: 200,
        body: {
          ...report,
          receivedAt: report.receivedAt.toISOString(),
          occurredAt: report.occurredAt?.toISOString() ?? null,
          originalTimestamp: report.originalTimestamp?.toISOString() ?? null,
          identifiers: [...report.identifiers],
          segmentsEntered: [...report.segmentsEntered],
          segmentsLeft: [...report.segmentsLeft],
          warnings: [...report.warnings],
        },
      }
    },
  }),
  route({
    operationId: 'listRejectedEvents',
    method: 'get',
    path: '/v1/rejected-events',
    summary: 'Events that were refused, newest first, and why',
    description: 'Nothing of what they said is kept. The newest 10,000 of 30 days are there.',
    tag: 'collect',
    access: { who: 'key', scope: 'profile:read', staff: 'administration' },
    query: rejectionList.query,
    responses: { 200: listOf(RejectedEvent) },
    handle: async (tx, { query }) => ({
      status: 200,
      body: await listRejectedEvents(tx, query, ({ rejectionId, receivedAt, ...item }) => ({
        ...item,
        id: rejectionId,
        receivedAt: receivedAt.toISOString(),
      })),
    }),
  }),
]
