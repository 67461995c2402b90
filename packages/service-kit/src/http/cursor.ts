import { z } from 'zod'
import { AppError } from '../errors.js'

/** Query parameters of every list. */
export const page = {
  cursor: z.string().max(1_000).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most items in one page'),
}

/** The answer of every list: a page and where the next one begins; `null` at the end. */
export function listOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** Makes the opaque cursor that continues behind the given sort position. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Reads a cursor back; one that this list has not made is refused by name. */
export function decodeCursor<Position extends z.ZodType>(
  cursor: string | undefined,
  position: Position,
): z.output<Position> | null {
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

/** Cuts rows that were read with `limit + 1` into a page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  shape: { readonly item: (row: Row) => Item; readonly position: (row: Row) => readonly (string | number)[] },
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(shape.item),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(shape.position(last)) : null,
  }
}
