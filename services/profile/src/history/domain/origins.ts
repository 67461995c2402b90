import { type Identifier, keyOf } from '@polyphon/values'
import { DEFAULT_RULES, rank } from '../../people/domain/identity-rules.js'
import type { Profile } from '../../people/domain/profile.js'
import type { Ledger, OwnState } from './ledger.js'

/** The people of whom one was made: each under the id at writing, with what was theirs. */
export interface Origins {
  /** The id that the person has now: what was linked since and leads nowhere else is its own. */
  readonly root: string
  /** Of each former id who it was merged into, in the order of the merges. */
  readonly parents: ReadonlyMap<string, string>
  /** What each was before its first merge, as far as that is known. */
  readonly bases: ReadonlyMap<string, OwnState>
  /** Whose an identifier was; of several people where they shared it. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>
}

/** Finds out of the ledger whose everything was that is one person's now. */
export function originsOf(person: Pick<Profile, 'profileId' | 'absorbedIds' | 'identifiers'>, ledger: Ledger): Origins {
  const root = person.profileId
  const ids = new Set([root, ...person.absorbedIds])
  const parents = parentsOf(ids, root, ledger)
  const bases = basesOf(ids, ledger)
  return { root, parents, bases, owners: ownersOf({ ids, root, bases }, person.identifiers, ledger) }
}

function parentsOf(ids: ReadonlySet<string>, root: string, { merges }: Ledger): ReadonlyMap<string, string> {
  const parents = new Map<string, string>()
  for (const { survivorId, absorbedId } of merges) {
    if (absorbedId === root || !ids.has(absorbedId)) continue
    // Whoever was split off and merged again counts by the later merge, in its place.
    parents.delete(absorbedId)
    parents.set(absorbedId, ids.has(survivorId) ? survivorId : root)
  }
  for (const id of ids) if (id !== root && !parents.has(id)) parents.set(id, root)
  return parents
}

/** By the first merge of each. A state in which somebody is who is no part of the person any more says nothing of what was whose. */
function basesOf(ids: ReadonlySet<string>, { merges, cuts }: Ledger): ReadonlyMap<string, OwnState> {
  const bases = new Map<string, OwnState>()
  const seen = new Set<string>()
  const isMixed = ({ absorbedIds }: OwnState): boolean => absorbedIds.some((id) => !ids.has(id))
  for (const [index, { survivorId, absorbedId, survivor, absorbed }] of merges.entries()) {
    const states = [
      [survivorId, survivor],
      [absorbedId, absorbed],
    ] as const
    for (const [id, state] of states) {
      if (!ids.has(id) || seen.has(id) || index < (cuts.get(id) ?? 0)) continue
      seen.add(id)
      if (state !== null && !isMixed(state)) bases.set(id, state)
    }
  }
  return bases
}

interface Known {
  readonly ids: ReadonlySet<string>
  readonly root: string
  readonly bases: ReadonlyMap<string, OwnState>
}

function ownersOf(
  { ids, root, bases }: Known,
  identifiers: readonly Identifier[],
  { links }: Ledger,
): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>()
  const add = (key: string, id: string): void => {
    owners.set(key, (owners.get(key) ?? new Set()).add(id))
  }
  for (const [id, base] of bases) for (const identifier of base.identifiers) add(keyOf(identifier), id)
  for (const link of links) {
    const key = keyOf(link)
    if (link.isAnew === true) owners.delete(key)
    if (owners.has(key)) continue
    // What came to be known with something is whose that is, by what says most about who somebody is.
    const others = rank(link.together, DEFAULT_RULES).usable.filter((other) => keyOf(other) !== key)
    const known = others.map((other) => owners.get(keyOf(other))).find((found) => found !== undefined)
    for (const id of known ?? [ids.has(link.profileId) ? link.profileId : root]) add(key, id)
  }
  for (const identifier of identifiers) if (!owners.has(keyOf(identifier))) add(keyOf(identifier), root)
  return owners
}
