import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { Key } from '../http/values.js'
import type { DeliveryView as StoredDelivery } from './delivery-list.js'
import { DELIVERY_STATES } from './delivery-store.js'
import { PAYLOADS, type Webhook } from './webhook.js'

const MOST_TYPES = 100
const MOST_PER_SECOND = 1_000

export const WebhookBody = z.strictObject({
  url: z.string().describe('Where events are posted: `https`, and an address that is public'),
  types: z
    .array(z.string().max(200))
    .min(1)
    .max(MOST_TYPES)
    .describe('The types of events, such as those of this service in `/v1/stream`; `*` is every one'),
  filter: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('A condition over the event in full: `{ "path": "event.data.reason", "op": "eq", "value": "bounced" }`'),
  payload: z
    .enum(PAYLOADS)
    .default('thin')
    .describe('`thin` has ids, type, time and `href`; `full` everything, and needs the scope to read'),
  maxPerSecond: z.int().min(1).max(MOST_PER_SECOND).optional().describe('No more than so many are sent in a second'),
})

export const WebhookView = z
  .object({
    key: Key,
    url: z.string(),
    types: z.array(z.string()),
    filter: z.record(z.string(), z.unknown()).optional(),
    payload: z.enum(PAYLOADS),
    maxPerSecond: z.int().optional(),
    version: z.int(),
    createdAt: Moment,
    updatedAt: Moment,
    failingSince: Moment.optional().describe('Since when no try has succeeded'),
    disabledAt: Moment.optional().describe('Since when nothing is sent any more; `recoverWebhook` begins again'),
    disabledBecause: z
      .enum(['gone', 'failing'])
      .optional()
      .describe('`gone`: 410; `failing`: nothing but failures for five days'),
    formerSecretUntil: Moment.optional().describe('Until when what is sent is signed with the former secret as well'),
  })
  .meta({ id: 'Webhook' })

export const WebhookWithSecret = WebhookView.extend({
  secret: z.string().optional().describe('`whsec_…`, answered this once; `rotateWebhookSecret` makes another one'),
}).meta({ id: 'WebhookWithSecret' })

export const RotatedSecret = z
  .object({
    secret: z.string().describe('`whsec_…`, answered this once'),
    formerSecretUntil: Moment.describe('Until when what is sent is signed with the former one as well'),
  })
  .meta({ id: 'RotatedWebhookSecret' })

const optional = (name: string, moment: Date | null): Record<string, string> =>
  moment === null ? {} : { [name]: moment.toISOString() }

export const toWebhookView = (webhook: Webhook, now: Date): z.input<typeof WebhookView> => {
  const { filter, maxPerSecond, disabledBecause, formerSecretUntil } = webhook
  return {
    key: webhook.key,
    url: webhook.url,
    types: [...webhook.types],
    ...(filter === null ? {} : { filter: { ...filter } }),
    payload: webhook.payload,
    ...(maxPerSecond === null ? {} : { maxPerSecond }),
    version: webhook.version,
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
    ...optional('failingSince', webhook.failingSince),
    ...optional('disabledAt', webhook.disabledAt),
    ...(disabledBecause === null ? {} : { disabledBecause }),
    ...optional('formerSecretUntil', formerSecretUntil !== null && formerSecretUntil > now ? formerSecretUntil : null),
  }
}

const TryView = z.object({
  at: Moment,
  tookMs: z.int().describe('How long it took, in milliseconds'),
  status: z.int().optional().describe('What the endpoint answered, where it did'),
  error: z
    .string()
    .optional()
    .describe('Why it counts as failed: `status`, `timeout`, `unreachable`, `redirect_refused`, `url_not_public` …'),
})

export const TestedView = TryView.extend({
  delivered: z.boolean().describe('Whether the endpoint has answered 2xx'),
}).meta({ id: 'TestedWebhook' })

export const DeliveryView = z
  .object({
    eventId: z.string().describe('Also the header `webhook-id`'),
    type: z.string(),
    profileId: z.string().optional(),
    state: z.enum(DELIVERY_STATES),
    tries: z.array(TryView).describe('The last 30 of them, the latest last'),
    nextTryAt: Moment.optional(),
    createdAt: Moment,
  })
  .meta({ id: 'WebhookDelivery' })

export const toDeliveryView = (delivery: StoredDelivery): z.input<typeof DeliveryView> => ({
  eventId: delivery.eventId,
  type: delivery.type,
  ...(delivery.profileId === null ? {} : { profileId: delivery.profileId }),
  state: delivery.state,
  tries: [...delivery.tries],
  ...optional('nextTryAt', delivery.state === 'waiting' ? delivery.runAt : null),
  createdAt: delivery.createdAt.toISOString(),
})

export const ReplayBody = z
  .strictObject({
    eventId: z.uuid().optional().describe('This one'),
    failedSince: Timestamp.optional().describe('All that have failed of those made at or after this moment'),
    since: Timestamp.optional().describe('All that were made at or after this moment, delivered or not'),
  })
  .superRefine((given, context) => {
    const named = Object.values(given).filter((value) => value !== undefined)
    if (named.length !== 1)
      context.addIssue({ code: 'custom', message: 'Send one of eventId, failedSince and since.', path: [] })
  })

export const RecoverBody = z.strictObject({
  since: Timestamp.optional().describe('From when on to send what failed; by default all that is kept, seven days'),
})

export const ReplayedView = z
  .object({
    replayed: z.int().describe('How many wait to be sent again'),
    nextSince: Moment.nullable().describe('From where to go on, where there are more than 10,000'),
  })
  .meta({ id: 'ReplayedDeliveries' })
