import type { Tx } from '@polyphon/service-kit'
import { followAliases } from '@polyphon/service-kit/copies'
import { by, is, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import type { Identifier } from '@polyphon/values'
import { z } from 'zod'
import { readCarriers } from '../../people/store/carriers.js'

/** How many of those who share an identifier are named. */
export const MOST_NAMED = 20

/** An identifier that several people use, who are not the same. */
export interface SharedIdentifier extends Identifier {
  /** Who has it, by id. */
  readonly profileIds: readonly string[]
  readonly isMore: boolean
  /** The anonymous person who has the events that name nothing else. */
  readonly anonymousId: string | null
}

/** By sums of the values: what continues the list stands in addresses, where the values themselves do not belong. */
export const sharedIdentifierList = list({
  name: 'shared-identifiers',
  filters: { type: is('type', z.string().min(1).max(63)) },
  sorts: {
    type: [
      by.text('type'),
      by.number('(hashtextextended(value, 0) >> 5)'),
      by.number('(hashtextextended(value, 1) >> 5)'),
    ],
  },
  sort: 'type',
})

interface Row extends Record<string, unknown> {
  readonly type: string
  readonly value: string
  readonly profile_id: string | null
}

export const listSharedIdentifiers = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (shared: SharedIdentifier) => Item,
): Promise<Page<Item>> =>
  sharedIdentifierList.page<Row, Item>(tx, query, {
    columns: 'type, value, profile_id',
    from: 'identifier',
    where: 'workspace_id = $1 and ambiguous',
    show: async (inside, rows) => (await complete(inside, rows)).map(show),
  })

async function complete(tx: Tx, rows: readonly Row[]): Promise<readonly SharedIdentifier[]> {
  const carriers = await readCarriers(tx, rows, MOST_NAMED + 1)
  const homes = rows.flatMap(({ profile_id: id }) => id ?? [])
  const current = homes.length === 0 ? new Map<string, string>() : await followAliases(tx, homes)
  return rows.map(({ type, value, profile_id: id }, at) => {
    const ids = carriers[at] ?? []
    return {
      type,
      value,
      profileIds: ids.slice(0, MOST_NAMED),
      isMore: ids.length > MOST_NAMED,
      anonymousId: id === null ? null : (current.get(id) ?? id),
    }
  })
}
