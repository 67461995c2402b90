import type { Tx } from '../db/tx.js'

const DAYS = 7

/** For how long the id of an event that was handled stays in the inbox, in milliseconds: as long as topics keep facts by default. */
export const REMEMBERED_MS = DAYS * 86_400_000

/** Forgets which events were handled longer ago than that. */
export async function forgetHandled(tx: Tx): Promise<void> {
  await tx.query('delete from inbox where handled_at < now() - make_interval(days => $1)', [DAYS])
}
