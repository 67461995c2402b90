import { type Tx } from '@polyphon/service-kit'
import { by, isTrue, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { ERASURE_COLUMNS, type ErasureRow, type StoredErasure, toErasure } from '@polyphon/service-kit/rights'
import { SERVICES } from '@polyphon/values'

const IS_OVER = `((select count(*) from json_object_keys(receipts)) = ${SERVICES.length})`

/** Erasures by the id of their request, which begins with the moment at which they were asked for. */
export const erasureList = list({
  name: 'erasures',
  filters: { ended: isTrue(IS_OVER, 'Only those that all services have confirmed, or only those that some have not') },
  sorts: { id: [by.id('request_id')] },
  sort: '-id',
})

export const listErasures = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (erasure: StoredErasure) => Item,
): Promise<Page<Item>> =>
  erasureList.page<ErasureRow, Item>(tx, query, {
    columns: ERASURE_COLUMNS,
    from: 'erasure',
    show: (_tx, rows) => rows.map((row) => show(toErasure(row))),
  })
