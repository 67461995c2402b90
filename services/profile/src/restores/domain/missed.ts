import type { DataOf, ProfileSnapshot, profileChanged } from '@polyphon/contracts'
import type { Consent } from '@polyphon/values'
import { type HeldConsents, heldFor, isNo } from '../../people/domain/consent.js'
import type { Profile } from '../../people/domain/profile.js'
import type { Restriction } from '../../people/domain/restriction.js'
import { isSame } from '../../people/domain/traits.js'

export type PublishedPerson = DataOf<typeof profileChanged>

/** What somebody had decided that this database does not know. */
export interface Missed {
  readonly consents: readonly { readonly purpose: string; readonly consent: Consent }[]
  /** Whether their data is to be kept only; null where what is known is as new. */
  readonly restricted: boolean | null
}

export const isAny = ({ consents, restricted }: Missed): boolean => consents.length > 0 || restricted !== null

/** What was published of somebody last, of each by the highest revision. */
export function latestOf(published: readonly PublishedPerson[]): ReadonlyMap<string, PublishedPerson> {
  const latest = new Map<string, PublishedPerson>()
  for (const person of published)
    if ((latest.get(person.profileId)?.revision ?? -1) <= person.revision) latest.set(person.profileId, person)
  return latest
}

/** What a newer snapshot of somebody says that is not stored. */
export function missedOf(
  { consents, restriction }: Pick<Profile, 'consents' | 'restriction'>,
  { consents: published = {}, restricted = false, restrictionId }: ProfileSnapshot,
): Missed {
  return {
    consents: Object.entries(published).flatMap(([purpose, consent]) =>
      isKnown(consents, purpose, consent) ? [] : [{ purpose, consent }],
    ),
    restricted: isNewer(restrictionId, restriction) && restricted !== isRestricted(restriction) ? restricted : null,
  }
}

/**
 * What a snapshot says of somebody who was published as a part of it, and is here by themselves: a no of the whole may have
 * been theirs. A yes may not.
 */
export function missedOfPart(part: Pick<Profile, 'consents' | 'restriction'>, whole: ProfileSnapshot): Missed {
  const { consents, restricted } = missedOf(part, whole)
  return {
    consents: consents.filter(({ consent }) => isNo(consent.state)),
    restricted: restricted === true ? true : null,
  }
}

/** Those who were published as parts of others, and of whom. */
export function partsOf(wholes: readonly ProfileSnapshot[]): ReadonlyMap<string, readonly ProfileSnapshot[]> {
  const parts = new Map<string, readonly ProfileSnapshot[]>()
  for (const whole of wholes) for (const id of whole.absorbedIds ?? []) parts.set(id, [...(parts.get(id) ?? []), whole])
  return parts
}

function isKnown(held: HeldConsents, purpose: string, consent: Consent): boolean {
  const stored = heldFor(held, purpose)
  if (stored === null) return false
  const { isVouched: _isVouched, ...known } = stored
  const hasEnded = consent.state === 'expired' && known.expiresAt === consent.occurredAt
  return hasEnded || isSame(known, consent)
}

// Ids of requests grow with time.
const isNewer = (requestId: string | undefined, known: Restriction | null): boolean =>
  requestId !== undefined && (known === null || known.requestId < requestId)

const isRestricted = (restriction: Restriction | null): boolean => restriction?.restricted ?? false
