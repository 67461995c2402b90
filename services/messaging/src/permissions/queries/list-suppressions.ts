import type { Tx } from '@polyphon/service-kit'
import { type Address, readSuppressions, type Suppression } from '../store/addresses.js'

/** By channel and address. */
export async function listSuppressions(tx: Tx, after: Address | null, limit: number): Promise<readonly Suppression[]> {
  return readSuppressions(tx, after, limit)
}
