import { AppError, type Tx } from '@polyphon/service-kit'
import { normaliseAddress } from '../domain/address.js'
import { readSuppression, type Suppression, suppressAddress } from '../store/addresses.js'

/** Stops everything to an address from now on. Saying it again changes nothing; the first reason stays. */
export async function putSuppression(
  tx: Tx,
  given: { readonly channel: string; readonly address: string; readonly reason: string },
): Promise<{ readonly isNew: boolean; readonly suppression: Suppression }> {
  const address = normaliseAddress(given.channel, given.address)
  if (address === null)
    throw new AppError('unprocessable', 'address_invalid', 'This is no address of the channel.', {
      faults: [{ pointer: '/body/address', code: 'address_invalid', detail: `Not an address of ${given.channel}.` }],
    })
  const isNew = await suppressAddress(tx, { ...given, address, suppressedAt: tx.now })
  const suppression = await readSuppression(tx, { channel: given.channel, address })
  if (suppression === null) throw new Error('A suppressed address has no row.')
  return { isNew, suppression }
}
