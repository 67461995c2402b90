import type { Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { type Retention, shorterOf } from '@polyphon/service-kit/personal'
import { settingsOf } from '@polyphon/values'

const A_DAY_MS = 86_400_000

/**
 * Since when all is kept that is known of somebody who was known at a moment already; null where nothing of them can be
 * missing. Events older than the retention of their workspace may be gone, and what requests have stated is kept only since this is.
 */
export async function readKeptSince(
  tx: Tx,
  { knownSince, operator }: { readonly knownSince: Date; readonly operator: Retention },
): Promise<Date | null> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const { interactions: days } = shorterOf(operator, workspace === null ? {} : settingsOf(workspace).retention)
  const { rows } = await tx.query<{ applied_at: Date }>(
    `select applied_at from migration where set = 'profile' and name = '0026_state_traits.sql'`,
  )
  const bounds = [
    ...rows.map((row) => row.applied_at),
    ...(days === undefined ? [] : [new Date(tx.now.getTime() - days * A_DAY_MS)]),
  ].filter((bound) => bound > knownSince)
  return bounds.reduce<Date | null>((latest, bound) => (latest === null || bound > latest ? bound : latest), null)
}
