import type { DataOf, interactionsMoved } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { followAliases } from '@polyphon/service-kit/copies'
import { moveOccurrences } from '../store/occurrences.js'

/** Gives what somebody did to whom it belongs; whoever that is may have been merged since. */
export async function moveInteractions(
  tx: Tx,
  { from, to, messageIds }: DataOf<typeof interactionsMoved>,
): Promise<void> {
  const current = await followAliases(tx, [from, to])
  const now = (profileId: string): string => current.get(profileId) ?? profileId
  await moveOccurrences(tx, { from: now(from), to: now(to), messageIds })
}
