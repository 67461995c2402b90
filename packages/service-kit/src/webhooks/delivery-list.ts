import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { is } from '../lists/filter.js'
import { list, type Page } from '../lists/list.js'
import type { ListQuery } from '../lists/parameters.js'
import { by } from '../lists/position.js'
import { DELIVERY_STATES, type DeliveryState } from './delivery-store.js'
import type { Try } from './outcome.js'

/** A delivery as it is looked at. */
export interface DeliveryView {
  readonly eventId: string
  readonly type: string
  readonly profileId: string | null
  readonly state: DeliveryState
  readonly tries: readonly Try[]
  readonly runAt: Date | null
  readonly createdAt: Date
}

interface Row {
  readonly event_id: string
  readonly type: string
  readonly profile_id: string | null
  readonly state: DeliveryState
  readonly tries: readonly Try[]
  readonly run_at: Date | null
  readonly created_at: Date
}

const viewOf = (row: Row): DeliveryView => ({
  eventId: row.event_id,
  type: row.type,
  profileId: row.profile_id,
  state: row.state,
  tries: row.tries,
  runAt: row.run_at,
  createdAt: row.created_at,
})

const deliveryList = list({
  name: 'webhook deliveries',
  filters: {
    state: is('state', z.enum(DELIVERY_STATES)),
    type: is('type', z.string().max(200).describe('Only events of this type')),
  },
  sorts: { position: [by.number('position'), by.id('event_id')] },
  sort: '-position',
})

export const deliveryQuery = deliveryList.query

/** The deliveries of a webhook, by default the newest event first. */
export const listDeliveries = <Item extends object>(
  tx: Tx,
  { query, webhookId, show }: { readonly query: ListQuery; readonly webhookId: string; show(of: DeliveryView): Item },
): Promise<Page<Item>> =>
  deliveryList.page<Row, Item>(tx, query, {
    columns: 'event_id, type, profile_id, state, tries, run_at, created_at',
    from: 'webhook_delivery',
    within: { webhook_id: webhookId },
    show: (_tx, rows) => rows.map((row) => show(viewOf(row))),
  })
