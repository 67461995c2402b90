import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Channel, channelName, type Fault, normaliseAddress, readChannel } from '@polyphon/values'
import type { Address } from '../store/addresses.js'

/** What is wrong with the name of a channel; null if nothing. Under an unknown one nothing would ever be found. */
export function channelFault(channel: string, pointer: string): Fault | null {
  if (readChannel(channel) !== null) return null
  return { pointer, code: 'channel_unknown', detail: 'There is no such channel.' }
}

/** The channel that is meant; refuses what is none. */
export function requireChannel(channel: string, pointer: string): Channel {
  const known = readChannel(channel)
  if (known !== null) return known
  throw unprocessable({ pointer, code: 'channel_unknown', detail: 'There is no such channel.' })
}

/** An address in the form in which it is kept; refuses what is none, under `pointer`. */
export async function readAddress(tx: Tx, given: Address, pointer: string): Promise<Address> {
  const channel = requireChannel(given.channel, `${pointer}/channel`)
  const address = normaliseAddress(channel, given.address, await readPhoneNormaliser(tx))
  if (address !== null) return { channel, address }
  throw unprocessable({
    pointer: `${pointer}/address`,
    code: 'address_invalid',
    detail: `Not an address of ${channel}.`,
  })
}

/** The form by which an address is found today, of one that was written down earlier. */
export async function keptAddress(tx: Tx, kept: Address): Promise<Address> {
  const channel = channelName(kept.channel)
  const address = normaliseAddress(channel, kept.address, await readPhoneNormaliser(tx))
  return { channel, address: address ?? kept.address }
}

const unprocessable = (fault: Fault): AppError =>
  new AppError('unprocessable', fault.code, fault.detail, { faults: [fault] })
