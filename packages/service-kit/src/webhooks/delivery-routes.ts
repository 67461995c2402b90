import { z } from 'zod'
import type { Access } from '../http/access.js'
import { type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import { requireWebhook } from './commands.js'
import { deliveryQuery, listDeliveries } from './delivery-list.js'
import { type Replay, type Replayed, recoverWebhook, replayDeliveries } from './replay.js'
import { DeliveryView, RecoverBody, ReplayBody, ReplayedView, toDeliveryView } from './views.js'

const tag = 'webhooks'
const params = z.object({ key: Key })

/** What a webhook was sent, and sending it again. */
export const deliveryRoutes = (access: (right: 'read' | 'write') => Access): readonly Route[] => [
  route({
    operationId: 'listDeliveries',
    method: 'get',
    path: '/v1/webhooks/:key/deliveries',
    tag,
    access: access('read'),
    summary: 'What a webhook was sent, with each try; the newest event first',
    description: 'Deliveries are kept for seven days.',
    params,
    query: deliveryQuery,
    responses: { 200: listOf(DeliveryView) },
    handle: async (tx, { params: { key }, query }) => {
      const { webhookId } = await requireWebhook(tx, key)
      return { status: 200, body: await listDeliveries(tx, { query, webhookId, show: toDeliveryView }) }
    },
  }),
  route({
    operationId: 'replayDeliveries',
    method: 'post',
    path: '/v1/webhooks/:key/replay',
    tag,
    access: access('write'),
    summary: 'Send again: one event, all that have failed since a moment, or everything since then',
    description:
      'Within the seven days for which deliveries are kept, in the order of the events; at most 10,000 at once. `webhook-id` stays the same.',
    params,
    body: ReplayBody,
    responses: { 202: ReplayedView },
    example: { failedSince: '2026-11-28T00:00:00Z' },
    handle: async (tx, { params: { key }, body }) => ({
      status: 202,
      body: toReplayedView(await replayDeliveries(tx, key, replayOf(body))),
    }),
  }),
  route({
    operationId: 'recoverWebhook',
    method: 'post',
    path: '/v1/webhooks/:key/recover',
    tag,
    access: access('write'),
    summary: 'Enable a webhook that was disabled, and send what has failed or waits',
    params,
    body: RecoverBody,
    responses: { 202: ReplayedView },
    example: { since: '2026-11-28T00:00:00Z' },
    handle: async (tx, { params: { key }, body: { since } }) => ({
      status: 202,
      body: toReplayedView(await recoverWebhook(tx, key, since ?? new Date(0))),
    }),
  }),
]

function replayOf({ eventId, failedSince, since }: z.output<typeof ReplayBody>): Replay {
  if (eventId !== undefined) return { eventId: eventId.toLowerCase() }
  if (failedSince !== undefined) return { failedSince }
  return { since: since ?? new Date(0) }
}

const toReplayedView = ({ replayed, nextSince }: Replayed): z.input<typeof ReplayedView> => ({
  replayed,
  nextSince: nextSince?.toISOString() ?? null,
})
