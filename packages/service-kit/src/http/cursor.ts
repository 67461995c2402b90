import { z } from 'zod'
import { fillPage } from '../lists/fill-page.js'
import { AppError } from '../values/errors.js'

/** Query parameters of every list. */
export const page = {
  cursor: z.string().max(1_000).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most items in one page'),
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

/** Reads a page of what has no list of its own; `list` of `@polyphon/service-kit/lists` is the way for everything that is listed. */
export async function readPage<Position, Row, Item>(
  query: { readonly cursor?: string | undefined; readonly limit: number },
  listing: Listing<Position, Row, Item>,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const begin = query.cursor ?? null
  const { items, last } = await fillPage({ behind: begin, limit: query.limit }, async (behind, most) => {
    const rows = await listing.read(decodeCursor(behind ?? undefined, listing.position), most)
    return rows.map((row) => ({ item: listing.item(row), position: encodeCursor(listing.positionOf(row)) }))
  })
  return { items, nextCursor: last }
}
