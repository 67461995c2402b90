import { AppError, type Tx } from '@polyphon/service-kit'
import { normaliseAddress } from '../domain/address.js'
import { releaseAddress } from '../store/addresses.js'

/** Lets an address be written to again. */
export async function removeSuppression(
  tx: Tx,
  given: { readonly channel: string; readonly address: string },
): Promise<void> {
  const address = normaliseAddress(given.channel, given.address)
  if (address !== null && (await releaseAddress(tx, { channel: given.channel, address }))) return
  throw new AppError('missing', 'suppression_unknown', 'This address is not suppressed.')
}
