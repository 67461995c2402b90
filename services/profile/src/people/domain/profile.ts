import type { JsonObject, ProfileSnapshot } from '@polyphon/contracts'
import { canonicalZone, readLocale } from '@polyphon/values'
import { type HeldConsents, joinConsents, publicConsents } from './consent.js'
import { type IdentifierLink } from './identifier.js'
import { joinRestrictions, publicRestriction, type Restriction } from './restriction.js'
import { isSame, mergeTraits, type Traits } from './traits.js'

/** Something that devices report, and when. */
export interface Observation {
  readonly value: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Observed {
  readonly locale?: Observation
  readonly timeZone?: Observation
}

/** A person as they are now. */
export interface Profile extends Traits {
  readonly profileId: string
  readonly revision: number
  readonly observed: Observed
  /** What is worked out of what they did; it stands in place of what was stated under the same name. */
  readonly computed: JsonObject
  /** Keys of the segments, as last published. */
  readonly segments: readonly string[]
  readonly accounts: readonly JsonObject[]
  readonly consents: HeldConsents
  /** Null where nobody has said anything of it. */
  readonly restriction: Restriction | null
  readonly absorbedIds: readonly string[]
  readonly identifiers: readonly IdentifierLink[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/**
 * Sightings of what is known already count by the hour: somebody who is busy would otherwise have their row written anew
 * with every event, for nothing but a time.
 */
export const SIGHTING_MS = 3_600_000

export function newProfile(profileId: string, now: Date): Profile {
  return {
    profileId,
    revision: 0,
    traits: {},
    traitTimes: {},
    observed: {},
    computed: {},
    segments: [],
    accounts: [],
    consents: {},
    restriction: null,
    absorbedIds: [],
    identifiers: [],
    createdAt: now,
    updatedAt: now,
  }
}

/** The traits of a person as everybody sees them. */
export const traitsOf = ({ traits, computed }: Pick<Profile, 'traits' | 'computed'>): JsonObject =>
  Object.keys(computed).length === 0 ? traits : { ...traits, ...computed }

/** What the others see of a person; a revision is one content of this. */
export type ProfileContent = Omit<ProfileSnapshot, 'revision' | 'because' | 'changedAt'>

export function contentOf(profile: Profile): ProfileContent {
  return {
    profileId: profile.profileId,
    traits: traitsOf(profile),
    identifiers: profile.identifiers
      .toSorted(byTypeAndNewest)
      .map(({ type, value, verified }) => ({ type, value, verified })),
    segments: profile.segments,
    accounts: profile.accounts,
    ...publicConsents(profile.consents),
    ...publicRestriction(profile.restriction),
    locale: localeOf(profile),
    timeZone: timeZoneOf(profile),
    absorbedIds: profile.absorbedIds,
  }
}

// The newest first within each type: whoever needs an address takes the first. Between types the order says nothing, as
// otherwise everybody who comes back would be published again.
const byTypeAndNewest = (left: IdentifierLink, right: IdentifierLink): number =>
  compare(left.type, right.type) ||
  right.lastSeenAt.getTime() - left.lastSeenAt.getTime() ||
  compare(left.value, right.value)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** The person's language: what their traits say, else what their devices reported last. */
export function localeOf({ traits, observed }: Profile): string | null {
  return readLocale(traits['locale']) ?? observed.locale?.value ?? null
}

/** The person's time zone: what their traits say, else what their devices reported last. */
export function timeZoneOf({ traits, observed }: Profile): string | null {
  return canonicalZone(traits['timezone'] ?? traits['timeZone']) ?? canonicalZone(observed.timeZone?.value)
}

/** Remembers what a device reports, unless a newer event has said otherwise. */
export function observe(known: Observed, context: JsonObject, at: Date): Observed {
  const locale = seenAgain(known.locale, readLocale(context['locale']), at)
  const timeZone = seenAgain(known.timeZone, canonicalZone(context['timezone']), at)
  if (locale === known.locale && timeZone === known.timeZone) return known
  return { ...(locale === undefined ? {} : { locale }), ...(timeZone === undefined ? {} : { timeZone }) }
}

function seenAgain(known: Observation | undefined, value: string | null, at: Date): Observation | undefined {
  const time = at.getTime()
  if (value === null || (known !== undefined && time < known.at)) return known
  return known?.value === value && time - known.at < SIGHTING_MS ? known : { value, at: time }
}

/** Joins two people who turned out to be one. Nothing that either of them had is lost, except to a newer value. */
export function mergeProfiles(survivor: Profile, absorbed: Profile): Profile {
  return {
    ...survivor,
    ...mergeTraits(survivor, absorbed),
    observed: mergeObserved(survivor.observed, absorbed.observed),
    // Higher than every revision that anybody has seen under one of the ids.
    revision: Math.max(survivor.revision, absorbed.revision),
    accounts: [
      ...survivor.accounts,
      ...absorbed.accounts.filter((account) => !survivor.accounts.some((other) => isSame(account, other))),
    ],
    consents: joinConsents(survivor.consents, absorbed.consents),
    restriction: joinRestrictions(survivor.restriction, absorbed.restriction),
    absorbedIds: [...survivor.absorbedIds, absorbed.profileId, ...absorbed.absorbedIds],
    identifiers: absorbed.identifiers.reduce(addLink, survivor.identifiers),
  }
}

/** Adds an identifier to somebody's, or stretches the time in which it was seen, by an hour at least. Verified once is verified. */
export function addLink(links: readonly IdentifierLink[], link: IdentifierLink): readonly IdentifierLink[] {
  const index = links.findIndex(({ type, value }) => type === link.type && value === link.value)
  const known = links[index]
  if (known === undefined) return [...links, link]
  const isSeenAgain = link.lastSeenAt.getTime() - known.lastSeenAt.getTime() >= SIGHTING_MS
  const verified = known.verified || link.verified
  if (known.firstSeenAt <= link.firstSeenAt && !isSeenAgain && verified === known.verified) return links
  return links.with(index, {
    ...known,
    verified,
    firstSeenAt: known.firstSeenAt < link.firstSeenAt ? known.firstSeenAt : link.firstSeenAt,
    lastSeenAt: isSeenAgain ? link.lastSeenAt : known.lastSeenAt,
  })
}

/** What the devices of two people reported who turned out to be one; the newest of each. */
export const mergeObserved = (survivor: Observed, absorbed: Observed): Observed => ({
  ...newer('locale', survivor.locale, absorbed.locale),
  ...newer('timeZone', survivor.timeZone, absorbed.timeZone),
})

function newer(name: keyof Observed, left: Observation | undefined, right: Observation | undefined) {
  const value = left === undefined || (right !== undefined && right.at > left.at) ? right : left
  return value === undefined ? {} : { [name]: value }
}
