import type { Tx } from '../db/tx.js'
import type { Position } from '../recent/position.js'

/** Up to where deliveries have been made, as whoever has the place left it last. */
export async function seeCursor(tx: Tx): Promise<Position> {
  const { rows } = await tx.query<{ seq: string; at: Date }>('select seq::text, at from webhook_cursor')
  const [row] = rows
  if (row === undefined) throw new Error('The database has no place for the deliveries of webhooks.')
  return { seq: Number(row.seq), at: row.at.getTime() }
}

/** Takes the place of whoever makes deliveries of events, until the transaction ends; null while another process has it. */
export async function takeCursor(tx: Tx): Promise<Position | null> {
  const { rows } = await tx.query<{ seq: string; at: Date }>(
    'select seq::text, at from webhook_cursor for update skip locked',
  )
  const [row] = rows
  return row === undefined ? null : { seq: Number(row.seq), at: row.at.getTime() }
}

export async function saveCursor(tx: Tx, { seq, at }: Position): Promise<void> {
  await tx.query('update webhook_cursor set seq = $1, at = $2', [seq, new Date(at)])
}

/** For how many seconds what is published has not become deliveries; 0 where nobody asks for any. */
export async function readBehind(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ seconds: number }>(
    `select case when exists (select from webhook_interest where types <> '{}')
                 then greatest(0, extract(epoch from clock_timestamp() - at)) else 0 end::float8 as seconds
       from webhook_cursor`,
  )
  return rows[0]?.seconds ?? 0
}

/** As long as deliveries are kept, and the most that `RECENT_EVENTS_HOURS` can be. */
const LONGEST_HOURS = 168

/**
 * How many hours of recent events are kept: as many as the setting says, and up to a week more of what has not become
 * deliveries yet. `missed` where that does not reach: what is dropped then is posted to nobody.
 */
export function hoursToKeep(
  keptHours: number,
  behindSeconds: number,
): { readonly hours: number; readonly missed: boolean } {
  const behind = Math.ceil(behindSeconds / 3_600)
  return { hours: Math.max(keptHours, Math.min(behind + 1, LONGEST_HOURS)), missed: behind > LONGEST_HOURS }
}
