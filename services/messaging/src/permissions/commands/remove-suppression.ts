import { AppError, type Tx } from '@polyphon/service-kit'
import { readAddress } from '../steps/read-address.js'
import { type Address, releaseAddress } from '../store/addresses.js'

/** Lets an address be written to again. */
export async function removeSuppression(tx: Tx, given: Address): Promise<void> {
  if (await releaseAddress(tx, await readAddress(tx, given, '/query'))) return
  throw new AppError('missing', 'suppression_unknown', 'This address is not suppressed.')
}
