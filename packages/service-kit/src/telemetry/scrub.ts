// What a line of the log may hold by accident, in a message of a server or in a stack: each is what people are reached or
// let in by. Offsets, partitions, ids and the addresses of servers stay.
const MAIL = /[^\s"\\<>()[\],;:/=?&@]{1,64}(?:@|%40)(?!\d+\.\d+\.\d+)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu
// The country first, as it is kept; what has no plus is a number of anything.
const PHONE = /(?<![\p{L}\p{N}+])(?:\+|%2B)[1-9](?:[ ()./-]{0,2}\d){6,14}(?!\d)/giu
const CREDENTIALS: readonly RegExp[] = [
  /(?<=:\/\/)[^\s"\\/@]*:[^\s"\\/@]*(?=@)/gu,
  /\b[ps]k_(?:live|test)_[0-9A-Za-z_]+/gu,
  /\bwhsec_[0-9A-Za-z+/=_-]+/gu,
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/gu,
  /(?<=\b(?:Bearer|Basic) )[\w.~+/=-]{8,}/giu,
]
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]|:\d)/gu
const IPV6 = /(?<![\p{L}\p{N}:.[])(?:[\da-f]{1,4}:){2,7}(?::|[\da-f]{1,4}|(?::[\da-f]{1,4})+)(?![\p{L}\p{N}:\]])/giu
// Of this machine and of its own network: servers have these.
const INTERNAL = /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|fe80:|f[cd][\da-f]{2}:)/i

const maskUnlessInternal = (address: string): string => (INTERNAL.test(address) ? address : '[address]')

/**
 * A line of the log without mail addresses, phone numbers with their country, tokens, passwords in addresses, and IP
 * addresses of others: one with a port is a server's, and so is one of an internal network.
 */
export function scrub(line: string): string {
  let text = line
  for (const credential of CREDENTIALS) text = text.replace(credential, '[secret]')
  return text
    .replace(MAIL, '[mail]')
    .replace(PHONE, '[phone]')
    .replace(IPV4, maskUnlessInternal)
    .replace(IPV6, maskUnlessInternal)
}
