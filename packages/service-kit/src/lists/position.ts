import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../values/errors.js'

/** A column by which a list is ordered, with its type in SQL. */
export interface Ordered {
  readonly column: string
  readonly type: 'timestamptz' | 'uuid' | 'text' | 'bigint'
}

const ordered =
  (type: Ordered['type']) =>
  (column: string): Ordered => ({ column, type })

/** Columns of an order, named with their type. The last one, or all together, tell any two items apart. */
export const by = {
  time: ordered('timestamptz'),
  id: ordered('uuid'),
  text: ordered('text'),
  number: ordered('bigint'),
} as const

/** A place in an order: the value of each of its columns, as the database writes it, so that no digit is lost. */
export type Position = readonly string[]

/** What a cursor belongs to: the list with all that decides which items it has, and in which order. */
export type Belonging = readonly unknown[]

const FORMS: Readonly<Record<Ordered['type'], (text: string) => boolean>> = {
  timestamptz: isStoredTime,
  uuid: (text) => z.uuid().safeParse(text).success,
  text: (text) => !text.includes('\0'),
  bigint: (text) => /^-?\d{1,18}$/.test(text),
}

// As PostgreSQL writes it in UTC; a day or a year that does not exist would be its error, not the caller's.
function isStoredTime(text: string): boolean {
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d{1,6})?\+00$/.exec(text)
  if (found === null) return false
  const moment = new Date(`${found[1] ?? ''}T${found[2] ?? ''}Z`)
  return (
    !text.startsWith('0000') &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().startsWith(`${found[1] ?? ''}T${found[2] ?? ''}`)
  )
}

const Cursor = z.tuple([z.string(), z.array(z.string().max(2_000)).max(4)])

/** Makes the opaque cursor that continues behind a position, and nowhere else than where it was made. */
export function writeCursor(belonging: Belonging, position: Position): string {
  return Buffer.from(JSON.stringify([sumOf(belonging, position), position])).toString('base64url')
}

/** Reads a cursor back; one of another list, of other filters or another order is refused by name. */
export function readCursor(
  cursor: string | undefined,
  belonging: Belonging,
  order: readonly Ordered[],
): Position | null {
  if (cursor === undefined) return null
  const position = parse(cursor, belonging)
  if (position?.length !== order.length) throw cursorInvalid()
  if (!order.every(({ type }, at) => FORMS[type](position[at] ?? ''))) throw cursorInvalid()
  return position
}

function parse(cursor: string, belonging: Belonging): Position | null {
  try {
    const [sum, position] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return sum === sumOf(belonging, position) ? position : null
  } catch {
    return null
  }
}

// No secret: it finds mistakes. Whoever makes a cursor on purpose sees what the same credential shows anyway.
const sumOf = (belonging: Belonging, position: Position): string =>
  createHash('sha256')
    .update(JSON.stringify([belonging, position]))
    .digest('base64url')
    .slice(0, 12)

function cursorInvalid(): AppError {
  const detail = 'Take it from nextCursor as it is, with the same filters and the same order.'
  return new AppError('invalid', 'cursor_invalid', 'The cursor does not belong to this list.', {
    faults: [{ pointer: '/query/cursor', code: 'cursor_invalid', detail }],
  })
}
