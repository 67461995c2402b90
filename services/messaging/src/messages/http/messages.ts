import { MessageClass } from '@polyphon/contracts'
import { Channel, Id, Key, type Route, route, Topic } from '@polyphon/service-kit'
import { briefListOf, LINES_TEXT } from '@polyphon/service-kit/lists'
import { Locale, Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { cancelMessage } from '../commands/cancel-message.js'
import { type MessageOrder, sendMessage } from '../commands/send-message.js'
import type { Message } from '../domain/message.js'
import { getMessage } from '../queries/get-message.js'
import { listMessages, messageList } from '../queries/list-messages.js'

const OrderBody = z
  .strictObject({
    profileId: Id.optional().describe('Who it is for; need not be known yet'),
    to: z.strictObject({ channel: Channel, address: z.string().min(1).max(320) }).optional(),
    channels: z.array(Channel).min(1).max(10).optional().describe('Best first; `["email"]` by default'),
    template: z.strictObject({ key: Key, version: z.int().min(1).max(2_000_000_000).optional() }),
    locale: Locale.optional(),
    data: z.record(z.string(), z.unknown()).default({}),
    class: MessageClass,
    topic: Topic,
    priority: z.int().min(0).max(100).default(50),
    sendAt: Timestamp.optional(),
    expiresAt: Timestamp.optional(),
  })
  .superRefine((body, context) => {
    if ((body.profileId === undefined) === (body.to === undefined))
      context.addIssue({ code: 'custom', path: ['profileId'], message: 'give either profileId or to' })
    if (body.to !== undefined && body.channels !== undefined)
      context.addIssue({ code: 'custom', path: ['channels'], message: 'an address has its channel already' })
  })

const Verdict = z.object({
  rule: z.string(),
  verdict: z.string(),
  reason: z.string().nullable(),
  until: Moment.optional(),
  channel: z.string().optional(),
  variable: z.string().optional().describe('What the content needs and lacks, such as `data.orderNumber`'),
})
const Engagement = z.object({
  first: z.string(),
  last: z.string(),
  count: z.int(),
  confidence: z.enum(['low', 'high']).optional(),
})
const MessageSummary = z
  .object({
    id: z.string(),
    profileId: z.string().nullable(),
    channel: z.string(),
    address: z.string().nullable(),
    class: z.string(),
    topic: z.string(),
    template: z.object({ key: z.string(), version: z.int().nullable() }),
    locale: z.string().nullable(),
    priority: z.int(),
    orderId: z.string().nullable(),
    runId: z.string().nullable(),
    invitationId: z.string().nullable(),
    delivery: z.string(),
    segments: z
      .int()
      .nullable()
      .describe('How many messages the network counts, known once it is sent; null where it counts none'),
    reason: z.string().nullable(),
    engagement: z.object({
      read: Engagement.optional(),
      clicked: Engagement.optional(),
      complained: Engagement.optional(),
      unsubscribed: Engagement.optional(),
    }),
    verdicts: z.array(Verdict).describe('The verdict of each rule, in order'),
    plannedAt: Moment,
    sendAt: Moment.nullable(),
    expiresAt: Moment.nullable(),
  })
  .meta({ id: 'MessageSummary' })
const MessageView = MessageSummary.extend({
  data: z.record(z.string(), z.unknown()),
  evidence: z.array(
    z.object({
      at: Moment,
      receivedAt: Moment,
      source: z.string(),
      event: z.string(),
      reason: z.string().nullable(),
    }),
  ),
}).meta({ id: 'Message' })

const toMessageSummary = (message: Message): z.input<typeof MessageSummary> => ({
  id: message.messageId,
  profileId: message.profileId,
  channel: message.channel,
  address: message.address ?? message.toAddress,
  class: message.class,
  topic: message.topic,
  template: { key: message.templateKey, version: message.templateVersion },
  locale: message.locale ?? message.wantedLocale,
  priority: message.priority,
  orderId: message.orderId,
  runId: message.runId,
  invitationId: message.invitationId,
  delivery: message.delivery,
  segments: message.segments,
  reason: message.reason,
  engagement: message.receipts.engagement ?? {},
  verdicts: [...message.verdicts],
  plannedAt: message.plannedAt.toISOString(),
  sendAt: message.sendAt?.toISOString() ?? null,
  expiresAt: message.expiresAt?.toISOString() ?? null,
})

function orderOf(body: z.output<typeof OrderBody>): MessageOrder {
  const { profileId, to, template } = body
  return {
    recipient: to ?? { profileId: profileId ?? '', channels: body.channels ?? ['email'] },
    template: { key: template.key, version: template.version },
    locale: body.locale ?? null,
    data: body.data,
    class: body.class,
    topic: body.topic,
    priority: body.priority,
    sendAt: body.sendAt ?? null,
    expiresAt: body.expiresAt ?? null,
  }
}

const tag = 'messages'
const read = { who: 'key', scope: 'messaging:read', staff: 'people' } as const
const write = { who: 'key', scope: 'messaging:write', staff: 'people' } as const
const Planned = z.object({ id: z.string(), delivery: z.literal('planned') }).meta({ id: 'PlannedMessage' })
const IdPath = z.object({ id: Id })

async function readMessageView(tx: Parameters<typeof getMessage>[0], id: string): Promise<z.input<typeof MessageView>> {
  const { message, evidence } = await getMessage(tx, id)
  return {
    ...toMessageSummary(message),
    data: message.data,
    evidence: evidence.map((line) => ({
      ...line,
      at: line.at.toISOString(),
      receivedAt: line.receivedAt.toISOString(),
    })),
  }
}

const MessageList = briefListOf(MessageSummary, ['verdicts'])

const listRoute = (deps: MessagingDeps): Route =>
  route({
    operationId: 'listMessages',
    method: 'get',
    path: '/v1/messages',
    summary: 'List messages, newest first',
    tag,
    access: read,
    query: messageList.query,
    responses: { 200: MessageList },
    description: LINES_TEXT,
    handle: (tx, request) => listMessages(tx, request, { db: deps.db, schema: MessageList, show: toMessageSummary }),
  })

export const messageRoutes = (deps: MessagingDeps): readonly Route[] => [
  route({
    operationId: 'sendMessage',
    method: 'post',
    path: '/v1/messages',
    summary: 'Order a message to a person or an address',
    tag,
    access: write,
    idempotencyKey: 'required',
    body: OrderBody,
    responses: { 202: Planned },
    example: {
      profileId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01',
      template: { key: 'parcel-arrived' },
      data: { orderNumber: '50314' },
      class: 'service',
      topic: 'orders',
    },
    handle: async (tx, { body }) => {
      const { dispatch, quotas } = deps.tools
      const workspace = await deps.workspaces.workspace(tx.workspaceId)
      const id = await sendMessage(tx, orderOf(body), { dispatch, quota: { quotas, workspace } })
      return { status: 202, body: { id, delivery: 'planned' as const } }
    },
  }),
  listRoute(deps),
  route({
    operationId: 'getMessage',
    method: 'get',
    path: '/v1/messages/:id',
    summary: 'Read a message: its delivery, the verdicts of the rules, the evidence of providers',
    tag,
    access: read,
    params: IdPath,
    responses: { 200: MessageView },
    handle: async (tx, { params }) => ({ status: 200, body: await readMessageView(tx, params.id) }),
  }),
  route({
    operationId: 'cancelMessage',
    method: 'post',
    path: '/v1/messages/:id/cancel',
    summary: 'Stop a message that has not gone out yet',
    tag,
    access: write,
    params: IdPath,
    responses: { 200: MessageView },
    handle: async (tx, { params }) => {
      await cancelMessage(tx, params.id)
      return { status: 200, body: await readMessageView(tx, params.id) }
    },
  }),
]
