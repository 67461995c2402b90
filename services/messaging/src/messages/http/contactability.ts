import { MessageClass } from '@polyphon/contracts'
import { Channel, Id, type Route, route, Topic } from '@polyphon/service-kit'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { requireChannel } from '../../permissions/steps/read-address.js'
import { getContactability } from '../queries/get-contactability.js'

const Contactability = z
  .object({
    allowed: z.boolean(),
    verdicts: z.array(
      z.object({
        rule: z.string(),
        verdict: z.string(),
        reason: z.string().nullable(),
        until: Moment.optional(),
        channel: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Contactability' })

export const contactabilityRoutes = (deps: MessagingDeps): readonly Route[] => [
  route({
    operationId: 'getContactability',
    method: 'get',
    path: '/v1/contactability',
    summary: 'Whether a message of this kind would go out now, and the verdict of each rule',
    tag: 'permissions',
    access: { who: 'key', scope: 'messaging:read', staff: 'people' },
    query: z.object({
      profileId: Id,
      channel: Channel.default('email'),
      class: MessageClass,
      topic: Topic,
    }),
    responses: { 200: Contactability },
    handle: async (tx, { query }) => {
      const channel = requireChannel(query.channel, '/query/channel')
      const { allowed, verdicts } = await getContactability(tx, { ...query, channel }, deps.tools.channels.available)
      return { status: 200, body: { allowed, verdicts: [...verdicts] } }
    },
  }),
]
