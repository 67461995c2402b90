import { type Position, readPosition } from '../recent/position.js'
import { checkPosition } from '../recent/recent-store.js'
import { AppError } from '../values/errors.js'
import type { Deps } from './deps.js'

/** What may be sent instead of a cursor: everything that is kept, or only what comes. */
const OLDEST = 'oldest'
const LATEST = 'latest'

/** A cursor as it was sent, and where. */
export interface SentCursor {
  readonly cursor: string
  readonly pointer: string
}

/**
 * The position behind which a caller reads on; of who sends no cursor, where things stand now. Refuses a cursor that is none
 * of this workspace's here (400), and one behind which something may be missing (410): nothing is skipped in silence.
 */
export async function readSentPosition(
  { db, recent, service }: Pick<Deps, 'db' | 'recent' | 'service'>,
  workspaceId: string,
  sent: SentCursor | null,
): Promise<Position> {
  if (sent === null || sent.cursor === LATEST) return recent.settled()
  if (sent.cursor === OLDEST) return { seq: 0, at: (await recent.settled()).at }
  const position = readPosition({ service, workspaceId }, sent.cursor)
  if (position === null)
    throw refusal('invalid', {
      ...sent,
      code: 'event_cursor_invalid',
      detail: `Send back what this service has answered, as it is, or \`${OLDEST}\` or \`${LATEST}\`.`,
    })
  await requireKept({ db, recent }, workspaceId, { ...sent, position })
  return position
}

/** Throws (410) unless everything behind a position is still there. */
export async function requireKept(
  { db, recent }: Pick<Deps, 'db' | 'recent'>,
  workspaceId: string,
  { position, pointer }: { readonly position: Position; readonly pointer: string },
): Promise<void> {
  if (position.seq === 0) return
  const state = await db.transact(workspaceId, (tx) => checkPosition(tx, position, recent.keptHours), {
    readOnly: true,
  })
  const begin = `Read what matters from the API, and begin with \`${OLDEST}\` or \`${LATEST}\`.`
  if (state === 'gone')
    throw refusal('gone', {
      pointer,
      code: 'events_gone',
      detail: `What came behind it is kept for ${recent.keptHours} hours. ${begin}`,
    })
  if (state === 'unknown')
    throw refusal('gone', {
      pointer,
      code: 'events_unknown',
      detail: `The database was restored since: what you have seen may not have happened here. ${begin}`,
    })
}

function refusal(
  kind: 'invalid' | 'gone',
  { pointer, code, detail }: { readonly pointer: string; readonly code: string; readonly detail: string },
): AppError {
  return new AppError(kind, code, 'Nothing can be read on behind this cursor.', { faults: [{ pointer, code, detail }] })
}
