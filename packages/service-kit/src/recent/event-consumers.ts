import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import type { Position } from './position.js'

const MOST_CONSUMERS = 1_000

/** Behind which position a consumer has acknowledged everything in front; null if nobody has this name. */
export async function findConsumer(tx: Tx, consumer: string): Promise<Position | null> {
  const { rows } = await tx.query<{ seq: string; at: string }>(
    'select seq, at from event_consumer where workspace_id = $1 and consumer = $2',
    [tx.workspaceId, consumer],
  )
  return rows[0] === undefined ? null : { seq: Number(rows[0].seq), at: Number(rows[0].at) }
}

/** Keeps the position of a consumer. Throws `event_consumers_too_many` (429) for one name too many. */
export async function keepConsumer(
  tx: Tx,
  consumer: string,
  { position: { seq, at }, keptHours }: { readonly position: Position; readonly keptHours: number },
): Promise<void> {
  const { rowCount } = await tx.query(
    'update event_consumer set seq = $3, at = $4, polled_at = now() where workspace_id = $1 and consumer = $2',
    [tx.workspaceId, consumer, seq, at],
  )
  if (rowCount === 1) return
  await makeRoom(tx, keptHours)
  await tx.query(
    `insert into event_consumer (workspace_id, consumer, seq, at) values ($1, $2, $3, $4)
     on conflict (workspace_id, consumer) do update set seq = excluded.seq, at = excluded.at, polled_at = now()`,
    [tx.workspaceId, consumer, seq, at],
  )
}

/** Who has not come for so long begins anew in any case: the name is for somebody else then. */
async function makeRoom(tx: Tx, keptHours: number): Promise<void> {
  await tx.query(
    'delete from event_consumer where workspace_id = $1 and polled_at < now() - make_interval(hours => $2)',
    [tx.workspaceId, 30 * keptHours],
  )
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::integer as count from event_consumer where workspace_id = $1',
    [tx.workspaceId],
  )
  if ((rows[0]?.count ?? 0) < MOST_CONSUMERS) return
  const detail = `A workspace has at most ${MOST_CONSUMERS} consumers at a service; one that nobody uses is forgotten.`
  throw new AppError('limited', 'event_consumers_too_many', detail, {
    faults: [{ pointer: '/query/consumer', code: 'event_consumers_too_many', detail }],
  })
}
