import { followAliases, type Tx } from '@polyphon/service-kit'
import { type Identifier, keyOf } from '../domain/identifier.js'
import { type IdentityGraph, type KnownIdentifier, openGraph } from '../domain/identity-graph.js'
import { isBlocked } from '../domain/identity-rules.js'
import type { Profile } from '../domain/profile.js'
import { lockIdentifiers } from '../store/identifiers.js'
import { lockProfiles } from '../store/profiles.js'
import { ChangedMeanwhile } from './changed-meanwhile.js'

/** Everybody that some identifiers lead to, locked, and how they were before anything is changed. */
export interface LockedGraph {
  readonly graph: IdentityGraph
  readonly identifiersBefore: ReadonlyMap<string, KnownIdentifier>
  readonly peopleBefore: ReadonlyMap<string, Profile>
}

/** Locks identifiers in sorted order, then the people that they lead to in the order of their ids. */
export async function lockGraph(
  tx: Tx,
  identifiers: readonly Identifier[],
  alsoPeople: readonly string[] = [],
): Promise<LockedGraph> {
  const wanted = new Map(identifiers.filter((one) => !isBlocked(one)).map((one) => [keyOf(one), one]))
  const stored = await lockIdentifiers(tx, [...wanted.values()])
  const named = new Set([...alsoPeople, ...[...stored.values()].flatMap(({ profileId }) => profileId ?? [])])
  const current = named.size === 0 ? new Map<string, string>() : await followAliases(tx, [...named])
  const people = await lockProfiles(tx, [...new Set(current.values())])
  const peopleBefore = new Map(people.map((person) => [person.profileId, person]))
  const identifiersBefore = new Map(
    [...stored].map(([key, known]) => [key, { ...known, profileId: currentId(known.profileId, current) }] as const),
  )
  for (const { profileId } of identifiersBefore.values())
    if (profileId !== null && !peopleBefore.has(profileId))
      throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  return { graph: openGraph(identifiersBefore, peopleBefore), identifiersBefore, peopleBefore }
}

const currentId = (profileId: string | null, current: ReadonlyMap<string, string>): string | null =>
  profileId === null ? null : (current.get(profileId) ?? profileId)
