import type { Tx } from '@polyphon/service-kit'
import { readAddress } from '../steps/read-address.js'
import { type Address, readSuppression, type Suppression, suppressAddress } from '../store/addresses.js'

/** Stops everything to an address from now on. Saying it again changes nothing; the first reason stays. */
export async function putSuppression(
  tx: Tx,
  given: Address & { readonly reason: string },
): Promise<{ readonly isNew: boolean; readonly suppression: Suppression }> {
  const address = await readAddress(tx, given, '/body')
  // Of two in one transaction, both happen now.
  const isKnown = (await readSuppression(tx, address)) !== null
  const isFirst = await suppressAddress(tx, {
    ...address,
    reason: given.reason,
    suppressedAt: tx.now,
    happenedAt: tx.now,
  })
  const suppression = await readSuppression(tx, address)
  if (suppression === null) throw new Error('A suppressed address has no row.')
  return { isNew: isFirst && !isKnown, suppression }
}
