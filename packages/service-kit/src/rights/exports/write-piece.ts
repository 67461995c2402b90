import type { Tx } from '../../db/tx.js'
import type { PersonalData } from '../../personal/declaration.js'
import { type ExportPage, exportedTables, exportPage } from '../../personal/export.js'
import { findSubject } from '../../personal/subject.js'
import type { ExportPart } from './part-store.js'

/** A piece of a part, and the part behind it; `isLast` where nothing follows. */
export interface Piece {
  readonly text: string
  readonly part: ExportPart
  readonly isLast: boolean
}

/** What is read in one step at most: pages of 200 rows that were looked at, or characters that were found. */
const MOST_PAGES = 25
const MOST_CHARACTERS = 1_000_000

/**
 * The next piece of what this service keeps of somebody, as text inside of a JSON object: `"table":[rows],…`, each table once
 * and also those without rows. From the same cursor and the same rows it is the same text.
 */
export async function writePiece(tx: Tx, data: PersonalData, before: ExportPart): Promise<Piece> {
  const { profileId, absorbedIds } = before
  const subject = await findSubject(tx, data, { profileId, absorbedIds })
  const names = exportedTables(data).map(({ name }) => name)
  const counts = { ...before.counts }
  let { cursor } = before
  let text = ''
  for (let page = 0; page < MOST_PAGES && text.length < MOST_CHARACTERS; page += 1) {
    const table = cursor?.table ?? names[0] ?? ''
    const { rows, next }: ExportPage = await exportPage(tx, data, { subject, cursor })
    if (counts[table] === undefined) text += opening(table, Object.keys(counts).length === 0)
    const written = counts[table] ?? 0
    text += rows.map(({ row }, index) => `${written + index === 0 ? '' : ','}\n${JSON.stringify(row)}`).join('')
    counts[table] = written + rows.length
    if (next?.table !== table) text += ']'
    cursor = next
    if (next === null) break
  }
  const isLast = cursor === null
  return { text: isLast ? `${text}\n` : text, part: { ...before, cursor, counts, pieces: before.pieces + 1 }, isLast }
}

const opening = (table: string, isFirst: boolean): string => `${isFirst ? '' : ','}\n${JSON.stringify(table)}:[`
