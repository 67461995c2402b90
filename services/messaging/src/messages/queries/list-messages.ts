import { MessageClass } from '@polyphon/contracts'
import { Channel, Id, Key, Topic, type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import { type Answering, by, is, type ListAnswer, type ListRequest, list, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { deliveries } from '../domain/delivery.js'
import type { Message } from '../domain/message.js'
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from '../store/messages.js'

const Delivery = z.enum(deliveries)

/** Messages, in the order in which they were planned. */
export const messageList = list({
  name: 'messages',
  filters: {
    profileId: where(
      Id.describe('Of a person, by any id that they ever had'),
      (value) => `profile_id in (select ${value}::uuid union all
        select old_id from profile_alias where workspace_id = $1 and canonical_id = ${value}::uuid)`,
      followAlias,
    ),
    delivery: is('delivery', Delivery.describe('Where it stands')),
    state: is('delivery', Delivery.describe('The same as `delivery`')),
    reason: is('reason', z.string().min(1).max(200).describe('Why it has not gone out')),
    class: is('class', MessageClass),
    channel: is('channel', Channel),
    topic: is('topic', Topic),
    template: is('template_key', Key.describe('The key of its template, in whichever version')),
    runId: is('run_id', Id.describe('Of the run of a journey that ordered it')),
  },
  period: { column: 'planned_at', means: 'Planned' },
  sorts: { plannedAt: [by.time('planned_at'), by.id('message_id')] },
  sort: '-plannedAt',
  bulk: ['verdicts'],
  updates: [by.time('written_at'), by.id('message_id')],
})

/** A page of messages, or all of them line by line as they change. */
export const listMessages = <Item extends object>(
  tx: Tx,
  request: ListRequest,
  { show, ...answering }: Answering & { readonly show: (message: Message) => Item },
): Promise<ListAnswer<Item>> =>
  messageList.answer<MessageRow, Item>(tx, request, {
    ...answering,
    columns: MESSAGE_COLUMNS,
    from: 'message',
    show: (_tx, rows) => rows.map((row) => show(toMessage(row))),
  })
