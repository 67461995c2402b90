import type { QueryResultRow } from 'pg'
import type { Tx } from '../db/tx.js'
import type { NamedTable } from './declaration.js'
import { type Key, keyOfRow, PAGE, readPage, type Way } from './rows.js'
import type { Subject } from './subject.js'

/** Rows that the database looks through in one statement. */
const LOOKED_AT = 2_000

/** What looking through so many costs, and through fewer at the end of a table, in rows that are read. */
const LOOK_COST = 500
const LAST_LOOK_COST = 50

/** By more ids and identifiers than that every row is compared here, which is faster then. */
const MOST_HINTS = 50

/** Rows that may be about somebody, behind which key to go on, which is null where nothing is left, and what that has cost. */
export interface Naming {
  readonly rows: readonly QueryResultRow[]
  readonly after: Key | null
  readonly cost: number
}

/**
 * Looks through some rows of texts. The database picks out those that can name somebody at all, so that a table with a
 * million rows of others is not read here; whether one does is for the caller to find out (`namesIn`).
 */
export async function readNaming(
  tx: Tx,
  table: NamedTable,
  { subject, after }: { readonly subject: Subject; readonly after: Key | null },
): Promise<Naming> {
  const keysOnly: NamedTable = { ...table, named: [], personal: {}, plain: [], persons: {} }
  const [last] = await readPage(tx, keysOnly, { way: null, after, skip: LOOKED_AT - 1, limit: 1 })
  const upTo = last === undefined ? null : keyOfRow(table, last)
  const rows = await readPage(tx, table, { way: hintsOf(table, subject), after, upTo, limit: PAGE })
  const found = rows.at(-1)
  const next = found !== undefined && rows.length === PAGE ? keyOfRow(table, found) : upTo
  return { rows, after: next, cost: Math.max(rows.length, next === null ? LAST_LOOK_COST : LOOK_COST) }
}

/**
 * What every row says that names somebody, in whatever form: the runs of plain letters and digits of an id or identifier, one
 * behind the other. No escaping that programs do changes these; rows in which letters are escaped all the same count too. Null
 * where one has no such run, and every row has to be read.
 */
function hintsOf({ named = [] }: NamedTable, { ids, identifiers }: Subject): Way | null {
  const hints = new Set([...ids, ...identifiers.map(({ value }) => value)].map(runsOf))
  if (hints.has('%%') || hints.size > MOST_HINTS) return null
  const text = `lower(concat_ws(' ', ${named.map((column) => `${column}::text`).join(', ')}))`
  return { where: `(${text} like any ($2::text[]) or ${text} ~ '${LETTER_ESCAPED}')`, value: [...hints] }
}

/** A letter or digit as `\u0061` or `%61`, in a text of small letters. */
const LETTER_ESCAPED = String.raw`\\u00[3-7]|%[3-7]`

const runsOf = (text: string): string => `%${(text.match(/[A-Za-z0-9]+/g) ?? []).join('%').toLowerCase()}%`
