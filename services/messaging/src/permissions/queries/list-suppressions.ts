import { Channel, type Tx } from '@polyphon/service-kit'
import { by, is, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { type Suppression, type SuppressionRow, toSuppression } from '../store/addresses.js'

/** Suppressed addresses, by channel and address. */
export const suppressionList = list({
  name: 'suppressions',
  filters: { channel: is('channel', Channel), reason: is('reason', z.string().min(1).max(200)) },
  sorts: { address: [by.text('channel'), by.text('address')] },
  sort: 'address',
})

export const listSuppressions = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (suppression: Suppression) => Item,
): Promise<Page<Item>> =>
  suppressionList.page<SuppressionRow, Item>(tx, query, {
    columns: 'channel, address, reason, suppressed_at',
    from: 'address',
    where: 'workspace_id = $1 and suppressed_at is not null',
    show: (_tx, rows) => rows.map((row) => show(toSuppression(row))),
  })
