import { AppError, type Tx } from '@polyphon/service-kit'
import { type Address, releaseAddress } from '../store/addresses.js'
import { readAddress } from './read-address.js'

/** Lets an address be written to again. */
export async function removeSuppression(tx: Tx, given: Address): Promise<void> {
  if (await releaseAddress(tx, await readAddress(tx, given, '/query'))) return
  throw new AppError('missing', 'suppression_unknown', 'This address is not suppressed.')
}
