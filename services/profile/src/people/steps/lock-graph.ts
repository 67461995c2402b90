import { type Tx } from '@polyphon/service-kit'
import { followAliases } from '@polyphon/service-kit/copies'
import { type Identifier, identifierOf, keyOf } from '@polyphon/values'
import type { IdentityGraph, KnownIdentifier } from '../domain/identity-graph.js'
import { isBlocked } from '../domain/identity-rules.js'
import { lockIdentifiers, readIdentifiers, stillLead } from '../store/identifiers.js'
import { lockProfiles } from '../store/profiles.js'

/** Another transaction was faster; this one is run again from the start, as after a serialisation failure. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile'
  /** The state by which the kit recognises what is worth another try. */
  readonly code = '40001'
}

/** What an event says about who it was, by which it is known what to lock for it. */
export interface LockClaim {
  readonly identifiers: readonly Identifier[]
  /** It may bring people together whatever its identifiers lead to. */
  readonly joins: boolean
  /** Whom it is about by their id, whatever its identifiers lead to. */
  readonly profileId?: string | undefined
}

/**
 * The same as `lockGraph` for many events. Most are about somebody to whom all of their identifiers lead already, and
 * teach nothing about who belongs together: for them the person alone is locked. Nobody can change what leads to a person
 * without holding that person and raising their identity version: where it is the one that the first look saw, nobody was
 * faster. Else their identifiers, and only these, are looked at once more.
 */
export async function lockClaims(tx: Tx, claims: readonly LockClaim[]): Promise<IdentityGraph> {
  const usable = claims.map(({ identifiers, joins }) => ({ identifiers: identifiers.filter(isUsable), joins }))
  const { known: seen, versions } = await readIdentifiers(
    tx,
    distinct(usable.flatMap(({ identifiers }) => identifiers)),
  )
  const unsettled = usable.filter((claim) => claim.joins || !isSettled(seen, claim.identifiers))
  const toLock = new Set(unsettled.flatMap(({ identifiers }) => identifiers.map(keyOf)))
  const trusted = [...seen].filter(([key, { profileId }]) => profileId !== null && !toLock.has(key))
  const locked = await lockAll(
    tx,
    unsettled.flatMap(({ identifiers }) => identifiers),
    [...trusted.flatMap(([, { profileId }]) => profileId ?? []), ...claims.flatMap(({ profileId }) => profileId ?? [])],
  )
  const { people } = locked.graph
  const known = trusted.flatMap(([key, { profileId }]) =>
    profileId === null ? [] : [{ ...identifierOf(key), profileId }],
  )
  const isGone = known.some(({ profileId }) => !people.has(profileId))
  const stale = known.filter(({ profileId }) => versions.get(profileId) !== locked.versions.get(profileId))
  if (isGone || !(await stillLead(tx, stale)))
    throw new ChangedMeanwhile('Somebody was given an identifier, or merged, while this transaction waited for them.')
  return { identifiers: new Map([...locked.graph.identifiers, ...trusted]), people }
}

const isUsable = (identifier: Identifier): boolean => !isBlocked(identifier)

const distinct = (identifiers: readonly Identifier[]): readonly Identifier[] => [
  ...new Map(identifiers.map((identifier) => [keyOf(identifier), identifier])).values(),
]

/** Whether they all lead to one and the same person. */
function isSettled(seen: ReadonlyMap<string, KnownIdentifier>, identifiers: readonly Identifier[]): boolean {
  const owners = new Set(
    identifiers.map((identifier) => {
      const known = seen.get(keyOf(identifier))
      return known === undefined || known.ambiguous ? null : known.profileId
    }),
  )
  return owners.size === 1 && !owners.has(null)
}

/** Locks identifiers in sorted order, then the people that they lead to in the order of their ids. */
export async function lockGraph(
  tx: Tx,
  identifiers: readonly Identifier[],
  alsoPeople: readonly string[] = [],
): Promise<IdentityGraph> {
  return (await lockAll(tx, identifiers, alsoPeople)).graph
}

interface LockedGraph {
  readonly graph: IdentityGraph
  readonly versions: ReadonlyMap<string, number>
}

async function lockAll(
  tx: Tx,
  identifiers: readonly Identifier[],
  alsoPeople: readonly string[],
): Promise<LockedGraph> {
  const stored = await lockIdentifiers(tx, distinct(identifiers.filter(isUsable)))
  const named = new Set([...alsoPeople, ...[...stored.values()].flatMap(({ profileId }) => profileId ?? [])])
  const current = named.size === 0 ? new Map<string, string>() : await followAliases(tx, [...named])
  const locked = await lockProfiles(tx, [...new Set(current.values())])
  const people = new Map(locked.people.map((person) => [person.profileId, person]))
  const known = new Map(
    [...stored].map(([key, found]) => [key, { ...found, profileId: currentId(found.profileId, current) }] as const),
  )
  for (const { profileId } of known.values())
    if (profileId !== null && !people.has(profileId))
      throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  return { graph: { identifiers: known, people }, versions: locked.versions }
}

const currentId = (profileId: string | null, current: ReadonlyMap<string, string>): string | null =>
  profileId === null ? null : (current.get(profileId) ?? profileId)
