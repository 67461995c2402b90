import { type Identifier, keyOf } from '@polyphon/values'
import type { Origins } from '../../history/domain/origins.js'
import type { IdentifierLink } from '../../people/domain/identifier.js'
import { DEFAULT_RULES, rank } from '../../people/domain/identity-rules.js'

/** Which side of a split something is on: it goes with the one who is split off, or stays. */
export type Side = 'goes' | 'stays'

/** How one person is parted in two. */
export interface Partition {
  readonly root: string
  /** The former ids that go; none where what is split off never was a person of its own. */
  readonly ids: ReadonlySet<string>
  /** The id of whoever is split off; null where there was none. */
  readonly newId: string | null
  readonly goes: readonly IdentifierLink[]
  readonly stays: readonly IdentifierLink[]
  /** Keys of identifiers that both had, before they were one person. */
  readonly shared: ReadonlySet<string>
  /** Whether identifiers go that had not come by a merge. */
  readonly isCut: boolean
  /** Which side an identifier is on; undefined for what both have, and what is not known. */
  readonly sideOf: (identifier: Identifier) => Side | undefined
}

export type PartitionDecision =
  | ({ readonly outcome: 'parted' } & Partition)
  | { readonly outcome: 'refused'; readonly code: 'identifier_unknown'; readonly index: number }
  | { readonly outcome: 'refused'; readonly code: 'split_leaves_nobody' }

/**
 * Decides who goes where when these identifiers are somebody else's. What a merge has brought goes with all that it brought,
 * under the id that it had; an identifier that has come by no merge goes alone. Where all that the person had of their own
 * is named, whoever was merged into them is split off instead: the person keeps their id.
 */
export function decidePartition(
  links: readonly IdentifierLink[],
  origins: Origins,
  listed: readonly Identifier[],
): PartitionDecision {
  const known = new Set(links.map(keyOf))
  const index = listed.findIndex((identifier) => !known.has(keyOf(identifier)))
  if (index >= 0) return { outcome: 'refused', code: 'identifier_unknown', index }
  const named = namedKeys(links, origins, new Set(listed.map(keyOf)))
  const ids = idsThatGo(origins, named)
  const { root } = origins
  const ownersOf = (key: string): ReadonlySet<string> => origins.owners.get(key) ?? new Set([root])
  const isOnlyRoots = (key: string): boolean => ownersOf(key).size === 1 && ownersOf(key).has(root)
  const cut = new Set([...named].filter(isOnlyRoots))
  const goes = (key: string): boolean => cut.has(key) || [...ownersOf(key)].some((id) => ids.has(id))
  const stays = (key: string): boolean => !cut.has(key) && [...ownersOf(key)].some((id) => !ids.has(id))
  const parted = {
    goes: links.filter((link) => goes(keyOf(link))),
    stays: links.filter((link) => stays(keyOf(link))),
  }
  if (parted.goes.length === 0 || parted.stays.length === 0) return { outcome: 'refused', code: 'split_leaves_nobody' }
  return {
    outcome: 'parted',
    root,
    ids,
    // Of several the one that was merged first; the others stand for it.
    newId: [...origins.parents].find(([id, parent]) => ids.has(id) && !ids.has(parent))?.[0] ?? null,
    ...parted,
    shared: new Set(links.map(keyOf).filter((key) => goes(key) && stays(key))),
    isCut: cut.size > 0,
    sideOf: (identifier) => {
      const key = keyOf(identifier)
      if (!known.has(key) && !origins.owners.has(key)) return undefined
      const sides = [goes(key), stays(key)]
      if (sides[0] === sides[1]) return undefined
      return sides[0] === true ? 'goes' : 'stays'
    },
  }
}

/** The identifiers that are to go: those that were listed, or all others where these are all that the person had of their own. */
function namedKeys(
  links: readonly IdentifierLink[],
  { root, owners }: Origins,
  listed: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = links.map(keyOf)
  const theirs = all.filter((key) => owners.get(key)?.has(root) === true)
  const isTurned = theirs.length > 0 && theirs.length < all.length && theirs.every((key) => listed.has(key))
  return isTurned ? new Set(all.filter((key) => !listed.has(key))) : listed
}

/** Whoever had one of these identifiers, with everybody who had been merged into them. */
function idsThatGo({ root, parents, owners }: Origins, named: ReadonlySet<string>): ReadonlySet<string> {
  const ids = new Set([...named].flatMap((key) => [...(owners.get(key) ?? [])]).filter((id) => id !== root))
  let before = -1
  while (before !== ids.size) {
    before = ids.size
    for (const [id, parent] of parents) if (ids.has(parent)) ids.add(id)
  }
  return ids
}

/** Which side something is on that was written under an id and names these identifiers: by what says most of who somebody is. */
export function sideOf(
  { root, ids, sideOf: sideOfIdentifier }: Partition,
  { profileId, identifiers }: { readonly profileId: string; readonly identifiers: readonly Identifier[] },
): Side {
  if (profileId !== root) return ids.has(profileId) ? 'goes' : 'stays'
  const sides = rank(identifiers, DEFAULT_RULES).usable.map(sideOfIdentifier)
  return sides.find((side) => side !== undefined) ?? 'stays'
}
