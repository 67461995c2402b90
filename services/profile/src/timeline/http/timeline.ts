import { jsonObject } from '@polyphon/contracts'
import { Id, type Route, route } from '@polyphon/service-kit'
import { briefListOf } from '@polyphon/service-kit/lists'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { requireAssigned } from '../../people/steps/require-assigned.js'
import { TIMELINE_KINDS } from '../domain/timeline.js'
import { listTimeline, timelineList } from '../queries/list-timeline.js'

const TimelineItem = z
  .object({
    id: z.string(),
    kind: z.enum(TIMELINE_KINDS),
    occurredAt: Moment,
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
    access: { who: 'key', scope: 'profile:read', staff: 'people', remit: 'assigned' },
    params: z.object({ profileId: Id }),
    query: timelineList.query,
    responses: { 200: briefListOf(TimelineItem, ['data']) },
    handle: async (tx, { params: { profileId }, query, remit }) => {
      await requireAssigned(tx, profileId, remit)
      return {
        status: 200,
        body: await listTimeline(tx, query, {
          profileId,
          show: (item) => ({ ...item, occurredAt: item.occurredAt.toISOString() }),
        }),
      }
    },
  }),
]
