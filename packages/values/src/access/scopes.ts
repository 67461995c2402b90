import { SERVICES } from './services.js'

/** What a publishable key may be allowed as well: reading with a person token, and writing. */
export const PUBLIC_SCOPES = SERVICES.flatMap((service) => [`${service}:read`, `${service}:write`] as const)

/** Everything that a key may be allowed, in the order in which it is shown. */
export const SCOPES = [
  ...PUBLIC_SCOPES,
  'keys:manage',
  'workspace:manage',
  'profile:impersonate',
  'staff:impersonate',
] as const
export type Scope = (typeof SCOPES)[number]
