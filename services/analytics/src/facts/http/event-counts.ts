import { type Route, route } from '@polyphon/service-kit'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { AnalyticsDeps } from '../../config.js'
import { getEventCounts } from '../queries/get-event-counts.js'

const EventCounts = z
  .object({
    groups: z.array(
      z.object({
        by: z.object({ type: z.string().describe('Type of the event, such as `feedback.feedback_given.v1`') }),
        count: z.number().int().min(0),
      }),
    ),
  })
  .meta({ id: 'EventCounts' })

export const eventCountRoutes = (deps: AnalyticsDeps): readonly Route[] => [
  route({
    operationId: 'getEventCounts',
    method: 'get',
    path: '/v1/events/counts',
    tag: 'events',
    summary: 'Count the events that analytics has received',
    description:
      'Every event that profile, journey, messaging and feedback published as a fact, each once, at the time when it occurred.',
    access: { who: 'key', scope: 'analytics:read', staff: 'numbers' },
    scans: true,
    query: z.strictObject({
      by: z.literal('type').default('type').describe('What groups are told apart by'),
      from: Timestamp.optional().describe('Beginning, inclusive'),
      to: Timestamp.optional().describe('End, exclusive'),
    }),
    responses: { 200: EventCounts },
    handle: async (tx, { query: { from = null, to = null } }) => {
      const counts = await getEventCounts(tx, { from, to }, deps.tools.facts)
      return { status: 200, body: { groups: counts.map(({ type, count }) => ({ by: { type }, count })) } }
    },
  }),
]
