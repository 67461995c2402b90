import { z } from 'zod'
import { AppError } from '../values/errors.js'

/** Query parameters of every list. */
export const page = {
  cursor: z.string().max(1_000).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most items in one page'),
}

/**
 * The answer of every list: a page and where the next one begins; `null` at the end. It is named after its items, as
 * `ProfileList`; what is made of it needs a name of its own.
 */
export function listOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  const list = z.object({ items: z.array(item), nextCursor: z.string().nullable() })
  const { id } = z.globalRegistry.get(item) ?? {}
  return id === undefined ? list : list.meta({ id: `${id}List` })
}

/** Makes the opaque cursor that continues behind the given sort position. */
function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Reads a cursor back; one that this list has not made is refused by name. */
export function decodeCursor<Position>(cursor: string | undefined, position: z.ZodType<Position>): Position | null {
  if (cursor === undefined) return null
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (error) {
    throw new AppError('invalid', 'cursor_invalid', 'The cursor does not belong to this list.', {
      cause: error,
      faults: [{ pointer: '/query/cursor', code: 'cursor_invalid', detail: 'Take it from nextCursor as it is.' }],
    })
  }
}

/** A list in a fixed order. */
export interface Listing<Position, Row, Item> {
  /** The form of a position in the order, as cursors carry it. */
  readonly position: z.ZodType<Position>
  /** At most so many rows behind the position. */
  read(behind: Position | null, most: number): Promise<readonly Row[]>
  item(row: Row): Item
  positionOf(row: Row): readonly (string | number)[]
}

const LARGEST_PAGE_BYTES = 1_048_576
// So many are read before it is known how large they are.
const FIRST_ROWS = 20

/**
 * Reads a page: at most `limit` items and about 1 MiB of JSON, but one item at least. It is read in parts, so that no more
 * than that is ever fetched by much.
 */
export async function readPage<Position, Row, Item>(
  query: { readonly cursor?: string | undefined; readonly limit: number },
  listing: Listing<Position, Row, Item>,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const items: Item[] = []
  let bytes = 0
  let last: Row | null = null
  let behind = decodeCursor(query.cursor, listing.position)
  for (let most = FIRST_ROWS; ; most = Math.ceil((items.length * (LARGEST_PAGE_BYTES - bytes)) / Math.max(1, bytes))) {
    const wanted = Math.max(1, Math.min(query.limit - items.length, most))
    const rows = await listing.read(behind, wanted + 1)
    for (const row of rows.slice(0, wanted)) {
      const item = listing.item(row)
      bytes += Buffer.byteLength(JSON.stringify(item) ?? '')
      if (last !== null && bytes > LARGEST_PAGE_BYTES)
        return { items, nextCursor: encodeCursor(listing.positionOf(last)) }
      items.push(item)
      last = row
    }
    if (rows.length <= wanted || last === null) return { items, nextCursor: null }
    const cursor = encodeCursor(listing.positionOf(last))
    if (items.length >= query.limit) return { items, nextCursor: cursor }
    behind = decodeCursor(cursor, listing.position)
  }
}
