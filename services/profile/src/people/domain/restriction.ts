import type { ProfileSnapshot } from '@polyphon/contracts'
import { EVERY_PURPOSE } from '@polyphon/values'
import type { HeldConsents } from './consent.js'

/** What was said last of whether somebody's data may be used. */
export interface Restriction {
  readonly requestId: string
  readonly restricted: boolean
}

/** What somebody has said to purposes; whoever is restricted has objected to all of them. */
export const heldByAll = ({
  consents,
  restriction,
}: {
  readonly consents: HeldConsents
  readonly restriction: Restriction | null
}): HeldConsents => (restriction?.restricted === true ? { ...consents, [EVERY_PURPOSE]: OBJECTED } : consents)

const OBJECTED = { state: 'objected', occurredAt: new Date(0).toISOString(), isVouched: true } as const

/** Of two people who turned out to be one: whoever is restricted stays so. */
export const joinRestrictions = (survivor: Restriction | null, absorbed: Restriction | null): Restriction | null =>
  absorbed?.restricted === true && survivor?.restricted !== true ? absorbed : (survivor ?? absorbed)

/** What the others see of it. */
export const publicRestriction = (
  restriction: Restriction | null,
): Pick<ProfileSnapshot, 'restricted' | 'restrictionId'> =>
  restriction === null
    ? {}
    : { ...(restriction.restricted ? { restricted: true } : {}), restrictionId: restriction.requestId }
