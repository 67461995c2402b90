import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { is } from '../lists/filter.js'
import { list, type Page } from '../lists/list.js'
import type { ListQuery } from '../lists/parameters.js'
import { by } from '../lists/position.js'
import { DEAD_LETTER_COLUMNS, type DeadLetter, type DeadLetterRow, deadLetterOf } from './dead-letter-store.js'
import type { DeadLetterScope } from './dead-letters.js'

const Word = z.string().min(1).max(200)

/** What could not be processed; an id begins with the moment at which it was kept. */
export const deadLetterList = list({
  name: 'dead-letters',
  filters: {
    consumerGroup: is('consumer_group', Word),
    eventType: is('event_type', Word),
    errorCode: is('error_code', Word),
  },
  period: { column: 'first_seen_at', means: 'First seen' },
  sorts: { id: [by.id('id')] },
  sort: 'id',
})

/** Those of one workspace, or with null all of them, also those that belong to none. */
export const listDeadLetters = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  { scope, show }: { readonly scope: DeadLetterScope; readonly show: (letter: DeadLetter) => Item },
): Promise<Page<Item>> =>
  deadLetterList.page<DeadLetterRow, Item>(tx, query, {
    columns: DEAD_LETTER_COLUMNS,
    from: 'dead_letter',
    where: '$1::text is not null',
    ...(scope === null ? {} : { within: { workspace_id: scope } }),
    show: (_tx, rows) => rows.map((row) => show(deadLetterOf(row))),
  })
