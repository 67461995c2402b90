import type { Tx } from '@polyphon/service-kit'
import { emptyOccurrences } from '../store/occurrences.js'

/** Keeps no more what was taken out of people's history: no condition counts it. What runs have done because of it stays. */
export async function forgetInteractions(tx: Tx, messageIds: readonly string[]): Promise<void> {
  await emptyOccurrences(tx, messageIds)
}
