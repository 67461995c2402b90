import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { requireType, wishesOf } from '../values/accept.js'
import { AppError } from '../values/errors.js'
import type { ListQuery } from './parameters.js'
import type { Position } from './position.js'

/** The media type of a list that is read one item a line, as its items change. */
export const LINES = 'application/x-ndjson'
const PAGE = 'application/json'

/** An answer of lines, made while it is read. */
export interface LinesAnswer {
  readonly status: 200
  readonly contentType: string
  readonly lines: AsyncIterable<string>
  readonly headers: Readonly<Record<string, string>>
}

/** What an operation says of the lines that it answers. */
export const LINES_TEXT = `With \`Accept: ${LINES}\` it answers every item that was written since \`updatedSince\`, one a line, by the order of that, as it is now. Lines that hold \`nextCursor\` are no items: an export goes on behind the last one that was read, and is whole once one has said \`end\`. An item may come again, none is passed over.`

/** Whether the caller likes lines best; of what they like alike, lines only if they name them. 406 if they want neither. */
export function acceptsLines({ accept }: { readonly accept?: string | undefined }): boolean {
  const areNamed = wishesOf(accept ?? '').some(({ name }) => name === LINES)
  return requireType(accept, areNamed ? [LINES, PAGE] : [PAGE, LINES]) === LINES
}

/** What stands in a line instead of an item that is no more one of its own. */
export const Removed = z.object({
  id: z.string(),
  canonicalId: z.string().optional().describe('Of whom it is now; absent where it is nobody any more'),
  removed: z.enum(['merged', 'erased']),
})

/** Says of what id it is now, or null where it is nobody any more: whoever keeps a copy removes it. */
export const removedLine = (id: string, canonicalId: string | null): never =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only in lines, which have a schema for it
  ({ id, ...(canonicalId === null ? { removed: 'erased' } : { canonicalId, removed: 'merged' }) }) as never

/** Whether lines are asked for; refuses what has no meaning then, and what has one only then. */
export function wantsLines(headers: { readonly accept?: string | undefined }, query: ListQuery): boolean {
  const wanted = acceptsLines(headers)
  const misplaced = wanted ? (['sort', 'limit'] as const) : (['updatedSince'] as const)
  const faults = misplaced
    .filter((name) => query[name] !== undefined)
    .map((name) => ({
      pointer: `/query/${name}`,
      code: 'parameter_misplaced',
      detail: wanted ? `${LINES} has no pages, and one order only.` : `Only with Accept: ${LINES}.`,
    }))
  if (faults.length > 0)
    throw new AppError('invalid', 'input_invalid', 'Some parameters do not go together with Accept.', { faults })
  return wanted
}

/** Where a reader of updates begins: before everything that was written at that moment. */
export const beginning = (since: Date = new Date(0)): Position => [
  since.toISOString().replace('T', ' ').replace('Z', '+00'),
  '00000000-0000-0000-0000-000000000000',
]

/**
 * The moment up to which everything that was ever written can be seen: a row says when its transaction began, and
 * whoever began before that moment has ended. A statement of its own in front of the one that reads, which then sees what
 * has been committed meanwhile. The second makes up for a session that has begun and does not say so yet.
 */
export async function settledUntil(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ until: string }>(
    `select least(clock_timestamp() - interval '1 second', min(xact_start))::text as until from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('The database does not say what is going on in it.')
  return row.until
}
