import type { Tx } from '@polyphon/service-kit'
import { by, is, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { REJECTION_COLUMNS, type RejectionRow, type StoredRejection, toRejection } from '../store/rejections.js'

/** Events that were refused: why, never what they said. */
export const rejectionList = list({
  name: 'rejected-events',
  filters: { code: is('code', z.string().min(1).max(100)) },
  // When they occurred is not known of all of them.
  period: { column: 'received_at', means: 'Received' },
  sorts: { receivedAt: [by.time('received_at'), by.id('rejection_id')] },
  sort: '-receivedAt',
})

export const listRejectedEvents = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (rejection: StoredRejection) => Item,
): Promise<Page<Item>> =>
  rejectionList.page<RejectionRow, Item>(tx, query, {
    columns: REJECTION_COLUMNS,
    from: 'rejected_event',
    show: (_tx, rows) => rows.map((row) => show(toRejection(row))),
  })
