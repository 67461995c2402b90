import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import { Id, Identifier, jsonObject, list, Timestamp } from '../values.js'
import { at, people } from './example-values.js'

export const eventCollected = defineEvent({
  type: 'profile.event_collected.v1',
  topic: topicNames.collected,
  summary:
    'An event was accepted and is still to be applied. Published with INGEST_MODE=log only, and consumed by profile itself: `profile.interaction_recorded.v1` is the fact for everybody.',
  data: z.object({
    messageId: z.string().min(1).max(100),
    orderKey: z.string().min(1).describe('Events with the same one are applied in their order; says nothing else.'),
    kind: z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias']),
    name: z.string().nullable(),
    properties: jsonObject('As sent.'),
    identifiers: list(Identifier).describe('As sent, not in their normal form.'),
    context: jsonObject('As sent.'),
    integrations: jsonObject('As sent.'),
    channel: z.string().nullable(),
    traits: jsonObject('Of an identify or group call, as sent.').nullable(),
    groupId: z.string().nullable(),
    previousId: z.string().nullable(),
    occurredAt: Timestamp,
    originalAt: Timestamp.nullable(),
    skewMs: z.int(),
    receivedAt: Timestamp,
    warnings: list(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .describe('What could not be taken as it was sent.'),
    vouchedBy: z
      .union([z.enum(['key', 'nobody']), z.object({ profileId: Id }), z.object({ userId: z.string() })])
      .optional()
      .describe(
        'Who vouches for addresses in it: a secret key (also if absent), nobody, or the person by their token.',
      ),
    isOpen: z
      .literal(true)
      .optional()
      .describe('It came with a publishable key and no token of a person, whoever vouches for it.'),
  }),
  personal: ['properties', 'identifiers', 'context', 'traits', 'groupId', 'previousId', 'vouchedBy'],
  key: (data) => data.orderKey,
  example: {
    messageId: 'ajs-next-1763805600000-5f1c',
    orderKey: '9f86d081884c7d65',
    kind: 'track',
    name: 'Order Completed',
    properties: { orderId: '50314', total: 129.9, currency: 'EUR' },
    identifiers: people.anna.identifiers,
    context: { locale: 'de-DE' },
    integrations: {},
    channel: 'web',
    traits: null,
    groupId: null,
    previousId: null,
    occurredAt: at,
    originalAt: null,
    skewMs: 0,
    receivedAt: '2026-11-22T10:00:00.180Z',
  },
})
