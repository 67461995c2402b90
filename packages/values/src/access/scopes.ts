import { SERVICES } from './services.js'

/** Everything that a key may be allowed, in the order in which it is shown. */
export const SCOPES = [
  ...SERVICES.flatMap((service) => [`${service}:read`, `${service}:write`] as const),
  'keys:manage',
] as const
export type Scope = (typeof SCOPES)[number]
