import { jsonObject } from '@polyphon/contracts'
import { Id, listOf, page, type Route, route } from '@polyphon/service-kit'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { TIMELINE_KINDS } from '../domain/timeline.js'
import { listTimeline } from '../queries/list-timeline.js'

const TimelineItem = z
  .object({
    id: z.string(),
    kind: z.enum(TIMELINE_KINDS),
    occurredAt: z.string(),
    type: z.string().describe('Type of the event, such as `messaging.message_sent.v1`'),
    service: z.string(),
    data: jsonObject('The data of the event.'),
  })
  .meta({ id: 'TimelineItem' })

export const timelineRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'listTimeline',
    method: 'get',
    path: '/v1/profiles/:profileId/timeline',
    summary: 'What happened to a person on all channels, newest first',
    description: 'Interactions are there at once, facts of other services as soon as they arrive.',
    tag: 'profiles',
    access: { who: 'key', scope: 'profile:read' },
    params: z.object({ profileId: Id }),
    query: z.strictObject({
      ...page,
      kind: z.enum(TIMELINE_KINDS).optional(),
      before: Timestamp.optional().describe('Only what happened before this moment'),
    }),
    responses: { 200: listOf(TimelineItem) },
    handle: async (tx, { params, query }) => {
      const { items, nextCursor } = await listTimeline(tx, { ...params, ...query })
      return {
        status: 200,
        body: { items: items.map((item) => ({ ...item, occurredAt: item.occurredAt.toISOString() })), nextCursor },
      }
    },
  }),
]
