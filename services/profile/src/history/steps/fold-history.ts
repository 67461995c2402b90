import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { isSame } from '../../people/domain/traits.js'
import type { MergeEntry } from '../domain/ledger.js'
import { type Origins, originsOf } from '../domain/origins.js'
import type { Standing } from '../domain/trait-entries.js'
import {
  type KnownTrait,
  openTraitFold,
  type PeopleMerged,
  type TraitFold,
  type TraitNote,
  type TraitStated,
} from '../domain/trait-history.js'
import { readJoins } from '../store/ledger.js'
import { readStatements, type StatedTraits } from '../store/statements.js'

/** A person with all that their history is folded from but what was stated. */
export interface Past {
  readonly person: Profile
  /** Every id that they have or had. */
  readonly ids: readonly string[]
  readonly origins: Origins
  /** Of whoever was merged into them, and was not split off since: the merge that holds, in the order in which they came. */
  readonly merges: readonly MergeEntry[]
  /** By name, what is known of each trait now. */
  readonly end: ReadonlyMap<string, KnownTrait>
}

export async function readPast(tx: Tx, person: Profile): Promise<Past> {
  const ids = [person.profileId, ...person.absorbedIds]
  const ledger = await readJoins(tx, ids)
  const origins = originsOf({ ...person, identifiers: [] }, ledger)
  return {
    person,
    ids,
    origins,
    merges: lastMerges(ledger.merges, origins),
    end: endOf(person),
  }
}

/** Of each former id the merge that holds: whoever was split off and merged again counts by the later one. */
function lastMerges(merges: readonly MergeEntry[], { parents }: Origins): readonly MergeEntry[] {
  const last = new Map(merges.map((merge) => [merge.absorbedId, merge]))
  return merges.flatMap((merge) => {
    const survivorId = parents.get(merge.absorbedId)
    return survivorId === undefined || last.get(merge.absorbedId) !== merge ? [] : [{ ...merge, survivorId }]
  })
}

/** When they first were known, under any id. */
export const knownSince = ({ person, origins }: Past): Date =>
  [...origins.bases.values()].reduce(
    (first, { createdAt }) => (createdAt < first ? createdAt : first),
    person.createdAt,
  )

function endOf({ traits, traitTimes }: Pick<Profile, 'traits' | 'traitTimes'>): ReadonlyMap<string, KnownTrait> {
  return new Map(
    Object.entries(traitTimes).map(([name, occurredAt]) => [
      name,
      Object.hasOwn(traits, name) ? { occurredAt, value: traits[name] } : { occurredAt },
    ]),
  )
}

/** What is known of people although nothing that is kept says it: what they had before a merge, and what they have. */
function remembered({ person, origins, end }: Past, name: string | null): Map<string, readonly TraitStated[]> {
  const facts = new Map<string, readonly TraitStated[]>()
  const add = (profileId: string, known: ReadonlyMap<string, KnownTrait>): void => {
    for (const [key, { occurredAt, value = null }] of known) {
      if (name !== null && key !== name) continue
      const fact = { profileId, name: key, value, occurredAt, knownAt: null, by: null }
      const others = facts.get(key) ?? []
      if (!others.some((other) => says(other, fact))) facts.set(key, [...others, fact])
    }
  }
  for (const [id, base] of origins.bases) add(id, endOf(base))
  add(person.profileId, end)
  return facts
}

const says = (left: TraitStated, other: TraitStated): boolean =>
  left.name === other.name && left.occurredAt === other.occurredAt && isSame(left.value, other.value)

export interface Folding {
  /** Whose history it is: any id of the person. */
  readonly profileId: string
  /** Only this trait; null for all. */
  readonly name: string | null
  /** What is known for longer than anything that is kept says. */
  readonly before: readonly TraitStated[]
  /** Until when, in milliseconds since 1970, facts are taken in. */
  readonly until: number
  readonly note?: (note: TraitNote, standing: Standing) => void
}

/** What was folded, and which of what is remembered nothing that is kept says. */
export interface Folded {
  readonly fold: TraitFold
  readonly unexplained: readonly TraitStated[]
}

/** Reads once all that was stated of somebody, and folds what was known until a moment. */
export async function foldHistory(tx: Tx, past: Past, folding: Folding): Promise<Folded> {
  const { profileId, name, before, until, note } = folding
  let standing: Standing = [0, '']
  // As in the fold, nothing is known before what was known when it came.
  let clock = -Infinity
  const isWithin = (at: Date): boolean => {
    clock = Math.max(clock, at.getTime())
    return clock <= until
  }
  const isNoted = note === undefined ? {} : { note: (change: TraitNote) => note(change, standing) }
  const fold = openTraitFold({ profileId, end: past.end, isSame, ...isNoted })
  for (const merged of undated(past)) fold.merge(merged)
  for (const fact of before) {
    standing = [0, fact.profileId]
    fold.take(fact)
  }
  const merges = [...past.merges]
  const mergeWhile = (isDue: (merge: MergeEntry) => boolean): void => {
    for (let next = merges[0]; next !== undefined && isDue(next); next = merges[0]) {
      standing = next.position === null ? [standing[0], `merge ${1_000_000 - merges.length}`] : [next.position, '']
      merges.shift()
      if (isWithin(next.at)) fold.merge({ ...next, knownAt: next.at.getTime() })
    }
  }
  const left = remembered(past, name)
  const explain = (stated: TraitStated): void => {
    const facts = left.get(stated.name)
    if (facts !== undefined)
      left.set(
        stated.name,
        facts.filter((fact) => !says(fact, stated)),
      )
  }
  for await (const page of readStatements(tx, past.ids, name))
    for (const { traits, position, ...statement } of page) {
      mergeWhile((merge) => (merge.position === null ? merge.at <= statement.knownAt : merge.position < position))
      standing = [position, '']
      const isKnown = isWithin(statement.knownAt)
      for (const stated of statedOf({ traits, ...statement }, name)) {
        explain(stated)
        if (isKnown) fold.take(stated)
      }
    }
  mergeWhile(() => true)
  if (clock <= until) fold.settle()
  return { fold, unexplained: [...left.values()].flat() }
}

const statedOf = (
  { traits, occurredAt, knownAt, ...statement }: Omit<StatedTraits, 'position'>,
  name: string | null,
): readonly TraitStated[] =>
  Object.entries(traits).flatMap(([key, value]) =>
    name !== null && key !== name
      ? []
      : [{ ...statement, name: key, value, occurredAt: occurredAt.getTime(), knownAt: knownAt.getTime() }],
  )

/** Former ids of whose merge nothing is kept: they have always been the person. */
function undated({ origins, merges }: Past): readonly PeopleMerged[] {
  const dated = new Set(merges.map(({ absorbedId }) => absorbedId))
  return [...origins.parents]
    .filter(([absorbedId]) => !dated.has(absorbedId))
    .map(([absorbedId, survivorId]) => ({ absorbedId, survivorId, knownAt: null, because: null }))
}
