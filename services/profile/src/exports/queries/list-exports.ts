import type { Tx } from '@polyphon/service-kit'
import { by, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import type { PersonExport } from '../domain/export.js'
import { EXPORT_COLUMNS, type ExportRow, toExport } from '../store/exports.js'

/** Exports by their id, which begins with the moment at which they were asked for. */
export const exportList = list({ name: 'exports', filters: {}, sorts: { id: [by.id('export_id')] }, sort: '-id' })

export const listExports = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (found: PersonExport) => Item,
): Promise<Page<Item>> =>
  exportList.page<ExportRow, Item>(tx, query, {
    columns: EXPORT_COLUMNS,
    from: 'person_export',
    show: (_tx, rows) => rows.map((row) => show(toExport(row))),
  })
