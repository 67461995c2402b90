import ipaddr from 'ipaddr.js'
import { z } from 'zod'

type Address = ReturnType<typeof ipaddr.parse>

/** Addresses that may be called although they are not public, as ranges of a network. */
export type Allowed = readonly (readonly [Address, number])[]

/** A comma list of CIDRs, as `OUTSIDE_ALLOW` gives it; null where one of them is none. */
function readAllowed(text: string): Allowed | null {
  const parts = text.split(',').flatMap((part) => part.trim() || [])
  const ranges = parts.flatMap((part) => (ipaddr.isValidCIDR(part) ? [ipaddr.parseCIDR(part)] : []))
  return ranges.length === parts.length ? ranges : null
}

const LOOPBACK = '127.0.0.0/8, ::1/128'

export const outsideAllow = z
  .string()
  .refine((text) => text === 'none' || readAllowed(text) !== null, 'must be a comma list of CIDRs, or none')
  .optional()
  .describe(
    `Addresses that are not public and may still be called by webhooks and the like, also without TLS: comma list of CIDRs, or \`none\`. By default none, and with NODE_ENV \`development\`, \`test\` or without it \`${LOOPBACK}\``,
  )

interface OutsideSettings {
  readonly NODE_ENV?: string | undefined
  readonly OUTSIDE_ALLOW?: string | undefined
}

/** What the settings allow. A setting that is misspelt was refused at the start; should it come here, nothing is. */
export function allowedBy({ NODE_ENV: environment = 'development', OUTSIDE_ALLOW: given }: OutsideSettings): Allowed {
  const isAtHome = environment === 'development' || environment === 'test'
  const text = given ?? (isAtHome ? LOOPBACK : 'none')
  return text === 'none' ? [] : (readAllowed(text) ?? [])
}

// Public by its number, and answered by the machines of a cloud itself: Azure's WireServer.
const INSIDE_BY_CUSTOM: ReadonlySet<string> = new Set(['168.63.129.16'])
const GLOBAL_IPV6: [Address, number] = ipaddr.parseCIDR('2000::/3')

/** Where an address leads: to the public network, to one that is allowed by name, or inside. What is no address is inside. */
export function leadsTo(text: string, allowed: Allowed): 'public' | 'allowed' | 'inside' {
  if (!ipaddr.isValid(text) || text.includes('%')) return 'inside'
  const address = ipaddr.parse(text)
  if (allowed.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits))) return 'allowed'
  const isGlobal = address.kind() === 'ipv4' || address.match(...GLOBAL_IPV6)
  return isGlobal && address.range() === 'unicast' && !INSIDE_BY_CUSTOM.has(address.toString()) ? 'public' : 'inside'
}
