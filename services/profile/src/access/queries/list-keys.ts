import type { Tx } from '@polyphon/service-kit'
import { KeyKind } from '@polyphon/service-kit/access'
import { by, is, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { KEY_COLUMNS, type KeyRow, type ListedKey, toListedKey } from '../store/keys.js'

export type { ListedKey }

/** The keys of the workspace; revoked ones included, secrets never. */
export const keyList = list({
  name: 'keys',
  filters: {
    kind: is('kind', KeyKind),
    revoked: where(
      z.enum(['true', 'false']).describe('Only those that were taken back, or only the others'),
      (value) => `(revoked_at is not null) = ${value}::boolean`,
    ),
  },
  sorts: { createdAt: [by.time('created_at'), by.id('key_id')] },
  sort: '-createdAt',
})

export const listKeys = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (key: ListedKey) => Item,
): Promise<Page<Item>> =>
  keyList.page<KeyRow, Item>(tx, query, {
    columns: KEY_COLUMNS,
    from: 'access_key',
    show: (_tx, rows) => rows.map((row) => show(toListedKey(row))),
  })
